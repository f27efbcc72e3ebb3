// Spec 01 §1.4.

import type { WordList } from './word-list.ts';
import { normalForm } from './word-list.ts';

const MAX_SUGGESTIONS = 3;
const MAX_EDITS = 3;

/** Up to three words of the list that are nearest to a mistyped one, best first. */
export function suggestWords(typed: string, { words }: WordList): readonly string[] {
  // A word that would have to be rewritten whole is no suggestion.
  const limit = Math.min(MAX_EDITS, typed.length - 1);
  return words
    .filter((word) => Math.abs(word.length - typed.length) <= limit)
    .map((word) => ({ word, edits: editDistance(typed, normalForm(word)) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ word }) => word);
}

/** Levenshtein distance: letters to insert, delete or replace. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, length) => length);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
