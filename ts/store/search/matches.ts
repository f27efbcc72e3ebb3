import type { TextRange } from '../model/search.ts';
import { foldedPositions, foldForSearch } from './folding.ts';

/** Put around what was found: characters that no text has, because Unicode gave them away for such uses. */
export const MARKS = { open: '\ufdd0', close: '\ufdd1' } as const;

/**
 * Where in `body` the words stand that are marked in `marked`, which is the body or its folded form. Nothing when the two
 * do not belong together, or the body has such marks itself.
 */
export function matchesIn(body: string, marked: string): readonly TextRange[] {
  const { plain, ranges } = unmarked(marked);
  if (body.includes(MARKS.open) || body.includes(MARKS.close)) return [];
  if (plain === body) return ranges;
  if (plain !== foldForSearch(body)) return [];
  const positions = foldedPositions(body);
  const end = positions.length - 1;
  return ranges.map(({ start, length }) => {
    let after = start + length;
    // Half of a letter that was folded into two is that letter.
    while (after < end && positions[after] === positions[after - 1]) after += 1;
    const from = positions[start] ?? 0;
    return { start: from, length: (positions[after] ?? from) - from };
  });
}

function unmarked(marked: string): { readonly plain: string; readonly ranges: readonly TextRange[] } {
  const ranges: TextRange[] = [];
  let plain = '';
  for (const [index, part] of marked.split(MARKS.open).entries()) {
    const [inside = '', ...rest] = part.split(MARKS.close);
    if (index > 0 && inside !== '') ranges.push({ start: plain.length, length: inside.length });
    plain += inside + rest.join('');
  }
  return { plain, ranges };
}
