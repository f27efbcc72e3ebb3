import { expect, test } from 'vitest';

import { choosePathWith, noChoice } from '../../../src/main/files/file-choice.ts';

test('a page proposes a name, and the person says where it goes', async () => {
  const proposed: string[] = [];
  const choose = choosePathWith((name) => {
    proposed.push(name);
    return Promise.resolve({ canceled: false, filePath: '/home/alice/kept.json' });
  });
  expect(await choose('/home/alice/.ssh/authorized_keys')).toBe('/home/alice/kept.json');
  expect(proposed).toEqual(['authorized_keys']);
});

test.each([
  ['cancelled', () => choosePathWith(() => Promise.resolve({ canceled: true, filePath: '' }))('talk.json')],
  ['left empty', () => choosePathWith(() => Promise.resolve({ canceled: false, filePath: '' }))('talk.json')],
  ['without anybody to ask', () => noChoice()],
])('%s, nothing is chosen', async (_, choose) => {
  await expect(choose()).rejects.toMatchObject({ code: 'file-not-chosen' });
});
