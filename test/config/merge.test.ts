import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { diffDicts } from '../../ts/config/diff.ts';
import type { ConfigDict } from '../../ts/config/index.ts';
import type { Lagged } from '../../ts/config/lagged.ts';
import { mergeMessages } from '../../ts/config/merge.ts';
import type { ConfigMessage } from '../../ts/config/message.ts';
import { initialMessage, serialize, settle } from '../../ts/config/message.ts';
import { EMPTY_DICT } from '../../ts/config/value.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { toHex } from '../../ts/util/index.ts';
import { DATA, dict } from './support/data.ts';

await cryptoReady();

/** The message that changes `on` to `data`. */
function next(on: ConfigMessage, data: ConfigDict): ConfigMessage {
  const { seqno, hash, diff } = on;
  const lagged: readonly Lagged[] = [...on.lagged, { seqno, hash, diff }];
  return settle({ seqno: seqno + 1, data, lagged, diff: diffDicts(on.data, data), unknown: new Map() });
}

function bytesOf(messages: readonly ConfigMessage[], mayWrite = true): string {
  const result = mergeMessages(messages, { mayWrite });
  if (result.kind === 'superseded') return toHex(messages[result.index]?.plain ?? new Uint8Array());
  const { data } = result.content;
  return toHex(serialize({ ...result.content, diff: diffDicts(EMPTY_DICT, data), unknown: new Map() }));
}

/** Some messages of branches that begin at one. */
const BRANCHES = fc
  .array(fc.array(DATA, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
  .map((branches) => {
    const root = next(initialMessage(), dict(['a', 1n]));
    return branches.map((states) => states.reduce(next, root));
  });

describe('merging', () => {
  test('does not depend on the order of the messages', () => {
    fc.assert(
      fc.property(
        BRANCHES.chain((messages) =>
          fc.tuple(fc.constant(messages), fc.shuffledSubarray(messages, { minLength: messages.length })),
        ),
        fc.boolean(),
        ([messages, shuffled], mayWrite) => {
          expect(bytesOf(shuffled, mayWrite)).toBe(bytesOf(messages, mayWrite));
        },
      ),
    );
  });

  test('again with what went into it changes nothing', () => {
    fc.assert(
      fc.property(BRANCHES, (messages) => {
        const result = mergeMessages(messages, { mayWrite: true });
        if (result.kind === 'superseded') return;
        const { data } = result.content;
        const merged = settle({ ...result.content, diff: diffDicts(EMPTY_DICT, data), unknown: new Map() });
        expect(mergeMessages([...messages, merged], { mayWrite: true })).toEqual({
          kind: 'superseded',
          index: messages.length,
        });
      }),
    );
  });

  test('keeps a change that only one branch made, and what nobody changed', () => {
    const root = next(initialMessage(), dict(['keep', 1n], ['left', 1n], ['right', 1n], ['gone', 1n]));
    const left = next(root, dict(['keep', 1n], ['left', 2n], ['right', 1n], ['gone', 1n]));
    const right = next(root, dict(['keep', 1n], ['left', 1n], ['right', 2n], ['new', 1n]));
    const result = mergeMessages([left, right], { mayWrite: true });
    expect(result).toMatchObject({
      kind: 'merged',
      content: { seqno: 3, data: dict(['keep', 1n], ['left', 2n], ['right', 2n], ['new', 1n]) },
    });
  });

  test('prefers what was built on more', () => {
    const root = next(initialMessage(), dict(['a', 1n]));
    const short = next(root, dict(['a', 2n]));
    const long = next(next(root, dict(['a', 3n])), dict(['a', 4n]));
    const result = mergeMessages([long, short], { mayWrite: true });
    expect(result).toMatchObject({ content: { seqno: 4, data: dict(['a', 4n]) } });
  });

  test('leaves out who is five messages behind', () => {
    const root = next(initialMessage(), dict(['a', 1n]));
    const behind = next(root, dict(['a', 1n], ['lost', 1n]));
    let ahead = root;
    for (let at = 2n; at < 8n; at += 1n) ahead = next(ahead, dict(['a', at]));
    expect(mergeMessages([behind, ahead], { mayWrite: true })).toEqual({ kind: 'superseded', index: 1 });
  });
});
