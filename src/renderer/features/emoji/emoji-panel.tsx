import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';

import { useText } from '../../app/text/text-context.ts';
import { cx, Spinner } from '../../ui/index.ts';
import { EmojiCategories } from './emoji-categories.tsx';
import { EmojiGrid, type EmojiGridHandle } from './emoji-grid.tsx';
import styles from './emoji-panel.module.css';
import { COLUMNS, emojiRows, nextCell, type Section } from './emoji-rows.ts';
import { inTone } from './emoji-set.ts';
import { findEmoji } from './find-emoji.ts';
import { ToneChoice } from './tone-choice.tsx';
import { useEmojiHabits } from './use-emoji-habits.ts';
import { useEmojiSet } from './use-emoji-set.ts';

export interface EmojiPanelProps {
  /** Gets the characters, in the person's skin tone. The panel stays open; whoever shows it may close it. */
  readonly onPick: (emoji: string) => void;
}

/** Keys that move in the grid from the search field; sideways only once the grid was entered. */
const GRID_KEYS = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'];
const SIDE_KEYS = ['ArrowLeft', 'ArrowRight', 'Home', 'End'];

/** All emoji: search, groups, recent ones, skin tone. The search field keeps the focus; arrows move in the grid. Spec 08, CMP-07. */
export function EmojiPanel({ onPick }: EmojiPanelProps) {
  const t = useText();
  const gridId = useId();
  const set = useEmojiSet(true);
  const { recent, skinTone, noteUse, setSkinTone } = useEmojiHabits();
  const [search, setSearch] = useState('');
  const [active, setActive] = useState<number>();
  const [section, setSection] = useState<Section>('recent');
  const grid = useRef<EmojiGridHandle>(null);
  const isSearching = search.trim() !== '';

  const shown = useMemo(
    () =>
      set !== undefined && recent !== undefined
        ? emojiRows(set, { recent, found: isSearching ? findEmoji(set, search) : undefined })
        : undefined,
    [set, recent, search, isSearching],
  );
  // Whoever searches wants the first one; Enter takes it.
  const cell = active ?? (isSearching && (shown?.cells.length ?? 0) > 0 ? 0 : undefined);
  const chosen = cell === undefined ? undefined : shown?.cells[cell];

  const pick = (index: number) => {
    const emoji = shown?.cells[index];
    if (emoji === undefined) return;
    const form = inTone(emoji, skinTone);
    noteUse(form);
    onPick(form);
  };
  const move = (key: string) => {
    if (shown === undefined || shown.cells.length === 0) return;
    const next = cell === undefined ? 0 : nextCell(shown, { from: cell, key: mirrored(key) });
    setActive(next);
    if (next !== undefined) grid.current?.reveal(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const isMove = GRID_KEYS.includes(event.key) || (active !== undefined && SIDE_KEYS.includes(event.key));
    if (!isMove && event.key !== 'Enter') return;
    event.preventDefault();
    if (isMove) move(event.key);
    else if (cell !== undefined) pick(cell);
  };

  return (
    <div className={cx(styles.panel)} data-testid="emoji-panel">
      <div className={cx(styles.head)}>
        <input
          className={cx(styles.search)}
          type="search"
          role="combobox"
          aria-expanded="true"
          aria-haspopup="grid"
          aria-controls={gridId}
          aria-activedescendant={cell === undefined ? undefined : cellId(gridId, cell)}
          aria-label={t('emojiSearch')}
          placeholder={t('emojiSearch')}
          autoFocus
          spellCheck={false}
          dir="auto"
          value={search}
          data-testid="emoji-search"
          onChange={(event) => {
            setSearch(event.target.value);
            setActive(undefined);
            grid.current?.toTop();
          }}
          onKeyDown={onKeyDown}
        />
        <ToneChoice tone={skinTone} onChange={setSkinTone} />
      </div>
      {!isSearching && shown !== undefined && (
        <EmojiCategories
          rows={shown.rows}
          current={section}
          onChoose={(wanted) => grid.current?.toSection(wanted)}
        />
      )}
      {shown === undefined ? (
        <div className={cx(styles.middle)}>
          <Spinner size={24} label={t('loading')} />
        </div>
      ) : shown.cells.length === 0 ? (
        <p className={cx(styles.middle)} role="status">
          {t('emojiNone')}
        </p>
      ) : (
        <EmojiGrid
          ref={grid}
          id={gridId}
          rows={shown.rows}
          columns={COLUMNS}
          tone={skinTone}
          active={cell}
          onPick={pick}
          onHover={setActive}
          onSection={setSection}
        />
      )}
      <p className={cx(styles.name)} aria-hidden>
        {chosen === undefined ? '' : `:${chosen.shortcodes[0]}:`}
      </p>
    </div>
  );
}

export function cellId(gridId: string, cell: number): string {
  return `${gridId}-${cell}`;
}

/** In a layout from right to left the next cell is on the left. */
function mirrored(key: string): string {
  if (document.dir !== 'rtl') return key;
  return { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[key] ?? key;
}
