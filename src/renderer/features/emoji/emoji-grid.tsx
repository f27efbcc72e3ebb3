import { type Ref, useImperativeHandle, useRef } from 'react';
import { VList, type VListHandle } from 'virtua';

import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './emoji-grid.module.css';
import { type EmojiRow, rowOfCell, type Section } from './emoji-rows.ts';
import { inTone, type SkinTone } from './emoji-set.ts';

export const SECTION_NAMES = {
  recent: 'emojiRecent',
  found: 'emojiFound',
  smileys: 'emojiSmileys',
  people: 'emojiPeople',
  animals: 'emojiAnimals',
  food: 'emojiFood',
  travel: 'emojiTravel',
  activities: 'emojiActivities',
  objects: 'emojiObjects',
  symbols: 'emojiSymbols',
  flags: 'emojiFlags',
} as const satisfies Record<Section, TextKey>;

export interface EmojiGridHandle {
  /** Scrolls as far as needed to show a cell. */
  readonly reveal: (cell: number) => void;
  readonly toSection: (section: Section) => void;
  readonly toTop: () => void;
}

/** The emoji themselves; only the lines in sight are in the DOM. */
export function EmojiGrid({
  ref,
  ...props
}: {
  readonly ref: Ref<EmojiGridHandle>;
  readonly id: string;
  readonly rows: readonly EmojiRow[];
  readonly columns: number;
  readonly tone: SkinTone;
  readonly active: number | undefined;
  readonly onPick: (cell: number) => void;
  readonly onHover: (cell: number) => void;
  /** Which section is at the top now. */
  readonly onSection: (section: Section) => void;
}) {
  const { id, rows, tone, active, onPick, onHover } = props;
  const t = useText();
  const list = useRef<VListHandle>(null);
  useImperativeHandle(
    ref,
    () => ({
      reveal: (cell) => list.current?.scrollToIndex(rowOfCell(rows, cell), { align: 'nearest' }),
      toSection: (section) => list.current?.scrollToIndex(rows.findIndex((row) => row.section === section)),
      toTop: () => list.current?.scrollTo(0),
    }),
    [rows],
  );
  const onScroll = (offset: number) => {
    const top = rows[list.current?.findItemIndex(offset + 1) ?? 0];
    if (top !== undefined) props.onSection(top.section);
  };
  return (
    <VList
      ref={list}
      id={id}
      className={cx(styles.grid)}
      role="grid"
      aria-label={t('emojiPanel')}
      aria-colcount={props.columns}
      onScroll={onScroll}
    >
      {rows.map((row) =>
        row.kind === 'heading' ? (
          <div key={row.section} className={cx(styles.heading)} role="row">
            <span role="rowheader">{t(SECTION_NAMES[row.section])}</span>
          </div>
        ) : (
          <div key={row.first} className={cx(styles.row)} role="row">
            {row.emoji.map((emoji, column) => {
              const cell = row.first + column;
              return (
                <span
                  key={cell}
                  id={`${id}-${cell}`}
                  className={cx(styles.cell, cell === active && styles.active)}
                  role="gridcell"
                  aria-label={emoji.name}
                  aria-selected={cell === active}
                  data-testid="emoji-cell"
                  // The search field keeps the focus.
                  onPointerDown={(event) => event.preventDefault()}
                  onPointerMove={() => onHover(cell)}
                  onClick={() => onPick(cell)}
                >
                  {inTone(emoji, tone)}
                </span>
              );
            })}
          </div>
        ),
      )}
    </VList>
  );
}
