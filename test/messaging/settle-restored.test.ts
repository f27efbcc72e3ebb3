import { expect, test } from 'vitest';

import { roomActionJob } from '../../ts/messaging/communities/room-jobs.ts';
import { settleRestored } from '../../ts/messaging/outbox/settle-restored.ts';
import { GIVE_UP_AFTER_MS } from '../../ts/messaging/outbox/retry-schedule.ts';
import { CONFIGS_WERE_READ } from '../../ts/messaging/index.ts';
import { sendMessageJob, sendOwnCopyJob } from '../../ts/messaging/send/jobs.ts';
import { BACKUP_MADE_AT_MS, type Store } from '../../ts/store/index.ts';
import { BOB, ME, conversationWith, temporaryStore, write } from '../store/support.ts';

const MADE_MS = 1_000_000;
const SOON_MS = MADE_MS + 60_000;
const LATE_MS = MADE_MS + GIVE_UP_AFTER_MS;

/** What a backup has brought back: one message encrypted, one not, the copy of a third, and a receipt. */
function restored() {
  const store = temporaryStore();
  const conversationId = conversationWith(store);
  const [encrypted, plain, sent] = [1, 2, 3].map((at) => write(store, conversationId, at)) as [
    ReturnType<typeof write>,
    ReturnType<typeof write>,
    ReturnType<typeof write>,
  ];
  const delivery = { swarm: BOB, namespace: 0, payload: new Uint8Array(9), ttlMs: 9 };
  store.deliveries.create({ ...delivery, messageId: encrypted.id, target: 'recipient' });
  store.messages.setState({ id: sent.id, state: 'sent' });
  const copy = store.deliveries.create({ ...delivery, swarm: ME, messageId: sent.id, target: 'own-swarm' });
  const receipt = store.deliveries.create({ ...delivery, target: 'recipient' });
  store.jobs.enqueue(sendMessageJob(encrypted, MADE_MS));
  store.jobs.enqueue(sendMessageJob(plain, MADE_MS));
  store.jobs.enqueue(sendOwnCopyJob(copy, MADE_MS));
  const payload = { deliveryId: receipt.id };
  store.jobs.enqueue({ kind: 'send-control', queue: 'c', payload, runAtMs: MADE_MS, nowMs: MADE_MS });
  store.jobs.enqueue({ kind: 'push-configs', queue: 'p', payload: {}, runAtMs: MADE_MS, nowMs: MADE_MS });
  store.settings.set(CONFIGS_WERE_READ, true);
  store.settings.set(BACKUP_MADE_AT_MS, MADE_MS);
  return { store, encrypted, plain, copy, receipt };
}

const kinds = (store: Store) => store.jobs.page({ afterId: 0, limit: 99 }).map(({ kind }) => kind);

test('of a young backup the same bytes are sent again; what was not encrypted yet, a person decides about', () => {
  const { store, encrypted, plain, copy, receipt } = restored();
  settleRestored(store, SOON_MS);
  expect(kinds(store)).toEqual(['send-message', 'send-own-copy', 'send-control', 'push-configs']);
  expect(store.messages.get(encrypted.id)?.state).not.toBe('failed');
  expect(store.messages.get(plain.id)).toMatchObject({ state: 'failed', failure: 'gave-up' });
  expect(store.deliveries.get(copy.id)?.state).toBe('pending');
  expect(store.deliveries.get(receipt.id)).toBeDefined();
});

test('of an old one nothing is sent by itself', () => {
  const { store, encrypted, plain, copy, receipt } = restored();
  settleRestored(store, LATE_MS);
  expect(kinds(store)).toEqual(['push-configs']);
  for (const { id } of [encrypted, plain]) expect(store.messages.get(id)?.state).toBe('failed');
  expect(store.deliveries.get(copy.id)?.state).toBe('failed');
  expect(store.deliveries.get(receipt.id)).toBeUndefined();
});

test('nothing is pushed before it was read what the others agreed on; and it is settled once', () => {
  const { store } = restored();
  settleRestored(store, SOON_MS);
  expect(store.settings.get(CONFIGS_WERE_READ)).toBe(false);
  store.settings.set(CONFIGS_WERE_READ, true);
  settleRestored(store, LATE_MS);
  expect(store.settings.get(CONFIGS_WERE_READ)).toBe(true);
  expect(kinds(store)).toHaveLength(4);
});

test('what was to be done in a room is given up: somebody may have thought better of it since', () => {
  const { store } = restored();
  const { id: serverId } = store.communities.putServer({
    baseUrl: 'https://example.org',
    publicKey: new Uint8Array(32).fill(1),
  });
  const { conversationId } = store.communities.addRoom({ serverId, token: 'garden', nowMs: MADE_MS });
  const { id: messageId } = write(store, conversationId, 9);
  const nothing = { editedAtMs: undefined, whisper: undefined };
  store.communities.putPost({ conversationId, postId: 1, messageId, seqno: 1, ...nothing });
  store.communities.noteOwnReaction({ messageId, emoji: '🍐', action: 'react' });
  const reaction = { action: 'react', messageId, postId: 1, emoji: '🍐', isRemoval: false } as const;
  const ban = { action: 'ban', userId: BOB, everywhere: false, deletesPosts: true } as const;
  for (const wanted of [reaction, ban]) store.jobs.enqueue(roomActionJob(conversationId, wanted, MADE_MS));
  expect(store.communities.reactionsOf([messageId]).get(messageId)).toHaveLength(1);
  settleRestored(store, SOON_MS);
  expect(kinds(store)).not.toContain('room-action');
  expect(store.communities.reactionsOf([messageId]).get(messageId) ?? []).toEqual([]);
});
