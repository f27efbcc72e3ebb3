import { expect, test } from 'vitest';

import { emojiRows, nextCell, rowOfCell } from '../../../../src/renderer/features/emoji/emoji-rows.ts';
import { EMOJI_GROUPS, inTone } from '../../../../src/renderer/features/emoji/emoji-set.ts';
import { ENGLISH_EMOJI as SET } from '../../../../src/renderer/features/emoji/english-emoji.ts';
import { completeShortcode, findEmoji } from '../../../../src/renderer/features/emoji/find-emoji.ts';

const find = (words: string) => findEmoji(SET, words).map(({ emoji }) => emoji);

test('there are emoji in every group, and no parts of others', () => {
  for (const group of EMOJI_GROUPS) expect(SET.all.some((emoji) => emoji.group === group)).toBe(true);
  expect(SET.all.length).toBeGreaterThan(1_800);
  expect(SET.all.some(({ emoji }) => emoji === '🏻' || emoji === '🇦')).toBe(false);
});

test('CMP-06: every emoji has a shortcode, and every shortcode completes to itself first', () => {
  expect(completeShortcode(SET, 'a')[0]?.shortcode).toBe('a');
  expect(completeShortcode(SET, 'a')[0]?.emoji.emoji).toMatch(/^🅰/u);
  for (const { shortcodes } of SET.all) {
    for (const code of shortcodes) expect(completeShortcode(SET, code)[0]?.shortcode).toBe(code);
  }
});

test('a completion offers an emoji once, by the shortcode that was begun', () => {
  const thumbs = completeShortcode(SET, 'thumbsup').filter(({ emoji }) => emoji.emoji.startsWith('👍'));
  expect(thumbs.map(({ shortcode }) => shortcode)).toEqual(['thumbsup']);
  expect(completeShortcode(SET, 'nosuchthing')).toEqual([]);
});

test('a search finds by shortcode, by the words of the name and by tags, the best first', () => {
  expect(find('joy')[0]).toBe('😂');
  expect(find('waving hand')[0]).toBe('👋');
  expect(find('france')).toContain('🇫🇷');
  expect(find('bye')).toContain('👋');
  expect(find('HEART')).toContain('❤️');
  expect(find('👋🏽')).toEqual(['👋']);
  expect(find('   ')).toEqual([]);
  expect(find('qqqqqq')).toEqual([]);
});

test('a tone is for those who have one, and for pairs of one tone', () => {
  const hand = SET.byEmoji.get('👋');
  const dog = SET.byEmoji.get('🐶');
  expect([hand && inTone(hand, 0), hand && inTone(hand, 5)]).toEqual(['👋', '👋🏿']);
  expect(dog && inTone(dog, 3)).toBe('🐶');
  expect(SET.all.find(({ name }) => name === 'people holding hands')?.toned).toHaveLength(5);
});

test('arrows go from line to line and keep the column as far as a line reaches', () => {
  const grid = emojiRows(SET, { recent: ['😂', '👋🏿', '🐶'] });
  expect(grid.rows[0]).toEqual({ kind: 'heading', section: 'recent' });
  const to = (from: number, key: string) => nextCell(grid, { from, key });
  expect(to(2, 'ArrowDown')).toBe(5);
  expect(to(5, 'ArrowUp')).toBe(2);
  expect(to(8, 'ArrowUp')).toBe(2);
  expect(to(1, 'ArrowUp')).toBeUndefined();
  expect(to(0, 'ArrowLeft')).toBe(0);
  expect(to(0, 'End')).toBe(grid.cells.length - 1);
  expect(to(grid.cells.length - 1, 'ArrowDown')).toBe(grid.cells.length - 1);
  for (let cell = 0; cell < grid.cells.length; cell += 7) {
    const row = grid.rows[rowOfCell(grid.rows, cell)];
    expect(row?.kind === 'emoji' && row.emoji[cell - row.first]).toBe(grid.cells[cell]);
  }
});
