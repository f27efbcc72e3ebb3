// Takes members' rights to the group's swarm, then their names off the list, then changes the key (spec 04 §5.6).

import type { AccountId, GroupId } from '../../account/index.ts';
import { subaccountToken } from '../../account/index.ts';
import type { GroupMember } from '../../config/index.ts';
import { CONFIG_TTL_MS } from '../../config/index.ts';
import type { Ed25519KeyPair } from '../../crypto/index.ts';
import type { SequenceStep } from '../../network/index.ts';
import type { JobRow, MessageRow, Repositories } from '../../store/index.ts';
import type { MessagingEvent } from '../events.ts';
import { REVOKED_GROUP_MESSAGES } from '../limits.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { awaitNetworkTime } from '../send/network-time.ts';
import { finalFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';
import { groupKeysOf } from './group-access.ts';
import { enqueueContentDeletion } from './group-control.ts';
import { deleteGroupHashesJob, groupOfJob } from './group-jobs.ts';
import { takeBackRows } from './handle-delete-content.ts';
import { assertSuccess } from './push-group-runner.ts';
import { removalNotice } from './removal-notice.ts';

/** Nodes take no more revocations at once (spec 02 §4.12). */
const MOST_AT_ONCE = 50;
/** Messages of one member that are taken back; swarms keep no older ones anyway. */
const MOST_MESSAGES = 1_000;
const WITH_MESSAGES = 2;

type Deps = Pick<
  Services,
  'store' | 'network' | 'clock' | 'random' | 'log' | 'keys' | 'events' | 'configs' | 'groups'
>;

export class RemoveMembersRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const id = groupOfJob(job);
    const members = this.toRemove(id);
    if (members.length === 0) return { kind: 'done' };
    try {
      await this.revoke(id, members, signal);
    } catch (error) {
      if (finalFailure(error, job, this.deps.clock.nowMs()) === undefined) throw error;
      this.deps.log.write('error', 'members-not-removed', { error });
      return { kind: 'done' };
    }
    this.erase(id, members);
    return this.toRemove(id).length > 0 ? { kind: 'retry' } : { kind: 'done' };
  }

  private toRemove(id: GroupId): readonly GroupMember[] {
    const { groups } = this.deps;
    if (groups.access(id) !== 'admin') return [];
    return groups
      .of(id)
      .members.all.filter(({ removal }) => removal > 0)
      .slice(0, MOST_AT_ONCE);
  }

  private async revoke(id: GroupId, members: readonly GroupMember[], signal: AbortSignal): Promise<void> {
    const { groups, network, random } = this.deps;
    const group = this.groupKeys(id);
    const auth = groups.auth(id);
    if (auth === undefined) return;
    await awaitNetworkTime(network, id, signal);
    const ids = members.map((member) => member.id as AccountId);
    const { generation } = groups.of(id).keys;
    const steps: readonly SequenceStep[] = [
      {
        kind: 'store',
        namespace: REVOKED_GROUP_MESSAGES,
        data: removalNotice(ids, { group, generation, random }),
        ttlMs: CONFIG_TTL_MS,
      },
      {
        kind: 'call',
        call: {
          method: 'revoke_subaccount',
          tokens: ids.map((member) => subaccountToken({ group, member })),
        },
      },
    ];
    const results = await network.sequence({ auth, steps, signal });
    steps.forEach((_, at) => assertSuccess(results[at]));
  }

  private erase(id: GroupId, members: readonly GroupMember[]): void {
    const { groups, events } = this.deps;
    const changes = groups.transaction((repositories) => {
      const taken = this.takeBackMessages(repositories, id, members);
      const state = groups.of(id);
      for (const member of members) state.members.erase(member.id);
      state.rekey();
      return taken;
    });
    for (const change of changes) events.emit(change);
  }

  private takeBackMessages(
    repositories: Repositories,
    id: GroupId,
    members: readonly GroupMember[],
  ): readonly MessagingEvent[] {
    const conversation = repositories.conversations.byGroup(id);
    if (conversation === undefined) return [];
    const changed = { type: 'conversation-changed', conversationId: conversation.id } as const;
    const memberIds = members.filter(({ removal }) => removal === WITH_MESSAGES).map((member) => member.id);
    if (memberIds.length === 0) return [changed];
    const rows = memberIds.flatMap((authorId): readonly MessageRow[] =>
      repositories.messages.byAuthor({
        conversationId: conversation.id,
        authorId: authorId as AccountId,
        upToSentAtMs: Number.MAX_SAFE_INTEGER,
        limit: MOST_MESSAGES,
      }),
    );
    const there = rows.filter(({ kind, deletion }) => kind === 'text' && deletion === undefined);
    enqueueContentDeletion(repositories, this.deps, { group: id, hashes: [], memberIds });
    const hashes = there.flatMap(({ remoteHash }) => remoteHash ?? []);
    if (hashes.length > 0)
      repositories.jobs.enqueue(deleteGroupHashesJob(id, hashes, this.deps.clock.nowMs()));
    return [
      ...takeBackRows(there, { repositories, conversation, nowMs: this.deps.network.time.nowMs() }),
      changed,
    ];
  }

  private groupKeys(id: GroupId): Ed25519KeyPair {
    const joined = this.deps.groups.joined(id);
    const keys = joined && groupKeysOf(joined);
    if (keys === undefined) throw new RangeError('not an admin');
    return keys;
  }
}
