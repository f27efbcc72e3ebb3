import { EMOJI_GROUPS, type Emoji, type EmojiGroup, type EmojiSet } from './emoji-set.ts';

export const COLUMNS = 8;

export type Section = EmojiGroup | 'recent' | 'found';

/** What is shown, line by line. */
export type EmojiRow =
  | { readonly kind: 'heading'; readonly section: Section }
  | {
      readonly kind: 'emoji';
      readonly section: Section;
      readonly emoji: readonly Emoji[];
      readonly first: number;
    };

export interface EmojiRows {
  readonly rows: readonly EmojiRow[];
  /** Every emoji in the order of the grid. */
  readonly cells: readonly Emoji[];
}

/** The rows of a search, or of all groups with the recent ones first. */
export function emojiRows(
  set: EmojiSet,
  { recent, found }: { readonly recent: readonly string[]; readonly found?: readonly Emoji[] | undefined },
): EmojiRows {
  const sections: readonly (readonly [Section, readonly Emoji[]])[] =
    found === undefined
      ? [
          ['recent', recent.flatMap((emoji) => set.byEmoji.get(emoji) ?? [])] as const,
          ...EMOJI_GROUPS.map((group) => [group, set.all.filter((emoji) => emoji.group === group)] as const),
        ]
      : [['found', found]];
  const rows: EmojiRow[] = [];
  const cells: Emoji[] = [];
  for (const [section, emoji] of sections) {
    if (emoji.length === 0) continue;
    rows.push({ kind: 'heading', section });
    for (let at = 0; at < emoji.length; at += COLUMNS) {
      const line = emoji.slice(at, at + COLUMNS);
      rows.push({ kind: 'emoji', section, emoji: line, first: cells.length });
      cells.push(...line);
    }
  }
  return { rows, cells };
}

/** The row with the cell of this number. */
export function rowOfCell(rows: readonly EmojiRow[], cell: number): number {
  return rows.findIndex(
    (row) => row.kind === 'emoji' && cell >= row.first && cell < row.first + row.emoji.length,
  );
}

/** Where an arrow leads from a cell, or `undefined` when it leads out of the grid at its top. */
export function nextCell(
  { rows, cells }: EmojiRows,
  { from, key }: { readonly from: number; readonly key: string },
): number | undefined {
  const last = cells.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowUp':
    case 'ArrowDown':
      return cellInRow(rows, { from, step: key === 'ArrowUp' ? -1 : 1 });
    case 'PageUp':
    case 'PageDown': {
      let cell = from;
      for (let step = 0; step < 5; step += 1)
        cell = cellInRow(rows, { from: cell, step: key === 'PageUp' ? -1 : 1 }) ?? cell;
      return cell;
    }
    default:
      return from;
  }
}

/** The cell in the same column of the next line; short lines give their last one. */
function cellInRow(
  rows: readonly EmojiRow[],
  { from, step }: { readonly from: number; readonly step: 1 | -1 },
): number | undefined {
  const at = rowOfCell(rows, from);
  const current = rows[at];
  if (current?.kind !== 'emoji') return undefined;
  const column = from - current.first;
  for (let index = at + step; index >= 0 && index < rows.length; index += step) {
    const row = rows[index];
    if (row?.kind === 'emoji') return row.first + Math.min(column, row.emoji.length - 1);
  }
  return step > 0 ? from : undefined;
}
