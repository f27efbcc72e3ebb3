import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { type MessagingEvent, type Outbox, RetryMessage, SendText } from '../../../ts/messaging/index.ts';
import { writeDeliveries } from '../../../ts/messaging/send/write-deliveries.ts';
import { type Store, openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { noCommunities } from '../no-communities.ts';
import { noGroups, userConfigs } from '../user-configs.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const peerId = createAccountKeys(systemRandom).accountId;

let folder: string;
let store: Store;
let clock: FakeClock;
let sendText: SendText;
let retry: RetryMessage;
let writeDown: (id: number) => readonly Uint8Array[];
let conversationId: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-retry-'));
  clock = new FakeClock();
  const key = Uint8Array.from(randomBytes(32));
  store = openStore({ path: join(folder, 'test.db'), key, clock, log: silentLog });
  const configs = userConfigs(store, keys);
  const network = { time: { nowMs: () => clock.nowMs(), isSynchronized: () => true } } as never;
  const events = new Emitter<MessagingEvent>(() => undefined);
  const outbox = { wake: () => undefined } as Outbox;
  const deps = {
    store,
    configs,
    groups: noGroups(store, keys, configs),
    communities: noCommunities(store, keys),
    network,
    clock,
    random: systemRandom,
    events,
    keys,
    outbox,
  };
  sendText = new SendText(deps);
  retry = new RetryMessage(deps);
  writeDown = (id) => writeDeliveries(deps, id)?.deliveries.map(({ payload }) => payload) ?? [];
  conversationId = store.conversations.findOrCreate({ peerId, kind: 'contact', nowMs: 1 }).id;
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const jobs = () => store.jobs.byQueue(`conversation:${conversationId}`).map(({ payload }) => payload);

test('what is tried again by itself keeps its sent-at and its bytes', async () => {
  const { id, sentAtMs } = sendText.run({ conversationId, text: 'Hello' });
  const first = writeDown(id);
  await clock.advance(60_000);
  expect(writeDown(id)).toEqual(first);
  expect(first).toHaveLength(2);
  expect(store.messages.get(id)?.sentAtMs).toBe(sentAtMs);
});

test('a failed message that a person sends again has a new sent-at and new bytes, before it leaves', async () => {
  const { id, sentAtMs } = sendText.run({ conversationId, text: 'Hello' });
  const first = writeDown(id);
  store.jobs.complete(store.jobs.byQueue(`conversation:${conversationId}`)[0]!.id);
  store.messages.setState({ id, state: 'failed', failure: 'gave-up' });
  await clock.advance(60_000);
  const again = retry.run(id);
  expect(again).toMatchObject({ id, state: 'queued', failure: undefined });
  expect(again.sentAtMs).toBe(sentAtMs + 60_000);
  expect(jobs()).toEqual([{ messageId: id }]);
  const second = writeDown(id);
  for (const bytes of first) expect(second).not.toContainEqual(bytes);
});

test('only what has failed can be sent again', () => {
  const { id } = sendText.run({ conversationId, text: 'Hello' });
  expect(() => retry.run(id)).toThrow(expect.objectContaining({ code: 'message-not-failed' }));
  expect(() => retry.run(id + 1)).toThrow(expect.objectContaining({ code: 'message-unknown' }));
});
