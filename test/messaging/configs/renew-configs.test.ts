import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { CONFIGS_RENEWED_AT_MS, Outbox, renewConfigsJob } from '../../../ts/messaging/index.ts';
import { RENEW_CONFIGS } from '../../../ts/messaging/configs/config-jobs.ts';
import { RenewConfigsRunner } from '../../../ts/messaging/configs/renew-configs-runner.ts';
import { LATER, LaterRunner } from '../../../ts/messaging/outbox/later.ts';
import { type Store, openStore } from '../../../ts/store/index.ts';
import { silentLog, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { userConfigs } from '../user-configs.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const DAY_MS = 24 * 60 * 60 * 1_000;

let folder: string;
let store: Store;
let clock: FakeClock;
let outbox: Outbox;
/** Until when our swarm was asked to keep the configs, each time. */
let asked: number[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-renewal-'));
  clock = new FakeClock();
  const key = Uint8Array.from(randomBytes(32));
  store = openStore({ path: join(folder, 'test.db'), key, clock, log: silentLog });
  const configs = userConfigs(store, keys);
  configs.transaction(() => {
    configs.profile.update({ name: 'Alice' }, clock.nowMs());
    const profile = configs.of(2);
    const { seqno } = profile.push();
    profile.confirmPushed(seqno, ['profile hash']);
  });
  asked = [];
  const network = {
    time: { nowMs: () => clock.nowMs(), isSynchronized: () => true },
    call: ({
      call,
    }: {
      readonly call: { readonly hashes: readonly string[]; readonly expiryMs: number };
    }) => {
      asked.push(call.expiryMs - clock.nowMs());
      return Promise.resolve({ swarm: { node: { updated: call.hashes, unchanged: {} } } });
    },
  } as never;
  outbox = new Outbox(
    { store, clock, random: systemRandom, log: silentLog },
    {
      [RENEW_CONFIGS]: new RenewConfigsRunner({ store, network, keys, configs, clock }),
      [LATER]: new LaterRunner(clock),
    },
  );
});

afterEach(async () => {
  await outbox.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('configs are kept alive every day for thirty days, also where nobody restarts the program', async () => {
  store.jobs.enqueue(renewConfigsJob(clock.nowMs()));
  outbox.wake();
  for (let day = 0; day < 3; day += 1) await clock.advance(DAY_MS);
  expect(asked).toEqual([1, 2, 3, 4].map(() => 30 * DAY_MS));
  expect(store.settings.get(CONFIGS_RENEWED_AT_MS)).toBe(clock.nowMs());
});

test('a network that comes and goes has nobody asked more than once a day', async () => {
  store.jobs.enqueue(renewConfigsJob(clock.nowMs()));
  outbox.wake();
  for (let hour = 1; hour <= 25; hour += 1) {
    await clock.advance(DAY_MS / 24);
    outbox.rush();
  }
  await clock.advance(0);
  expect(asked).toHaveLength(2);
});

test('what is over is forgotten every day', async () => {
  const seen = { account: keys.accountId, namespace: 0 };
  store.hashes.markSeen({ ...seen, hash: 'today', expiresAtMs: clock.nowMs() + DAY_MS / 2 });
  store.hashes.markSeen({ ...seen, hash: 'later', expiresAtMs: clock.nowMs() + 2 * DAY_MS });
  store.jobs.enqueue(renewConfigsJob(clock.nowMs()));
  outbox.wake();
  await clock.advance(DAY_MS);
  const isSeen = (hash: string): boolean => store.hashes.isSeen({ ...seen, hash });
  expect(['today', 'later'].map(isSeen)).toEqual([false, true]);
});
