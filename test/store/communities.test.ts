import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { BlindedId } from '../../ts/account/index.ts';
import {
  decodeRoomInfo,
  decodeWhisper,
  encodeRoomInfo,
  textsIn,
} from '../../ts/store/repositories/community-columns.ts';
import type { RoomInfo, Store } from '../../ts/store/index.ts';
import { BOB, expectCode, ME, temporaryStore } from './support.ts';

const KEY_A = new Uint8Array(32).fill(1);
const KEY_B = new Uint8Array(32).fill(2);
const BASE = 'https://example.org';
const STRANGER = `15${'cd'.repeat(32)}` as BlindedId;

function joined(store: Store, token = 'Garden'): { readonly serverId: number; readonly id: number } {
  const { id: serverId } = store.communities.putServer({ baseUrl: BASE, publicKey: KEY_A });
  const { conversationId: id } = store.communities.addRoom({ serverId, token, nowMs: 1_000 });
  return { serverId, id };
}

/** A post with its message. */
function posted(store: Store, id: number, postId: number): number {
  const { id: messageId } = store.messages.insertOutgoing({
    conversationId: id,
    authorId: ME,
    body: `Post ${postId}`,
    sentAtMs: postId,
    receivedAtMs: postId,
    clock: 'network',
  });
  const nothing = { editedAtMs: undefined, whisper: undefined };
  store.communities.putPost({ conversationId: id, postId, messageId, seqno: postId, ...nothing });
  return messageId;
}

describe('what is kept of a room', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  const texts = fc.array(text, { maxLength: 4 });
  const count = fc.nat();
  const info: fc.Arbitrary<RoomInfo> = fc.record(
    {
      description: text,
      infoUpdates: count,
      createdAtMs: count,
      activeUsers: count,
      activeWithinS: count,
      pinned: fc.array(
        fc.record({ id: count, pinnedAtMs: count, pinnedBy: text }, { requiredKeys: ['id'] }),
        { maxLength: 3 },
      ),
      moderators: texts,
      admins: texts,
      hiddenModerators: texts,
      hiddenAdmins: texts,
      rights: fc.record({
        read: fc.boolean(),
        write: fc.boolean(),
        upload: fc.boolean(),
        isModerator: fc.boolean(),
        isAdmin: fc.boolean(),
        isGlobalModerator: fc.boolean(),
        isGlobalAdmin: fc.boolean(),
      }),
      defaults: fc.record(
        { read: fc.boolean(), accessible: fc.boolean(), write: fc.boolean(), upload: fc.boolean() },
        { requiredKeys: [] },
      ),
    },
    {
      requiredKeys: [
        'description',
        'infoUpdates',
        'activeUsers',
        'pinned',
        'moderators',
        'admins',
        'hiddenModerators',
        'hiddenAdmins',
        'rights',
        'defaults',
      ],
    },
  );

  test('comes back as it was', () => {
    fc.assert(
      fc.property(info, (room) => {
        expect(decodeRoomInfo(encodeRoomInfo(room))).toEqual(room);
      }),
    );
  });

  test('is refused with one error when it is anything else', () => {
    const read = [decodeRoomInfo, decodeWhisper, textsIn] as const;
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), fc.constantFrom(...read), (json, decode) => {
        try {
          decode(json);
        } catch (error) {
          expect(error).toMatchObject({ code: 'store-corrupt' });
        }
      }),
    );
    expectCode('store-conflict', () => encodeRoomInfo({ description: 1 } as never));
  });
});

describe('a server', () => {
  test('that has another key than before is unknown again but for its rooms', () => {
    const store = temporaryStore();
    const { serverId, id } = joined(store);
    store.communities.setCapabilities(serverId, ['blind']);
    store.communities.setLastIds(serverId, { inbox: 5, outbox: 6 });
    expect(store.communities.putServer({ baseUrl: BASE, publicKey: KEY_A })).toMatchObject({
      lastInboxId: 5,
    });
    expect(store.communities.putServer({ baseUrl: BASE, publicKey: KEY_B })).toMatchObject({
      id: serverId,
      capabilities: undefined,
      lastInboxId: undefined,
      lastOutboxId: undefined,
    });
    expect(store.communities.room(id)?.token).toBe('Garden');
  });

  test('goes with its last room, and the people of it', () => {
    const store = temporaryStore();
    const { serverId, id } = joined(store);
    store.communities.putPerson({ blindedId: STRANGER, serverId });
    store.communities.dropEmptyServers();
    expect(store.communities.servers()).toHaveLength(1);
    store.communities.detachRoom(id);
    store.communities.dropEmptyServers();
    expect(store.communities.servers()).toEqual([]);
    expect(store.communities.person(STRANGER)).toBeUndefined();
  });
});

describe('a room', () => {
  test('is one, in whatever case its name is written', () => {
    const store = temporaryStore();
    const { id } = joined(store);
    expect(joined(store, 'GARDEN').id).toBe(id);
    expect(store.communities.rooms()).toHaveLength(1);
  });

  test('that was left may be joined again while its messages go', () => {
    const store = temporaryStore();
    const { id } = joined(store);
    posted(store, id, 1);
    store.communities.detachRoom(id);
    const again = joined(store);
    expect(again.id).not.toBe(id);
    expect(store.messages.page({ conversationId: again.id, limit: 5 }).rows).toEqual([]);
    expect(store.conversations.list({ limit: 5 }).map((row) => row.id)).toEqual([again.id]);
  });
});

describe('posts', () => {
  test('keep their number when their message goes', () => {
    const store = temporaryStore();
    const { id } = joined(store);
    const messageId = posted(store, id, 7);
    expect(store.communities.postOf(messageId)?.postId).toBe(7);
    store.messages.delete(messageId);
    expect(store.communities.post(id, 7)).toMatchObject({ messageId: undefined, seqno: 7 });
  });

  test('that went from here are forgotten up to the oldest that is here, so that they may come again', () => {
    const store = temporaryStore();
    const { id } = joined(store);
    const [first, , third, fourth] = [1, 2, 3, 4].map((postId) => posted(store, id, postId));
    for (const messageId of [first, third]) store.messages.delete(messageId ?? 0);
    store.communities.forgetRemovedPosts(id);
    expect([1, 2, 3, 4].map((postId) => store.communities.post(id, postId)?.messageId)).toEqual([
      undefined,
      expect.any(Number),
      undefined,
      fourth,
    ]);
    expect(store.communities.oldestPostId(id)).toBe(2);
    expect(store.communities.post(id, 3)).toBeDefined();
  });

  test('show our reaction at once, and until the server’s word has it', () => {
    const store = temporaryStore();
    const { id } = joined(store);
    const messageId = posted(store, id, 1);
    const post = { conversationId: id, postId: 1, messageId };
    const told = (count: number, isOurs: boolean, seqno: number): void =>
      store.communities.setReactions({
        post,
        seqno,
        reactions: count === 0 ? [] : [{ emoji: '🍐', count, reactors: [], isOurs }],
      });
    const shown = () =>
      (store.communities.reactionsOf([messageId]).get(messageId) ?? []).map(({ count, isOurs }) => [
        count,
        isOurs,
      ]);
    told(1, false, 5);
    store.communities.noteOwnReaction({ messageId, emoji: '🍐', action: 'react' });
    expect(shown()).toEqual([[2, true]]);
    // A poll that had left before ours was done says nothing against it.
    told(2, false, 6);
    expect(shown()).toEqual([[3, true]]);
    store.communities.settleOwnReaction({ messageId, emoji: '🍐', seqno: 8 });
    told(1, false, 7);
    expect(shown()).toEqual([[2, true]]);
    told(2, true, 8);
    expect(shown()).toEqual([[2, true]]);
    told(1, false, 9);
    expect(shown()).toEqual([[1, false]]);
    store.communities.noteOwnReaction({ messageId, emoji: '🍐', action: 'react' });
    store.communities.settleOwnReaction({ messageId, emoji: '🍐', seqno: undefined });
    expect(shown()).toEqual([[1, false]]);
    told(7, false, 2);
    expect(shown()).toEqual([[1, false]]);
  });
});

describe('somebody known by a blinded ID', () => {
  test('refuses requests as they last said', () => {
    const store = temporaryStore();
    const { serverId } = joined(store);
    const says = (isRefusing: boolean, atMs: number): void =>
      store.communities.putPerson({ blindedId: STRANGER, serverId, refusal: { isRefusing, atMs } });
    says(true, 10);
    says(false, 5);
    expect(store.communities.person(STRANGER)?.refusesRequests).toBe(true);
    says(false, 20);
    expect(store.communities.person(STRANGER)?.refusesRequests).toBe(false);
    store.communities.putPerson({ blindedId: STRANGER, serverId, accountId: BOB });
    expect(store.communities.person(STRANGER)).toMatchObject({ accountId: BOB, refusesRequests: false });
    expect(store.communities.blindedIdsOf(BOB).map(({ blindedId }) => blindedId)).toEqual([STRANGER]);
  });

  test('has one conversation with all messages once their account is known', () => {
    const store = temporaryStore();
    let people = 0;
    const times = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { maxLength: 15 });
    fc.assert(
      fc.property(times, times, (there, here) => {
        people += 1;
        const blinded = `15${people.toString(16).padStart(64, '0')}` as BlindedId;
        const account = `05${people.toString(16).padStart(64, '0')}` as typeof BOB;
        const from = store.conversations.findOrCreateBlinded({ blindedId: blinded, nowMs: 1 });
        const to = store.conversations.findOrCreate({ peerId: account, kind: 'contact', nowMs: 1 });
        const receive = (conversationId: number, authorId: typeof BOB | BlindedId, sentAtMs: number) =>
          store.messages.insertIncoming({
            conversationId,
            authorId,
            body: 'x',
            sentAtMs,
            receivedAtMs: 1,
          });
        for (const sentAtMs of there) receive(from.id, blinded, sentAtMs);
        for (const sentAtMs of here) receive(to.id, account, sentAtMs);
        const before = store.messages.page({ conversationId: to.id, limit: 100 }).rows.length;
        store.communities.moveConversation({ fromId: from.id, toId: to.id, from: blinded, to: account });
        const { rows } = store.messages.page({ conversationId: to.id, limit: 100 });
        expect(before).toBeLessThanOrEqual(rows.length);
        expect(new Set(rows.map(({ sentAtMs }) => sentAtMs))).toEqual(new Set([...there, ...here]));
        expect(rows).toHaveLength(new Set([...there, ...here]).size);
        expect(new Set(rows.map(({ authorId }) => authorId))).toEqual(
          new Set(rows.length === 0 ? [] : [account]),
        );
        expect(store.conversations.get(from.id)).toBeUndefined();
        const row = store.conversations.require(to.id);
        expect(row.unreadCount).toBe(rows.length);
        expect(row.lastMessageId).toBe(
          [...rows].sort((a, b) => b.sentAtMs - a.sentAtMs || b.id - a.id)[0]?.id,
        );
      }),
      { numRuns: 60 },
    );
  });
});
