// Gives a member the rights of one, and tells them (spec 04 §5.3, §5.5).

import type { AccountId, GroupId } from '../../account/index.ts';
import { createSubaccount, subaccountToken } from '../../account/index.ts';
import type { GroupMember, MemberTransition } from '../../config/index.ts';
import { CONFIG_TTL_MS, GROUP_KEYS_NAMESPACE } from '../../config/index.ts';
import type { Ed25519KeyPair } from '../../crypto/index.ts';
import type { SequenceStep } from '../../network/index.ts';
import type { JobRow, Repositories } from '../../store/index.ts';
import type { GroupUpdate } from '../../wire/index.ts';
import { signAdminUpdate } from '../../wire/index.ts';
import { enqueueControl, nextControlSentAt } from '../control/control-message.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { ownProfile } from '../pictures/own-profile.ts';
import { awaitNetworkTime } from '../send/network-time.ts';
import { finalFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';
import { groupKeysOf } from './group-access.ts';
import { groupOfJob, memberOfJob } from './group-jobs.ts';
import { assertSuccess } from './push-group-runner.ts';

/** Attempts after the first that failed, within about half a minute. */
const RETRIES = 3;

type Deps = Pick<
  Services,
  'store' | 'network' | 'clock' | 'random' | 'log' | 'keys' | 'events' | 'configs' | 'groups'
>;

export class InviteMemberRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const [id, memberId] = [groupOfJob(job), memberOfJob(job)];
    const member = this.awaited(id, memberId);
    if (member === undefined) return { kind: 'done' };
    try {
      await this.giveRights(id, member, signal);
    } catch (error) {
      if (!this.isFinal(error, job)) throw error;
      this.deps.log.write('error', 'invitation-failed', { error });
      this.note(id, member, isPromotion(member) ? 'promotion-failed' : 'invite-failed');
      return { kind: 'done' };
    }
    this.tell(id, member);
    return { kind: 'done' };
  }

  /** An admin sees soon that it does not work, and may try again; without a network it waits for one (spec 04 §5.3). */
  private isFinal(error: unknown, job: JobRow): boolean {
    const { clock, network } = this.deps;
    if (finalFailure(error, job, clock.nowMs()) !== undefined) return true;
    return job.attempts >= RETRIES && network.status().state === 'online';
  }

  /** Whoever has come meanwhile is not invited again (spec 04 §5.3). */
  private awaited(id: GroupId, memberId: AccountId): GroupMember | undefined {
    const { groups } = this.deps;
    if (groups.access(id) !== 'admin') return undefined;
    const member = groups.of(id).members.get(memberId);
    const isAwaited = member?.status === 'invite-sending' || member?.status === 'promotion-sending';
    return isAwaited ? member : undefined;
  }

  private async giveRights(id: GroupId, member: GroupMember, signal: AbortSignal): Promise<void> {
    const { groups, network } = this.deps;
    const auth = groups.auth(id);
    if (auth === undefined) return;
    await awaitNetworkTime(network, id, signal);
    const steps = this.stepsFor(id, member);
    const results = await network.sequence({ auth, steps, signal });
    steps.forEach((_, at) => assertSuccess(results[at]));
  }

  private stepsFor(
    id: GroupId,
    { id: memberId, isInvitedWithHistory }: GroupMember,
  ): readonly SequenceStep[] {
    const { groups } = this.deps;
    const token = subaccountToken({ group: this.groupKeys(id), member: memberId as AccountId });
    const unrevoke = { kind: 'call', call: { method: 'unrevoke_subaccount', tokens: [token] } } as const;
    if (!isInvitedWithHistory) return [unrevoke];
    const data = groups.of(id).keys.supplement([memberId]);
    return [{ kind: 'store', namespace: GROUP_KEYS_NAMESPACE, data, ttlMs: CONFIG_TTL_MS }, unrevoke];
  }

  /** The message is written down together with the state: from here on the outbox brings it. */
  private tell(id: GroupId, member: GroupMember): void {
    this.note(id, member, isPromotion(member) ? 'promotion-sent' : 'invite-sent', (repositories) => {
      const sentAtMs = nextControlSentAt(repositories, this.deps);
      const groupUpdate = this.updateFor(id, member, sentAtMs);
      enqueueControl(repositories, this.deps, {
        to: member.id as AccountId,
        payload: { kind: 'data', groupUpdate, ...ownProfile(repositories, this.deps.configs) },
        sentAtMs,
      });
    });
  }

  private updateFor(id: GroupId, member: GroupMember, sentAtMs: number): GroupUpdate {
    const { groups } = this.deps;
    const { name = '' } = groups.of(id).info.record;
    const group = this.groupKeys(id);
    if (isPromotion(member)) {
      const groupIdentitySeed = groups.joined(id)?.adminSeed ?? new Uint8Array();
      return { kind: 'promote', groupIdentitySeed, name };
    }
    const memberId = member.id as AccountId;
    return {
      kind: 'invite',
      groupId: id,
      name,
      memberAuthData: createSubaccount({ group, member: memberId }),
      adminSignature: signAdminUpdate({ kind: 'invite', memberId }, { sentAtMs, groupKey: group.secretKey }),
    };
  }

  private note(
    id: GroupId,
    { id: memberId }: GroupMember,
    transition: MemberTransition,
    also: (repositories: Repositories) => void = () => undefined,
  ): void {
    const { groups, events } = this.deps;
    const conversation = groups.transaction((repositories) => {
      also(repositories);
      groups.of(id).members.update(memberId, { transition });
      return repositories.conversations.byGroup(id);
    });
    if (conversation !== undefined)
      events.emit({ type: 'conversation-changed', conversationId: conversation.id });
  }

  private groupKeys(id: GroupId): Ed25519KeyPair {
    const joined = this.deps.groups.joined(id);
    const keys = joined && groupKeysOf(joined);
    if (keys === undefined) throw new RangeError('not an admin');
    return keys;
  }
}

function isPromotion({ isAdmin }: GroupMember): boolean {
  return isAdmin;
}
