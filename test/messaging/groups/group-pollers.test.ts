import { expect, onTestFinished, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { GroupPollers, LOCAL_NETWORK_PACE, PollRhythm } from '../../../ts/messaging/index.ts';
import { NetworkError, type RetrieveQuery } from '../../../ts/network/index.ts';
import { createDeferred, silentLog, systemClock, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { GroupDevice, GroupSwarm } from './group-swarm.ts';

await cryptoReady();
await zstdReady();
const bob = createAccountKeys(systemRandom);

interface Asked {
  readonly account: string;
  readonly node: { readonly ed25519: string };
  readonly queries: readonly RetrieveQuery[];
}

/** Pollers of a device whose swarms have two nodes; `answer` says what a node gives, nothing new by default. */
function pollersOf(
  { store, configs, groups }: GroupDevice,
  {
    answer = () => Promise.resolve(),
    done,
  }: {
    readonly answer?: (node: string) => Promise<void>;
    readonly done: (asked: readonly Asked[]) => boolean;
  },
) {
  const asked: Asked[] = [];
  const isDone = createDeferred<void>();
  const network = {
    status: () => ({ state: 'online' }),
    pollFactor: () => 0,
    time: { nowMs: () => Date.now() },
    swarmOf: () => Promise.resolve([{ ed25519: 'one' }, { ed25519: 'two' }]),
    retrieve: async (question: Asked) => {
      asked.push(question);
      if (done(asked)) isDone.resolve();
      await answer(question.node.ed25519);
      return question.queries.map(({ namespace }) => ({ namespace, messages: [], more: false }));
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
  return { pollers, asked, isDone: isDone.promise };
}

test('groups that we are in are asked for everything at once, keys last; others are not asked', async () => {
  const swarm = new GroupSwarm([bob]);
  const device = new GroupDevice(swarm, bob);
  const { configs } = device;
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
  const { pollers, asked, isDone } = pollersOf(device, { done: ({ length }) => length === 2 });
  pollers.sync();
  await isDone;
  expect(asked[0]?.queries.map(({ namespace }) => namespace)).toEqual([-11, 11, 13, 14, 12]);
  expect(new Set(asked.map(({ account }) => account))).toEqual(new Set([swarm.id]));
  expect(others).not.toContain(swarm.id);
});

test('every fourth round asks a second node of the swarm, the others the one that answered last', async () => {
  const swarm = new GroupSwarm([bob]);
  const { pollers, asked, isDone } = pollersOf(new GroupDevice(swarm, bob), {
    done: ({ length }) => length === 11,
  });
  pollers.sync();
  await isDone;
  const nodes = asked.slice(0, 10).map(({ node }) => node.ed25519);
  const rounds = [nodes.slice(0, 2), ...nodes.slice(2, 5).map((node) => [node]), nodes.slice(5, 7)];
  expect(rounds.map((round) => new Set(round).size)).toEqual([2, 1, 1, 1, 2]);
  expect(new Set(nodes.slice(2, 5)).size).toBe(1);
});

test('a node that does not answer is made up for by another one in the same round', async () => {
  const swarm = new GroupSwarm([bob]);
  const { pollers, asked, isDone } = pollersOf(new GroupDevice(swarm, bob), {
    answer: (node) => (node === 'one' ? Promise.reject(new NetworkError('timeout')) : Promise.resolve()),
    done: (questions) => questions.filter(({ node }) => node.ed25519 === 'two').length === 6,
  });
  pollers.sync();
  await isDone;
  expect(asked.some(({ node }) => node.ed25519 === 'one')).toBe(true);
});
