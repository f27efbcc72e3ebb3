import type { PinnedPost, PinnedWords } from '../../store/index.ts';

/** What a server says is pinned, with what was kept of those posts. */
export function keepingWords(
  pinned: readonly PinnedPost[],
  before: readonly PinnedPost[] = [],
): readonly PinnedPost[] {
  const known = new Map(before.map(({ id, words }) => [id, words]));
  return pinned.map((pin) => withWords(pin, known.get(pin.id)));
}

export function withWords(pin: PinnedPost, words: PinnedWords | undefined): PinnedPost {
  return words === undefined ? pin : { ...pin, words };
}
