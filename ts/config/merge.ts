// Which of several config messages counts, and what they say together (spec 03 §4.1).

import { toHex } from '../util/index.ts';
import type { ConfigDiff } from './diff.ts';
import { applyDiff } from './diff.ts';
import { DictEditor } from './editor.ts';
import type { Lagged, MessageKey } from './lagged.ts';
import { LAG, compareLagged } from './lagged.ts';
import type { ConfigMessage } from './message.ts';
import type { ConfigDict } from './value.ts';

export type MergeResult =
  /** One message includes all others, or must win because nobody here may write. */
  | { readonly kind: 'superseded'; readonly index: number }
  /** Concurrent messages, brought together. */
  | { readonly kind: 'merged'; readonly content: MergedContent };

export interface MergedContent {
  readonly seqno: number;
  readonly data: ConfigDict;
  readonly lagged: readonly Lagged[];
}

/**
 * Merges at least one message. The result depends on the set of messages, not on their order, except that `index` points to the first
 * of equal ones.
 * @param options.mayWrite false for a member of a group, who cannot sign: the greatest (seqno, hash) wins.
 */
export function mergeMessages(
  messages: readonly ConfigMessage[],
  { mayWrite }: { readonly mayWrite: boolean },
): MergeResult {
  const kept = withoutRedundant(messages).toSorted((a, b) => compareLagged(b, a));
  const [greatest] = kept;
  if (greatest === undefined) throw new RangeError('There is no message to merge');
  if (kept.length === 1 || !mayWrite) return { kind: 'superseded', index: messages.indexOf(greatest) };
  return { kind: 'merged', content: combine(greatest, kept) };
}

/** Without messages that another includes, that come twice, or that are too far behind. */
function withoutRedundant(messages: readonly ConfigMessage[]): readonly ConfigMessage[] {
  const newest = messages.reduce((most, { seqno }) => Math.max(most, seqno), 0);
  const included = new Set(messages.flatMap(({ lagged }) => lagged.map(keyOf)));
  return messages.filter((message) => {
    const key = keyOf(message);
    if (included.has(key) || message.seqno + LAG <= newest) return false;
    included.add(key);
    return true;
  });
}

interface ReplayStep extends MessageKey {
  readonly diff: ConfigDiff;
  /** The data of the message that brought the diff: values are taken from there. */
  readonly source: ConfigDict;
}

/** Replays every known change, oldest first, on the data of the greatest message. */
function combine(greatest: ConfigMessage, descending: readonly ConfigMessage[]): MergedContent {
  const steps = new Map<string, ReplayStep>();
  const remember = (step: ReplayStep): void => {
    const key = keyOf(step);
    if (!steps.has(key)) steps.set(key, step);
  };
  for (const { seqno, hash, diff, data, lagged } of descending) {
    remember({ seqno, hash, diff, source: data });
    for (const earlier of lagged) remember({ ...earlier, source: data });
  }
  const replay = [...steps.values()].sort(compareLagged);
  const data = DictEditor.edit(greatest.data, (root) => {
    for (const { diff, source } of replay) applyDiff(root, diff, source);
  });
  const lagged = replay.map(({ seqno, hash, diff }) => ({ seqno, hash, diff }));
  return { seqno: greatest.seqno + 1, data, lagged };
}

function keyOf({ seqno, hash }: MessageKey): string {
  return `${seqno}:${toHex(hash)}`;
}
