import { describe, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { FindGroupRunner } from '../../../ts/messaging/groups/find-group-runner.ts';
import { assertGroupOpen } from '../../../ts/messaging/groups/group-states.ts';
import { findGroupJob, renewGroupJob } from '../../../ts/messaging/groups/group-jobs.ts';
import { RenewGroupRunner } from '../../../ts/messaging/groups/renew-group-runner.ts';
import type { JobOutcome, JobRunner } from '../../../ts/messaging/outbox/job-runner.ts';
import { NetworkError } from '../../../ts/network/index.ts';
import type { StorageCall, StoredMessage } from '../../../ts/network/index.ts';
import type { NewJob } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemClock, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { GroupDevice, GroupSwarm, INFO } from './group-swarm.ts';

await cryptoReady();
await zstdReady();
const [alice, bob] = [createAccountKeys(systemRandom), createAccountKeys(systemRandom)];
const MONTH_MS = 30 * 86_400_000;

/** Runs a job as the outbox does. */
async function run(device: GroupDevice, runner: JobRunner, job: NewJob): Promise<JobOutcome['kind']> {
  const id = device.store.jobs.enqueue(job);
  const outcome = await runner.run(device.store.jobs.get(id)!, new AbortController().signal);
  if (outcome.kind === 'retry') return 'retry';
  device.store.transaction((repositories) => {
    outcome.commit?.(repositories);
    repositories.jobs.complete(id);
    outcome.follow?.(repositories);
  });
  outcome.after?.();
  return 'done';
}

const kindsOf = ({ store }: GroupDevice): readonly string[] =>
  store.jobs.page({ afterId: 0, limit: 99 }).map(({ kind }) => kind);

describe('the configs of a group', () => {
  async function renewed({
    isAdmin,
    has,
  }: {
    readonly isAdmin: boolean;
    readonly has: (hash: string) => boolean;
  }) {
    const swarm = new GroupSwarm([alice, bob]);
    const device = new GroupDevice(swarm, isAdmin ? swarm.admin : bob, { isAdmin });
    await device.take(swarm.push());
    const hashes = device.state.activeHashes;
    const asked: (StorageCall & { readonly method: 'expire' })[] = [];
    const network = {
      time: { nowMs: () => Date.now(), isSynchronized: () => true },
      call: ({ call }: { readonly call: StorageCall & { readonly method: 'expire' } }) => {
        asked.push(call);
        const unchanged = Object.fromEntries(call.hashes.filter(has).map((hash) => [hash, 1]));
        return Promise.resolve({ swarm: { node: { updated: [], unchanged } } });
      },
    } as never;
    const runner = new RenewGroupRunner({
      network,
      clock: systemClock,
      log: silentLog,
      groups: device.groups,
    });
    await run(device, runner, renewGroupJob(swarm.id, Date.now()));
    return { device, hashes, asked };
  }

  test.each([true, false])('are kept for another thirty days, as admin: %s', async (isAdmin) => {
    const { device, hashes, asked } = await renewed({ isAdmin, has: () => true });
    expect(asked).toMatchObject([{ mode: 'extend', hashes }]);
    expect(Math.abs(Number(asked[0]?.expiryMs) - Date.now() - MONTH_MS)).toBeLessThan(60_000);
    expect(device.state.needsPush).toBe(false);
    expect(kindsOf(device)).not.toContain('push-group');
  });

  test('that a swarm has lost are stored anew by an admin, with a new key where the keys are lost', async () => {
    const { device } = await renewed({ isAdmin: true, has: () => false });
    expect(device.state.push().stores.map(({ kind }) => kind)).toEqual(['keys', 'info', 'members']);
    expect(kindsOf(device)).toContain('push-group');
  });

  test('that are lost in part are stored in part', async () => {
    const known = await renewed({ isAdmin: true, has: () => true });
    const lost = known.device.state.info.config.activeHashes.length;
    expect(lost).toBe(1);
    const names = new Set<string>();
    const { device } = await renewed({
      isAdmin: true,
      has: (hash) => {
        names.add(hash);
        // Keys come first, then info.
        return names.size !== 2;
      },
    });
    expect(device.state.push().stores.map(({ kind }) => kind)).toEqual(['info']);
  });

  test('of which no node has anything have a member look for the group', async () => {
    const { device } = await renewed({ isAdmin: false, has: () => false });
    expect(kindsOf(device)).toContain('find-group');
    expect(device.state.needsPush).toBe(false);
  });
});

describe('a group of which nothing comes', () => {
  type Answer = 'nothing' | 'something' | 'refused' | 'dead';

  async function looked(answers: readonly Answer[]) {
    const swarm = new GroupSwarm([alice, bob]);
    const device = new GroupDevice(swarm, bob);
    const events = new Emitter<never>((error) => expect.fail(String(error)));
    const [message] = swarm.push()[INFO] as readonly StoredMessage[];
    const network = {
      swarmOf: () => Promise.resolve(answers.map((answer) => ({ ed25519: answer }))),
      retrieve: ({
        node,
        queries,
      }: {
        node: { ed25519: Answer };
        queries: readonly { namespace: number }[];
      }) => {
        if (node.ed25519 === 'dead') return Promise.reject(new NetworkError('node-failed'));
        const messages = node.ed25519 === 'something' ? [message] : [];
        const isRefused = node.ed25519 === 'refused';
        return Promise.resolve(
          queries.map(({ namespace }) => ({
            namespace,
            messages,
            more: false,
            ...(isRefused ? { isRefused } : {}),
          })),
        );
      },
    } as never;
    const { store, groups } = device;
    const runner = new FindGroupRunner({
      store,
      network,
      clock: systemClock,
      log: silentLog,
      events,
      groups,
    });
    const end = await run(device, runner, findGroupJob(swarm.id, Date.now()));
    return { swarm, device, end, isExpired: store.conversations.byGroup(swarm.id)?.isExpired };
  }

  test.each<[readonly Answer[], string, boolean]>([
    [['nothing', 'nothing', 'nothing', 'nothing'], 'done', true],
    [['nothing', 'dead', 'nothing', 'refused', 'nothing'], 'done', true],
    [['nothing', 'nothing', 'something', 'nothing'], 'done', false],
    [['nothing', 'nothing', 'dead', 'refused'], 'retry', false],
    [['nothing', 'nothing'], 'done', true],
  ])('where nodes say %j: %s, expired %s', async (answers, end, isExpired) => {
    expect(await looked(answers)).toMatchObject({ end, isExpired });
  });

  test('is not written to, may be left, and goes on as soon as anything comes', async () => {
    const { swarm, device } = await looked(['nothing', 'nothing', 'nothing']);
    const conversation = () => device.store.conversations.byGroup(swarm.id)!;
    expect(() => assertGroupOpen(device.groups, conversation())).toThrow(
      expect.objectContaining({ code: 'group-expired' }),
    );
    swarm.configs.rekey();
    await device.take(swarm.push());
    expect(conversation().isExpired).toBe(false);
    expect(() => assertGroupOpen(device.groups, conversation())).not.toThrow();
  });
});
