import type { AttachmentView } from '../../../ipc/index.ts';

/** px of a bubble's pictures, wide and high. A lone picture keeps its shape within these. */
const WIDTH = 300;
const HEIGHT = 340;
/** A picture smaller than this is enlarged, and one that would still be thinner is cut, so that one can click it. */
const LEAST = 120;
const GAP = 2;
/** More pictures than this are counted on the last tile. */
const MOST = 5;

/** The place of one picture. */
export interface Tile {
  readonly attachment: AttachmentView;
  /** Of the message's attachments. */
  readonly index: number;
  /** px; the height follows from the ratio when the bubble is narrower. */
  readonly width: number;
  readonly height: number;
}

export interface MediaLayout {
  /** px */
  readonly width: number;
  readonly rows: readonly (readonly Tile[])[];
  /** How many there are besides those in the rows. */
  readonly hiddenCount: number;
}

type Sized = Pick<AttachmentView, 'width' | 'height'>;

/** Reserves the places of pictures and films before a byte of them is here. Spec 08, MED-01. */
export function mediaLayout(
  entries: readonly { readonly attachment: AttachmentView; readonly index: number }[],
): MediaLayout {
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    const size = loneSize(first.attachment);
    return { width: size.width, rows: [[{ ...first, ...size }]], hiddenCount: 0 };
  }
  const shown = entries.slice(0, MOST);
  let taken = 0;
  const rows = rowCounts(shown.length).map((count) => {
    const row = shown.slice(taken, taken + count);
    taken += count;
    const width = (WIDTH - GAP * (count - 1)) / count;
    return row.map((entry) => ({ ...entry, width, height: count === 1 ? 170 : count === 2 ? 149 : 98 }));
  });
  return { width: WIDTH, rows, hiddenCount: entries.length - shown.length };
}

function rowCounts(count: number): readonly number[] {
  return { 2: [2], 3: [1, 2], 4: [2, 2] }[count] ?? [2, 3];
}

function loneSize({ width = 0, height = 0 }: Sized): { readonly width: number; readonly height: number } {
  // Many clients do not say how large a picture is.
  if (width <= 0 || height <= 0) return { width: 240, height: 240 };
  const fitting = Math.min(WIDTH / width, HEIGHT / height);
  const scale = Math.min(fitting, Math.max(Math.min(1, fitting), LEAST / Math.min(width, height)));
  return {
    width: Math.max(LEAST, Math.round(width * scale)),
    height: Math.max(LEAST, Math.round(height * scale)),
  };
}
