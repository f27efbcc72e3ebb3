import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { DELETE_HASHES, DeleteHashesRunner } from '../../../ts/messaging/control/delete-hashes.ts';
import { SEND_CONTROL, enqueueControl } from '../../../ts/messaging/control/control-message.ts';
import { SendControlRunner } from '../../../ts/messaging/control/send-control-runner.ts';
import { DeleteMessages, type MessagingEvent, Outbox, type Services } from '../../../ts/messaging/index.ts';
import { NetworkError } from '../../../ts/network/index.ts';
import { type Store, openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { noGroups, userConfigs } from '../user-configs.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const friend = createAccountKeys(systemRandom);

let folder: string;
let store: Store;
let outbox: Outbox;
let services: Services;
let told: MessagingEvent['type'][];
let refusals: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-deletion-'));
  const clock = new FakeClock();
  const key = Uint8Array.from(randomBytes(32));
  store = openStore({ path: join(folder, 'test.db'), key, clock, log: silentLog });
  const events = new Emitter<MessagingEvent>(() => undefined);
  told = [];
  events.subscribe(({ type }) => void told.push(type));
  refusals = 0;
  const refuse = () => {
    refusals += 1;
    return Promise.reject(new NetworkError('rejected'));
  };
  const time = { nowMs: () => clock.nowMs(), isSynchronized: () => true, offsetMs: () => 0 };
  const network = { time, call: refuse, store: refuse };
  const configs = userConfigs(store, keys);
  const groups = noGroups(store, keys, configs);
  services = {
    ...{ store, clock, events, configs, groups, keys, network },
    ...{ random: systemRandom, log: silentLog },
  } as unknown as Services;
  outbox = new Outbox(services, {
    [DELETE_HASHES]: new DeleteHashesRunner(services),
    [SEND_CONTROL]: new SendControlRunner(services),
  });
});

afterEach(async () => {
  await outbox.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves when it was told so many times. */
function deletionsFailed(times: number): Promise<void> {
  return new Promise((resolve) => {
    let left = times;
    services.events.subscribe(({ type }) => {
      if (type === 'deletion-failed') left -= 1;
      if (left === 0) resolve();
    });
  });
}

test('whoever takes a message back hears it when no swarm will ever take that', async () => {
  const { id: conversationId } = store.conversations.findOrCreate({
    peerId: friend.accountId,
    kind: 'contact',
    nowMs: 1,
  });
  const message = store.messages.insertOutgoing({
    conversationId,
    authorId: keys.accountId,
    body: 'Wrong chat',
    sentAtMs: 1,
    receivedAtMs: 1,
    clock: 'network',
  });
  store.messages.setState({ id: message.id, state: 'sent' });
  const both = deletionsFailed(2);
  new DeleteMessages({ ...services, outbox }).run({ ids: [message.id], scope: 'everyone' });
  expect(store.messages.get(message.id)?.deletion).toBe('globally');
  await both;
  expect(refusals).toBe(2);
});

test('of anything else that nobody takes, nobody hears', async () => {
  const first = deletionsFailed(1);
  const to = friend.accountId;
  store.transaction((repositories) => {
    for (const payload of [
      { kind: 'typing', timestampMs: 1, action: 'started' },
      { kind: 'unsend', timestampMs: 1, author: keys.accountId },
    ] as const)
      enqueueControl(repositories, services, { to, payload });
  });
  outbox.wake();
  await first;
  // Both have one queue: what is no deletion was refused before.
  expect(refusals).toBe(2);
  expect(told).toEqual(['deletion-failed']);
});
