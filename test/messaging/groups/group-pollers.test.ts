import { expect, onTestFinished, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { GroupPollers, LOCAL_NETWORK_PACE, PollRhythm } from '../../../ts/messaging/index.ts';
import type { RetrieveQuery } from '../../../ts/network/index.ts';
import { createDeferred, silentLog, systemClock, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { GroupDevice, GroupSwarm } from './group-swarm.ts';

await cryptoReady();
await zstdReady();
const bob = createAccountKeys(systemRandom);

interface Asked {
  readonly account: string;
  readonly queries: readonly RetrieveQuery[];
}

test('groups that we are in are asked for everything at once, keys last; others are not asked', async () => {
  const swarm = new GroupSwarm([bob]);
  const device = new GroupDevice(swarm, bob);
  const { store, configs, groups } = device;
  const others = ['invited', 'kicked', 'destroyed'].map((kind) => {
    const other = new GroupSwarm([bob]);
    configs.transaction(() => {
      configs.groups.updateGroup(other.id, {
        authData: other.authDataFor(bob),
        isInvitation: kind === 'invited',
      });
      if (kind === 'kicked' || kind === 'destroyed') configs.groups.endGroup(other.id, kind);
    });
    return other.id;
  });
  const asked: Asked[] = [];
  const twice = createDeferred<void>();
  const network = {
    status: () => ({ state: 'online' }),
    pollFactor: () => 1,
    time: { nowMs: () => Date.now() },
    swarmOf: () => Promise.resolve([{ ed25519: 'one' }, { ed25519: 'two' }]),
    retrieve: ({ account, queries }: Asked) => {
      asked.push({ account, queries });
      if (asked.length === 2) twice.resolve();
      return Promise.resolve(queries.map(({ namespace }) => ({ namespace, messages: [], more: false })));
    },
  } as never;
  const pollers = new GroupPollers({
    store,
    network,
    clock: systemClock,
    log: silentLog,
    configs,
    groups,
    receive: undefined as never,
    rhythm: new PollRhythm(LOCAL_NETWORK_PACE, systemClock),
    onTakenIn: () => undefined,
  });
  onTestFinished(() => pollers.close());
  pollers.sync();
  await twice.promise;
  expect(asked[0]?.queries.map(({ namespace }) => namespace)).toEqual([-11, 11, 13, 14, 12]);
  expect(new Set(asked.map(({ account }) => account))).toEqual(new Set([swarm.id]));
  expect(others).not.toContain(swarm.id);
});
