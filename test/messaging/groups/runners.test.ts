import { beforeEach, describe, expect, test } from 'vitest';

import { type AccountKeys, createAccountKeys, subaccountToken } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import type { MessagingEvent } from '../../../ts/messaging/index.ts';
import { inviteMemberJob, pushGroupJob } from '../../../ts/messaging/groups/group-jobs.ts';
import { InviteMemberRunner } from '../../../ts/messaging/groups/invite-member-runner.ts';
import { LeaveGroupRunner, leaveGroupJob } from '../../../ts/messaging/groups/leave-group-runner.ts';
import { PushGroupRunner } from '../../../ts/messaging/groups/push-group-runner.ts';
import { isRemovalOfUs } from '../../../ts/messaging/groups/removal-notice.ts';
import { RemoveMembersRunner } from '../../../ts/messaging/groups/remove-members-runner.ts';
import type { JobRunner } from '../../../ts/messaging/outbox/job-runner.ts';
import { NetworkError, type SequenceStep, type StepResult } from '../../../ts/network/index.ts';
import type { NewJob } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemClock, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { GroupDevice, GroupSwarm, INFO, KEYS, MEMBERS, REVOKED } from './group-swarm.ts';

await cryptoReady();
await zstdReady();
const [alice, bob, carol] = [1, 2, 3].map(() => createAccountKeys(systemRandom)) as [
  AccountKeys,
  AccountKeys,
  AccountKeys,
];
const DAY_MS = 86_400_000;

/** An admin’s device, and what it asks of a swarm that answers as the test says. */
class Desk {
  readonly swarm = new GroupSwarm([alice, bob]);
  readonly device = new GroupDevice(this.swarm, this.swarm.admin, { isAdmin: true });
  readonly asked: (readonly SequenceStep[])[] = [];
  state: 'online' | 'offline' = 'online';
  answer: (step: SequenceStep) => StepResult | NetworkError = () => ({ status: 200 });
  private readonly network = {
    time: { nowMs: () => Date.now(), isSynchronized: () => true },
    status: () => ({ state: this.state }),
    sequence: ({ steps }: { readonly steps: readonly SequenceStep[] }) => {
      this.asked.push(steps);
      const results: StepResult[] = [];
      for (const step of steps) {
        const result = this.answer(step);
        if (result instanceof NetworkError) return Promise.reject(result);
        results.push(result);
        if (result.status !== 200) break;
      }
      return Promise.resolve(results);
    },
  } as never;

  get services() {
    const { store, configs, groups } = this.device;
    const events = new Emitter<MessagingEvent>((error) => expect.fail(String(error)));
    const ports = { clock: systemClock, random: systemRandom, log: silentLog };
    return { ...ports, store, configs, groups, events, network: this.network, keys: this.swarm.admin };
  }

  async run(runner: JobRunner, job: NewJob, { attempts = 0 } = {}): Promise<'done' | 'retry'> {
    const { store } = this.device;
    const id = store.jobs.enqueue(job);
    const { kind, ...outcome } = await runner.run(
      { ...store.jobs.get(id)!, attempts },
      new AbortController().signal,
    );
    store.transaction((repositories) => {
      if ('commit' in outcome) outcome.commit?.(repositories);
      repositories.jobs.complete(id);
      if ('follow' in outcome) outcome.follow?.(repositories);
    });
    return kind === 'retry' ? 'retry' : 'done';
  }

  /** Of a member, as their admins see it. */
  status({ accountId }: AccountKeys): string | undefined {
    return this.device.state.members.get(accountId)?.status;
  }

  change(work: () => void): void {
    this.device.groups.transaction(work);
  }

  get jobs(): readonly string[] {
    return this.device.store.jobs.page({ afterId: 0, limit: 99 }).map(({ kind }) => kind);
  }
}

/** A step as a word. */
const kindOf = (step: SequenceStep): string | number =>
  step.kind === 'store' ? step.namespace : step.call.method;

let desk: Desk;

beforeEach(async () => {
  desk = new Desk();
  await desk.device.take(desk.swarm.push());
});

describe('an invitation', () => {
  const add = (isInvitedWithHistory = false): void =>
    desk.change(() => {
      desk.device.state.members.update(carol.accountId, {
        name: 'Carol',
        isInvitedWithHistory,
        transition: 'invite-not-sent',
      });
    });
  const invite = (options?: { readonly attempts: number }): Promise<string> =>
    desk.run(
      new InviteMemberRunner(desk.services),
      inviteMemberJob(desk.swarm.id, carol.accountId, Date.now()),
      options,
    );

  test('gives back what was taken, and then tells the member alone', async () => {
    add();
    expect(desk.status(carol)).toBe('invite-sending');
    await invite();
    expect(desk.asked.map((steps) => steps.map(kindOf))).toEqual([['unrevoke_subaccount']]);
    const token = subaccountToken({ group: desk.swarm.keys, member: carol.accountId });
    expect(desk.asked).toMatchObject([[{ call: { tokens: [token] } }]]);
    expect(desk.status(carol)).toBe('invite-sent');
    expect(desk.jobs).toContain('send-control');
    expect(desk.jobs).toContain('push-group');
  });

  test('with the history has the keys of before stored for them', async () => {
    add(true);
    await invite();
    expect(desk.asked.map((steps) => steps.map(kindOf))).toEqual([[KEYS, 'unrevoke_subaccount']]);
  });

  test('is tried four times before it has failed; without a network it waits', async () => {
    add();
    desk.answer = () => new NetworkError('timeout');
    for (const attempts of [0, 1, 2])
      await expect(invite({ attempts })).rejects.toMatchObject({ code: 'timeout' });
    desk.state = 'offline';
    await expect(invite({ attempts: 9 })).rejects.toMatchObject({ code: 'timeout' });
    desk.state = 'online';
    expect(await invite({ attempts: 3 })).toBe('done');
    expect(desk.status(carol)).toBe('invite-failed');
    expect(desk.jobs).not.toContain('send-control');
  });

  test('is not sent to whoever has come meanwhile', async () => {
    add();
    desk.change(() => {
      desk.device.state.members.update(carol.accountId, { transition: 'invite-accepted' });
    });
    expect(await invite()).toBe('done');
    expect(desk.asked).toEqual([]);
  });
});

describe('a removal', () => {
  const remove = (): Promise<string> =>
    desk.run(new RemoveMembersRunner(desk.services), {
      kind: 'remove-members',
      queue: 'any',
      payload: { groupId: desk.swarm.id },
      runAtMs: 0,
      nowMs: Date.now(),
    });
  const mark = (transition: 'removed' | 'removed-with-messages', ...members: readonly AccountKeys[]): void =>
    desk.change(() => {
      for (const { accountId } of members) desk.device.state.members.update(accountId, { transition });
    });

  test('is told to whom it concerns alone, takes their rights, then their name, and changes the key', async () => {
    mark('removed', bob);
    const { generation } = desk.device.state.keys;
    expect(await remove()).toBe('done');
    const [steps = []] = desk.asked;
    expect(steps.map(kindOf)).toEqual([REVOKED, 'revoke_subaccount']);
    const [notice] = steps;
    if (notice?.kind !== 'store') throw new Error('no notice');
    expect(notice.ttlMs).toBe(30 * DAY_MS);
    const read = (keys: AccountKeys): boolean =>
      isRemovalOfUs(notice.data, { groupId: desk.swarm.id, generation, keys });
    expect([read(bob), read(alice)]).toEqual([true, false]);
    expect(desk.device.state.members.ids).not.toContain(bob.accountId);
    expect(desk.device.state.push().stores.map(({ namespace }) => namespace)).toEqual([KEYS, INFO, MEMBERS]);
  });

  test('that another admin has finished asks nothing more of the network', async () => {
    mark('removed', bob);
    await remove();
    expect(await remove()).toBe('done');
    expect(desk.asked).toHaveLength(1);
  });

  test('of which the swarm refuses a step changes nothing yet', async () => {
    mark('removed', bob);
    desk.answer = (step) => ({ status: step.kind === 'call' ? 500 : 200 });
    await expect(remove()).rejects.toMatchObject({ code: 'node-failed' });
    expect(desk.device.state.members.ids).toContain(bob.accountId);
  });

  test('with messages leaves placeholders here, and takes them back everywhere', async () => {
    await desk.device.take({ 11: [desk.swarm.text(bob, 'of Bob'), desk.swarm.text(alice, 'of Alice')] });
    mark('removed-with-messages', bob);
    await remove();
    expect(desk.device.rows.map(({ body, deletion }) => [body, deletion])).toEqual([
      ['', 'globally'],
      ['of Alice', undefined],
    ]);
    expect(desk.jobs).toEqual(expect.arrayContaining(['send-control', 'delete-group-hashes']));
  });

  test('of more than fifty is done in turns', async () => {
    const many = Array.from({ length: 60 }, () => createAccountKeys(systemRandom));
    mark('removed', ...many);
    expect(await remove()).toBe('retry');
    expect(await remove()).toBe('done');
    const tokens = desk.asked.map(([, step]) =>
      step?.kind === 'call' && step.call.method === 'revoke_subaccount' ? step.call.tokens.length : 0,
    );
    expect(tokens).toEqual([50, 10]);
  });
});

describe('a push', () => {
  const push = (): Promise<string> =>
    desk.run(
      new PushGroupRunner(desk.services),
      pushGroupJob(desk.swarm.id, { conversationId: desk.device.conversationId, nowMs: Date.now() }),
    );

  test('stores keys, info and members in this order, and deletes what they replace last', async () => {
    desk.change(() => desk.device.state.rekey());
    desk.answer = () => ({
      status: 200,
      receipt: { hash: systemRandom.bytes(4).join(), storedAtMs: 1 } as never,
    });
    await push();
    expect(desk.asked.map((steps) => steps.map(kindOf))).toEqual([[KEYS, INFO, MEMBERS, 'delete']]);
    expect(desk.device.state.needsPush).toBe(false);
  });

  test('of which a part was refused counts as nothing', async () => {
    desk.change(() => desk.device.state.rekey());
    desk.answer = (step) => ({ status: kindOf(step) === MEMBERS ? 503 : 200 });
    await expect(push()).rejects.toMatchObject({ code: 'node-failed' });
    expect(desk.device.state.push().stores.map(({ namespace }) => namespace)).toEqual([KEYS, INFO, MEMBERS]);
  });

  test('that ends after the group has ended here is forgotten', async () => {
    desk.change(() => void desk.device.state.info.update({ name: 'Too late' }));
    desk.answer = () => {
      desk.change(() => void desk.device.configs.groups.endGroup(desk.swarm.id, 'destroyed'));
      return { status: 200 };
    };
    expect(await push()).toBe('done');
    expect(desk.device.groups.access(desk.swarm.id)).toBe('destroyed');
  });

  test('during which the group is destroyed here has not told anybody of that yet', async () => {
    const stored = (): StepResult => ({
      status: 200,
      receipt: { hash: systemRandom.bytes(4).join(), storedAtMs: 1 } as never,
    });
    desk.change(() => void desk.device.state.members.update(bob.accountId, { name: 'Bobby' }));
    desk.answer = () => {
      desk.change(() => void desk.device.state.info.update({ isDestroyed: true }));
      return stored();
    };
    await push();
    expect(desk.device.groups.access(desk.swarm.id)).toBe('admin');
    expect(desk.jobs).toContain('push-group');
    desk.answer = stored;
    await push();
    expect(desk.asked.map((steps) => steps.map(kindOf)[0])).toEqual([MEMBERS, INFO]);
    expect(desk.device.groups.joined(desk.swarm.id)).toBeUndefined();
  });

  test('that ends the group is its end here, also when the swarm has told of it before it has answered', async () => {
    desk.change(() => void desk.device.state.info.update({ isDestroyed: true }));
    desk.answer = () => {
      desk.change(() => void desk.device.configs.groups.endGroup(desk.swarm.id, 'destroyed'));
      return { status: 200, receipt: { hash: systemRandom.bytes(4).join(), storedAtMs: 1 } as never };
    };
    await push();
    expect(desk.device.groups.joined(desk.swarm.id)).toBeUndefined();
    expect(desk.device.store.conversations.byGroup(desk.swarm.id)?.shelf).toBe('hidden');
  });

  test('asks for nothing of whoever is a member', async () => {
    const member = new GroupDevice(desk.swarm, bob);
    const { services } = desk;
    const runner = new PushGroupRunner({ ...services, ...member, store: member.store });
    expect(await desk.run(runner, pushGroupJob(desk.swarm.id, { conversationId: 1, nowMs: 0 }))).toBe('done');
    expect(desk.asked).toEqual([]);
  });
});

describe('a farewell', () => {
  const leave = (): Promise<string> => {
    const joined = desk.device.groups.joined(desk.swarm.id)!;
    const messages = [1, 2].map((byte) => ({ data: Uint8Array.of(byte), ttlMs: byte * DAY_MS }));
    return desk.run(new LeaveGroupRunner(desk.services), leaveGroupJob(joined, messages, Date.now()));
  };

  test('is stored in one sequence, in its order, each with its life', async () => {
    await leave();
    expect(desk.asked).toMatchObject([
      [
        { kind: 'store', namespace: 11, ttlMs: DAY_MS },
        { kind: 'store', namespace: 11, ttlMs: 2 * DAY_MS },
      ],
    ]);
  });

  test('of somebody whose rights are gone already is one', async () => {
    desk.answer = () => ({ status: 401 });
    expect(await leave()).toBe('done');
  });

  test('is tried again while nobody hears it', async () => {
    desk.answer = () => new NetworkError('timeout');
    await expect(leave()).rejects.toMatchObject({ code: 'timeout' });
  });
});
