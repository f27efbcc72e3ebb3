import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { GroupId } from '../../ts/account/index.ts';
import type { NewWaiting } from '../../ts/store/index.ts';
import { BOB, CAROL, conversationWith, expectCode, ME, receive, temporaryStore } from './support.ts';

describe('reactions', () => {
  test('are shown in the order in which people reacted', () => {
    const { store, messageId } = message();
    const react = { messageId, action: 'react' } as const;
    expect(store.reactions.apply({ ...react, senderId: CAROL, emoji: '🌊', sentAtMs: 20 })).toBe(true);
    expect(store.reactions.apply({ ...react, senderId: BOB, emoji: '🌊', sentAtMs: 10 })).toBe(true);
    expect(store.reactions.apply({ ...react, senderId: BOB, emoji: '🔥', sentAtMs: 15 })).toBe(true);
    expect(store.reactions.forMessages([messageId, 99])).toEqual([
      { messageId, senderId: BOB, emoji: '🌊', sentAtMs: 10 },
      { messageId, senderId: BOB, emoji: '🔥', sentAtMs: 15 },
      { messageId, senderId: CAROL, emoji: '🌊', sentAtMs: 20 },
    ]);
    expect(store.reactions.apply({ ...react, senderId: BOB, emoji: '🌊', sentAtMs: 30 })).toBe(false);
    expect(store.reactions.forMessages([messageId])[0]).toMatchObject({ senderId: BOB, sentAtMs: 10 });
    expectCode('store-not-found', () =>
      store.reactions.apply({ ...react, messageId: 99, senderId: BOB, emoji: '🌊', sentAtMs: 1 }),
    );
    store.messages.delete(messageId);
    expect(store.reactions.forMessages([messageId])).toEqual([]);
  });

  test('end as the latest said, in whatever order they come and however often', () => {
    const action = fc.constantFrom('react', 'remove' as const);
    const acts = fc.uniqueArray(fc.record({ action, sentAtMs: fc.nat({ max: 30 }) }), {
      selector: (act) => act.sentAtMs,
      minLength: 1,
      maxLength: 8,
    });
    const { store, conversationId } = message();
    let at = 100;
    fc.assert(
      fc.property(acts, fc.boolean(), (sent, isRepeated) => {
        at += 1;
        const messageId = receive(store, conversationId, at).id;
        const shown = () => store.reactions.forMessages([messageId]).length > 0;
        for (const act of isRepeated ? [...sent, ...sent] : sent) {
          const before = shown();
          const changed = store.reactions.apply({ messageId, senderId: BOB, emoji: '🌊', ...act });
          expect(changed).toBe(before !== shown());
        }
        const latest = [...sent].sort((a, b) => a.sentAtMs - b.sentAtMs).at(-1)!;
        expect(shown()).toBe(latest.action === 'react');
      }),
    );
  });
});

describe('what came before its target', () => {
  const target = { peerId: BOB, authorId: ME, targetSentAtMs: 50 } as const;
  const reaction: NewWaiting = {
    ...target,
    kind: 'reaction',
    emoji: '🌊',
    action: 'react',
    senderId: BOB,
    sentAtMs: 60,
    expiresAtMs: 1_000,
  };
  const receipt: NewWaiting = { ...target, kind: 'receipt', senderId: BOB, sentAtMs: 55, expiresAtMs: 500 };
  const unsend: NewWaiting = { ...target, kind: 'unsend', senderId: ME, sentAtMs: 70, expiresAtMs: 2_000 };
  const many = { atMostOfSender: 100 };

  test('waits for it, in the order of sending', () => {
    const { waiting } = temporaryStore();
    for (const item of [reaction, unsend, receipt]) waiting.add(item, many);
    const rows = waiting.forTarget(target);
    expect(rows).toEqual([
      { ...receipt, id: rows[0]!.id },
      { ...reaction, id: rows[1]!.id },
      { ...unsend, id: rows[2]!.id },
    ]);
    expect(waiting.forTarget({ ...target, peerId: CAROL })).toEqual([]);
    expect(waiting.forTarget({ ...target, targetSentAtMs: 51 })).toEqual([]);
    expect(waiting.delete(rows[0]!.id)).toBe(true);
    expect(waiting.delete(rows[0]!.id)).toBe(false);
    expect(waiting.purgeExpired(1_000)).toBe(1);
    expect(waiting.forTarget(target).map((row) => row.kind)).toEqual(['unsend']);
  });

  test('is kept as it was said last', () => {
    const { waiting } = temporaryStore();
    waiting.add({ ...reaction, action: 'remove', sentAtMs: 61 }, many);
    waiting.add(reaction, many);
    expect(waiting.forTarget(target)).toMatchObject([{ action: 'remove', sentAtMs: 61 }]);
    waiting.add({ ...reaction, sentAtMs: 62 }, many);
    expect(waiting.forTarget(target)).toMatchObject([{ action: 'react', sentAtMs: 62 }]);
  });

  test('does not fill the disk', () => {
    const { waiting } = temporaryStore();
    waiting.add({ ...unsend, senderId: CAROL }, { atMostOfSender: 2 });
    for (let at = 1; at <= 5; at += 1) {
      waiting.add({ ...reaction, targetSentAtMs: at }, { atMostOfSender: 2 });
    }
    const kept = [1, 2, 3, 4, 5].filter(
      (at) => waiting.forTarget({ ...target, targetSentAtMs: at }).length > 0,
    );
    expect(kept).toEqual([4, 5]);
    expect(waiting.forTarget(target)).toHaveLength(1);
  });
});

describe('what no key opens', () => {
  const inbox = { account: `03${'ab'.repeat(32)}`, namespace: 11 };
  const item = { ...inbox, data: Uint8Array.of(1, 2), storedAtMs: 5, expiresAtMs: 100 };

  test('is kept to be tried again', () => {
    const { undecrypted } = temporaryStore();
    const many = { atMostInInbox: 9 };
    expect(undecrypted.add({ ...item, hash: 'a' }, many)).toBe(true);
    expect(undecrypted.add({ ...item, hash: 'a' }, many)).toBe(false);
    expect(undecrypted.add({ ...item, hash: 'b', keyGeneration: 3, expiresAtMs: 200 }, many)).toBe(true);
    expect(undecrypted.add({ ...item, hash: 'c', namespace: 0 }, many)).toBe(true);
    const rows = undecrypted.page({ ...inbox, limit: 9 });
    expect(rows).toEqual([
      { ...item, id: rows[0]!.id, hash: 'a', keyGeneration: undefined },
      { ...item, id: rows[1]!.id, hash: 'b', keyGeneration: 3, expiresAtMs: 200 },
    ]);
    expect(undecrypted.page({ ...inbox, limit: 9, afterId: rows[0]!.id })).toEqual([rows[1]]);
    undecrypted.setKeyGeneration(rows[0]!.id, 4);
    expect(undecrypted.page({ ...inbox, limit: 1 })[0]?.keyGeneration).toBe(4);
    expectCode('store-not-found', () => undecrypted.setKeyGeneration(99, 1));
    expect(undecrypted.purgeExpired(100)).toBe(2);
    expect(undecrypted.delete(rows[1]!.id)).toBe(true);
    expect(undecrypted.page({ ...inbox, limit: 9 })).toEqual([]);
  });

  test('does not fill the disk', () => {
    const { undecrypted } = temporaryStore();
    for (const hash of ['a', 'b', 'c']) undecrypted.add({ ...item, hash }, { atMostInInbox: 2 });
    expect(undecrypted.page({ ...inbox, limit: 9 }).map((row) => row.hash)).toEqual(['b', 'c']);
  });
});

describe('what was taken back in a group before it came', () => {
  const groupId = `03${'ab'.repeat(32)}` as GroupId;
  const item = { groupId, authorId: BOB, hash: 'a', upToSentAtMs: 50, expiresAtMs: 100 } as const;
  const come = { groupId, authorId: BOB, hash: 'a', sentAtMs: 50 } as const;
  const many = { atMostOfAuthor: 9 };

  test('is known by its hash and author when it comes, and not what was sent later', () => {
    const { takenBack } = temporaryStore();
    takenBack.add(item, many);
    expect(takenBack.has(come)).toBe(true);
    for (const other of [{ hash: 'b' }, { authorId: CAROL }, { sentAtMs: 51 }])
      expect(takenBack.has({ ...come, ...other })).toBe(false);
    takenBack.add({ ...item, upToSentAtMs: 40, expiresAtMs: 90 }, many);
    expect(takenBack.purgeExpired(99)).toBe(0);
    expect(takenBack.has(come)).toBe(true);
    expect(takenBack.purgeExpired(100)).toBe(1);
    expect(takenBack.has(come)).toBe(false);
  });

  test('may be all that somebody had written', () => {
    const { takenBack } = temporaryStore();
    takenBack.add({ ...item, hash: undefined }, many);
    expect(takenBack.has({ ...come, hash: 'whatever' })).toBe(true);
    expect(takenBack.has({ ...come, hash: 'whatever', sentAtMs: 51 })).toBe(false);
  });

  test('does not fill the disk, and gives no way to forget a removal', () => {
    const { takenBack } = temporaryStore();
    takenBack.add({ ...item, hash: undefined, upToSentAtMs: 10 }, many);
    for (const hash of ['a', 'b', 'c']) takenBack.add({ ...item, hash }, { atMostOfAuthor: 2 });
    expect(['a', 'b', 'c'].map((hash) => takenBack.has({ ...come, hash }))).toEqual([false, true, true]);
    expect(takenBack.has({ ...come, sentAtMs: 10 })).toBe(true);
  });
});

describe('configs', () => {
  test('are kept by account and namespace; their time never goes back', () => {
    const { configs } = temporaryStore();
    const config = { account: ME, namespace: 3, dump: Uint8Array.of(1), updatedAtMs: 5 };
    expect(configs.get(config)).toBeUndefined();
    expect(configs.save(config)).toEqual({ ...config, configTimeMs: 0 });
    const later = { ...config, dump: Uint8Array.of(2), updatedAtMs: 6 };
    configs.save({ ...later, configTimeMs: 90 });
    configs.save({ ...later, configTimeMs: 80 });
    configs.save(later);
    expect(configs.get(config)).toEqual({ ...later, configTimeMs: 90 });
    configs.save({ ...config, namespace: 2 });
    configs.save({ ...config, account: BOB });
    expect(configs.ofAccount(ME).map((row) => row.namespace)).toEqual([2, 3]);
    expect(configs.deleteOfAccount(ME)).toBe(2);
    expect(configs.ofAccount(BOB)).toHaveLength(1);
  });
});

function message() {
  const store = temporaryStore();
  const conversationId = conversationWith(store);
  return { store, conversationId, messageId: receive(store, conversationId, 5).id };
}
