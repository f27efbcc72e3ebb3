// Tells a group that we have left it, with what was written down when we did: we have no rights to it any more (spec 04 §5.7).

import { subaccountAuthData } from '../../account/index.ts';
import type { AccountKeys, GroupId } from '../../account/index.ts';
import { ed25519KeyPair, ed25519Seed } from '../../crypto/index.ts';
import type { StorageAuth } from '../../network/index.ts';
import type { JobRow, JsonValue, NewJob } from '../../store/index.ts';
import { fromBase64, toBase64 } from '../../util/index.ts';
import type { JoinedGroup } from '../../config/index.ts';
import { GROUP_MESSAGES } from '../limits.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { finalFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';
import { groupOfJob, LEAVE_GROUP } from './group-jobs.ts';
import { assertSuccess } from './push-group-runner.ts';

type Deps = Pick<Services, 'network' | 'clock' | 'log' | 'keys'>;

/** A sealed message of somebody who leaves. */
export interface Farewell {
  readonly data: Uint8Array;
  readonly ttlMs: number;
}

export const leaveGroupQueue = (id: string): string => `${LEAVE_GROUP}:${id}`;

/** Rights and messages go into the job: the group is gone from everywhere else. */
export function leaveGroupJob(group: JoinedGroup, messages: readonly Farewell[], nowMs: number): NewJob {
  return {
    kind: LEAVE_GROUP,
    queue: leaveGroupQueue(group.id),
    payload: {
      groupId: group.id,
      messages: messages.map(({ data, ttlMs }) => ({ data: toBase64(data), ttlMs })),
      ...(group.adminSeed === undefined ? {} : { seed: toBase64(group.adminSeed) }),
      ...(group.authData === undefined ? {} : { authData: toBase64(group.authData) }),
    },
    runAtMs: nowMs,
    nowMs,
  };
}

export class LeaveGroupRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { network, clock, log, keys } = this.deps;
    const auth = authIn(job, keys);
    const messages = messagesIn(job.payload);
    if (auth === undefined || messages.length === 0) return { kind: 'done' };
    const steps = messages.map(({ data, ttlMs }) => ({
      kind: 'store' as const,
      namespace: GROUP_MESSAGES,
      data,
      ttlMs,
    }));
    try {
      const results = await network.sequence({ auth, steps, signal });
      steps.forEach((_, at) => assertSuccess(results[at]));
    } catch (error) {
      // Whoever has been removed meanwhile has left too.
      const failure = finalFailure(error, job, clock.nowMs());
      if (failure === undefined) throw error;
      log.write('warn', 'leaving-not-told', { failure, error });
    }
    return { kind: 'done' };
  }
}

function authIn(job: JobRow, keys: AccountKeys): StorageAuth | undefined {
  const account: GroupId = groupOfJob(job);
  const [seed, authData] = [bytesIn(job.payload, 'seed'), bytesIn(job.payload, 'authData')];
  if (seed !== undefined) return { account, ed25519: ed25519KeyPair(ed25519Seed(seed)) };
  if (authData === undefined) return undefined;
  return { account, member: keys.ed25519, authData: subaccountAuthData(authData) };
}

function messagesIn(payload: JsonValue): readonly Farewell[] {
  const messages = record(payload)['messages'];
  if (!Array.isArray(messages)) return [];
  return (messages as readonly JsonValue[])
    .map(record)
    .flatMap(({ data, ttlMs }) =>
      typeof data === 'string' && typeof ttlMs === 'number' ? [{ data: fromBase64(data), ttlMs }] : [],
    );
}

function bytesIn(payload: JsonValue, name: string): Uint8Array | undefined {
  const value = record(payload)[name];
  return typeof value === 'string' ? fromBase64(value) : undefined;
}

function record(payload: JsonValue): Readonly<Record<string, JsonValue>> {
  return typeof payload === 'object' && payload !== null && !Array.isArray(payload)
    ? (payload as Readonly<Record<string, JsonValue>>)
    : {};
}
