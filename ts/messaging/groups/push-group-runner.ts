// Stores keys, info and members of a group, in this order and all or nothing (spec 03 §6, 3; spec 04 §5.2).

import type { GroupId } from '../../account/index.ts';
import type { GroupPush } from '../../config/index.ts';
import { CONFIG_TTL_MS } from '../../config/index.ts';
import { NetworkError } from '../../network/index.ts';
import type { SequenceStep, StepResult } from '../../network/index.ts';
import type { JobRow, Repositories } from '../../store/index.ts';
import { messageHash } from '../../wire/index.ts';
import { accountIdBytes } from '../../account/index.ts';
import type { MessagingEvent } from '../events.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { awaitNetworkTime } from '../send/network-time.ts';
import { finalFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';
import { dropGroup } from './carry-group.ts';
import { enqueueGroupWork, groupOfJob, inviteMemberJob } from './group-jobs.ts';

const TIMEOUT_MS = 30_000;

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'log' | 'events' | 'configs' | 'groups'>;

export class PushGroupRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { groups, network } = this.deps;
    const id = groupOfJob(job);
    if (groups.access(id) !== 'admin') return { kind: 'done' };
    await awaitNetworkTime(network, id, signal);
    const push = groups.transaction(() => groups.of(id).push());
    const endsGroup = groups.of(id).info.record.isDestroyed;
    try {
      await this.store(id, { push, endsGroup, signal });
    } catch (error) {
      if (finalFailure(error, job, this.deps.clock.nowMs()) === undefined) throw error;
      this.deps.log.write('error', 'group-not-pushed', { error });
      return { kind: 'done' };
    }
    // What was changed meanwhile found this job, and wrote none of its own.
    return { kind: 'done', follow: (repositories) => this.goOnPushing(repositories, id) };
  }

  private goOnPushing(repositories: Repositories, id: GroupId): void {
    const { groups, clock } = this.deps;
    if (groups.access(id) !== 'admin') return;
    enqueueGroupWork(repositories, id, { state: groups.of(id), nowMs: clock.nowMs() });
  }

  /** @throws {NetworkError} of the first step that failed */
  private async store(
    id: GroupId,
    {
      push,
      endsGroup,
      signal,
    }: { readonly push: GroupPush; readonly endsGroup: boolean; readonly signal: AbortSignal },
  ): Promise<void> {
    const { groups, network } = this.deps;
    const auth = groups.auth(id);
    if (auth === undefined) return;
    const steps = stepsOf(id, push);
    if (steps.length > 0) {
      const results = await network.sequence({ auth, steps, timeoutMs: TIMEOUT_MS, signal });
      assertStored(results, push);
      this.confirm(id, { push, endsGroup, results });
      return;
    }
    this.confirm(id, { push, endsGroup, results: [] });
  }

  /** A key that is stored is a key that has come: nobody has to wait until it is polled. */
  private confirm(
    id: GroupId,
    {
      push,
      endsGroup,
      results,
    }: { readonly push: GroupPush; readonly endsGroup: boolean; readonly results: readonly StepResult[] },
  ): void {
    const { groups, events } = this.deps;
    const changes = groups.transaction((repositories) => {
      // Left, or destroyed by somebody else, meanwhile; or our own end has come back before we heard that it is stored.
      const access = groups.access(id);
      if (access !== 'admin') return access === 'destroyed' && endsGroup ? this.end(repositories, id) : [];
      const state = groups.of(id);
      const stored = push.stores.map((_, at) => results[at]?.receipt);
      const keys = push.stores.flatMap(({ kind, data }, at) => {
        const receipt = kind === 'keys' ? stored[at] : undefined;
        return receipt === undefined ? [] : [{ hash: receipt.hash, data, timestampMs: receipt.storedAtMs }];
      });
      state.merge({ keys });
      state.confirmPushed(
        push,
        stored.map((receipt) => receipt?.hash),
      );
      if (results.length > push.stores.length && results.at(-1)?.status === 200)
        state.confirmDeleted(obsoleteOf(id, push));
      return this.goOn(repositories, id);
    });
    for (const change of changes) events.emit(change);
  }

  /** What has to follow once everybody can read the group: invitations, promotions, the end of it. */
  private goOn(repositories: Repositories, id: GroupId): readonly MessagingEvent[] {
    const { groups, clock } = this.deps;
    const state = groups.of(id);
    // The end that came while something else was on its way has its own way to go.
    if (state.info.record.isDestroyed && !state.info.config.needsPush) return this.end(repositories, id);
    for (const member of state.members.all) {
      if (member.status === 'invite-sending' || member.status === 'promotion-sending')
        repositories.jobs.enqueue(inviteMemberJob(id, member.id, clock.nowMs()));
    }
    const conversation = repositories.conversations.byGroup(id);
    return conversation === undefined
      ? []
      : [{ type: 'conversation-changed', conversationId: conversation.id }];
  }

  /** Whoever has destroyed a group has nothing of it left to look at. */
  private end(repositories: Repositories, id: GroupId): readonly MessagingEvent[] {
    const { groups, configs, network } = this.deps;
    configs.groups.eraseGroup(id);
    const context = { repositories, groups, nowMs: network.time.nowMs() };
    return [...dropGroup(context, id), { type: 'groups-changed' }];
  }
}

function stepsOf(id: GroupId, push: GroupPush): readonly SequenceStep[] {
  const stores = push.stores.map(({ namespace, data }): SequenceStep => ({
    kind: 'store',
    namespace,
    data,
    ttlMs: CONFIG_TTL_MS,
  }));
  const hashes = obsoleteOf(id, push);
  return hashes.length === 0 ? stores : [...stores, { kind: 'call', call: { method: 'delete', hashes } }];
}

/** Never what is stored just now: another admin may have stored the very same before (spec 03 §4.2). */
function obsoleteOf(id: GroupId, { stores, obsolete }: GroupPush): readonly string[] {
  const account33 = accountIdBytes(id);
  const stored = new Set(stores.map(({ namespace, data }) => messageHash({ account33, namespace, data })));
  return obsolete.filter((hash) => !stored.has(hash));
}

function assertStored(results: readonly StepResult[], { stores }: GroupPush): void {
  stores.forEach((_, at) => assertSuccess(results[at]));
}

/** @throws {NetworkError} `unauthorized` or `rejected` for a step that was refused, `node-failed` for one that is missing */
export function assertSuccess(result: StepResult | undefined): void {
  const { status = 0 } = result ?? {};
  if (status >= 200 && status <= 299) return;
  if (status === 401 || status === 403) throw new NetworkError('unauthorized', { status });
  throw new NetworkError(status >= 400 && status <= 499 ? 'rejected' : 'node-failed', { status });
}
