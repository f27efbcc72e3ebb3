import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { CONFIGS_WERE_READ, type MessagingEvent, type Services } from '../../../ts/messaging/index.ts';
import { AskExpiriesRunner } from '../../../ts/messaging/disappearing/ask-expiries-runner.ts';
import { enqueueAsking, enqueueShortening } from '../../../ts/messaging/disappearing/expiry-jobs.ts';
import { ShortenExpiriesRunner } from '../../../ts/messaging/disappearing/shorten-expiries-runner.ts';
import type { JobRunner } from '../../../ts/messaging/outbox/job-runner.ts';
import { NetworkError } from '../../../ts/network/index.ts';
import { type Store, openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemClock, systemRandom } from '../../../ts/util/index.ts';

await cryptoReady();
const keys = createAccountKeys(systemRandom);
const peerId = createAccountKeys(systemRandom).accountId;
const NOW_MS = 1_700_000_000_000;
const LOCAL_MS = NOW_MS + 3_600_000;

let folder: string;
let store: Store;
let messageId: number;
let heard: MessagingEvent[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-expiries-'));
  store = openStore({
    path: join(folder, 'test.db'),
    key: Uint8Array.from(randomBytes(32)),
    clock: systemClock,
    log: silentLog,
  });
  store.settings.set(CONFIGS_WERE_READ, true);
  const { id } = store.conversations.findOrCreate({ peerId, kind: 'contact', nowMs: 1 });
  messageId = store.messages.insertIncoming({
    conversationId: id,
    authorId: peerId,
    body: 'Hi',
    sentAtMs: NOW_MS,
    receivedAtMs: NOW_MS,
    ownHash: 'one',
    expiration: { mode: 'after-read', timerS: 3_600, startedAtMs: NOW_MS, expiresAtMs: LOCAL_MS },
  })!.id;
  heard = [];
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function services(network: Partial<Services['network']>): Services {
  const events = new Emitter<MessagingEvent>((error) => {
    throw error;
  });
  events.subscribe((event) => heard.push(event));
  const time = { nowMs: () => NOW_MS, isSynchronized: () => true };
  return {
    store,
    keys,
    events,
    clock: systemClock,
    log: silentLog,
    network: { time, ...network } as Services['network'],
  } as Services;
}

async function run(runner: JobRunner): Promise<void> {
  const [job] = [...store.jobs.byQueue('shorten-expiries'), ...store.jobs.byQueue('ask-expiries')];
  const outcome = await runner.run(job!, new AbortController().signal);
  if (outcome.kind !== 'done') throw new Error('not done');
  store.transaction((repositories) => outcome.commit?.(repositories));
  outcome.after?.();
}

const expiresAtMs = () => store.messages.require(messageId).expiration?.expiresAtMs;

async function shorten(swarm: Readonly<Record<string, unknown>>): Promise<readonly unknown[]> {
  const calls: unknown[] = [];
  store.transaction((repositories) =>
    enqueueShortening(repositories, [{ id: messageId, ownHash: 'one', expiresAtMs: LOCAL_MS }], NOW_MS),
  );
  const call: Services['network']['call'] = (request) => {
    calls.push(request.call);
    return Promise.resolve({ swarm });
  };
  await run(new ShortenExpiriesRunner(services({ call })));
  return calls;
}

async function ask(...answers: readonly unknown[]): Promise<void> {
  store.transaction((repositories) =>
    enqueueAsking(repositories, [{ id: messageId, ownHash: 'one', expiresAtMs: LOCAL_MS }], NOW_MS),
  );
  const left = [...answers];
  const nodes = ['a', 'b', 'c'].map((ed25519) => ({ ed25519 }));
  await run(
    new AskExpiriesRunner(
      services({
        swarmOf: () => Promise.resolve(nodes as never),
        request: () => Promise.resolve(left.shift()),
      }),
    ),
  );
}

test('what was read here is shortened in our swarm', async () => {
  const calls = await shorten({ a: { updated: ['one'], expiry: LOCAL_MS, unchanged: {} } });
  expect(calls).toEqual([{ method: 'expire', hashes: ['one'], expiryMs: LOCAL_MS, mode: 'shorten' }]);
  expect(expiresAtMs()).toBe(LOCAL_MS);
  expect(heard).toEqual([]);
});

test('what another device read before ends when that one said', async () => {
  await shorten({ a: { updated: [], expiry: LOCAL_MS, unchanged: { one: LOCAL_MS - 9 } } });
  expect(expiresAtMs()).toBe(LOCAL_MS - 9);
  expect(heard).toEqual([{ type: 'message-changed', messageId }]);
});

test('a swarm that has lost a message takes nothing from us: it ends by our own clock', async () => {
  await shorten({ a: { updated: [], expiry: LOCAL_MS, unchanged: {} } });
  expect(expiresAtMs()).toBe(LOCAL_MS);
});

test.each([
  ['the node that has heard of the reading counts', LOCAL_MS + 9e8, LOCAL_MS - 9, LOCAL_MS - 9],
  ['nobody makes a message live longer', LOCAL_MS + 9e8, LOCAL_MS + 9e8, LOCAL_MS],
  ['what one node has lost the other knows', undefined, LOCAL_MS - 9, LOCAL_MS - 9],
  ['what both have lost ends by our own clock', undefined, undefined, LOCAL_MS],
])('asked, %s', async (_story, first, second, end) => {
  const answer = (one: number | undefined) => ({ expiries: one === undefined ? {} : { one } });
  await ask(answer(first), answer(second));
  expect(expiresAtMs()).toBe(end);
});

test('a message that is gone here meanwhile is left alone', async () => {
  store.messages.delete(messageId);
  await ask({ expiries: { one: LOCAL_MS - 9 } }, { expiries: {} });
  expect(heard).toEqual([]);
});

test('twenty at most are told of at once, each time with one expiry', () => {
  const started = Array.from({ length: 45 }, (_, id) => ({
    id,
    ownHash: id === 0 ? undefined : `hash ${id}`,
    expiresAtMs: id < 30 ? 1 : 2,
  }));
  store.transaction((repositories) => enqueueShortening(repositories, started, NOW_MS));
  const jobs = store.jobs.byQueue('shorten-expiries').map(({ payload }) => payload) as unknown as {
    hashes: string[];
    expiresAtMs: number;
  }[];
  expect(jobs.map(({ hashes, expiresAtMs }) => [hashes.length, expiresAtMs])).toEqual([
    [20, 1],
    [9, 1],
    [15, 2],
  ]);
});

test('without a network it is tried again; what the swarm refuses is given up', async () => {
  store.transaction((repositories) =>
    enqueueAsking(repositories, [{ id: messageId, ownHash: 'one', expiresAtMs: LOCAL_MS }], NOW_MS),
  );
  const job = { ...store.jobs.byQueue('ask-expiries')[0]!, createdAtMs: Date.now() };
  const runner = (code: 'timeout' | 'unauthorized') =>
    new AskExpiriesRunner(services({ swarmOf: () => Promise.reject(new NetworkError(code)) })).run(
      job,
      new AbortController().signal,
    );
  await expect(runner('timeout')).rejects.toThrow(expect.objectContaining({ code: 'timeout' }));
  await expect(runner('unauthorized')).resolves.toEqual({ kind: 'done' });
});
