// Takes in what the swarm of a group has: keys, info and members first, then who was removed, then messages (spec 04 §5.1).

import { setImmediate } from 'node:timers/promises';

import type { GroupId } from '../../account/index.ts';
import type { GroupConfigs, GroupMergeReport, StoredConfig } from '../../config/index.ts';
import { GROUP_INFO, GROUP_KEYS_NAMESPACE, GROUP_MEMBERS } from '../../config/index.ts';
import type { RetrieveResult, StoredMessage } from '../../network/index.ts';
import type { Repositories, UndecryptedRow } from '../../store/index.ts';
import { errorCode } from '../../util/index.ts';
import type { MessagingEvent } from '../events.ts';
import { GROUP_MESSAGES, REVOKED_GROUP_MESSAGES } from '../limits.ts';
import { withoutRepeats } from '../receive/events.ts';
import type { IncomingMessage } from '../receive/incoming-message.ts';
import { type Chunk, inChunks } from '../receive/in-chunks.ts';
import { isOfTheDisk } from '../receive/of-the-disk.ts';
import { mapYielding } from '../receive/yielding.ts';
import { applyGroup } from './apply-group.ts';
import { answerInvitationKey } from './group-jobs.ts';
import { openGroupMessage } from './group-message.ts';
import { type GroupIntakeDeps, takeGroupMessage, takesBack } from './group-intake.ts';
import { LockedMessages } from './locked-messages.ts';
import { isRemovalOfUs } from './removal-notice.ts';
import { leaveRemoved } from './leave-removed.ts';

/** Messages of a group that wait for keys; the oldest give way. */
const MOST_WAITING = 5_000;
/** Of info or members; there are few, and the newest has all that the others had. */
const MOST_CONFIGS_WAITING = 10;
/** No swarm keeps anything longer than 30 days; a later expiry is a lie. */
const LONGEST_LIFE_MS = 31 * 24 * 60 * 60 * 1_000;

/** What one node gave for one group. */
export interface GroupBatch {
  readonly node: string;
  readonly groupId: GroupId;
  readonly results: readonly RetrieveResult[];
}

interface Opened {
  readonly raw: StoredMessage;
  readonly message: IncomingMessage | undefined;
  /** Its key has not come yet. */
  readonly isLocked: boolean;
}

export class ReceiveGroup {
  private readonly deps: GroupIntakeDeps;
  private readonly locked: LockedMessages;

  constructor(deps: GroupIntakeDeps) {
    this.deps = deps;
    this.locked = new LockedMessages(deps);
  }

  async run(batch: GroupBatch): Promise<void> {
    const hasNewKeys = this.takeConfigs(batch);
    await setImmediate();
    if (this.takeRemovals(batch)) return;
    await this.takeMessages(batch);
    if (hasNewKeys) await this.locked.retry(batch.groupId);
  }

  /** Everything of the three namespaces at once; true when a key was in it. */
  private takeConfigs({ node, groupId, results }: GroupBatch): boolean {
    const { groups, events, clock } = this.deps;
    const [keys, info, members] = [GROUP_KEYS_NAMESPACE, GROUP_INFO.namespace, GROUP_MEMBERS.namespace].map(
      (namespace) => ({ namespace, messages: messagesOf(results, namespace) }),
    ) as [Source, Source, Source];
    if ([keys, info, members].every(({ messages }) => messages.length === 0)) return false;
    const { changes, found } = groups.transaction((repositories) => {
      const state = groups.of(groupId);
      const before = state.info.record;
      const newKeys = unseen(repositories, groupId, keys);
      const waitingFor = (namespace: number): readonly UndecryptedRow[] =>
        newKeys.length === 0 ? [] : waitingConfigs(repositories, groupId, namespace);
      const sources = {
        keys: { ...keys, waiting: [] },
        info: { ...info, waiting: waitingFor(info.namespace) },
        members: { ...members, waiting: waitingFor(members.namespace) },
      };
      const report = state.merge({
        keys: newKeys.map(({ hash, data, storedAtMs }) => ({ hash, data, timestampMs: storedAtMs })),
        info: [...sources.info.waiting, ...unseen(repositories, groupId, info)].map(storedConfig),
        members: [...sources.members.waiting, ...unseen(repositories, groupId, members)].map(storedConfig),
      });
      this.noteSeen(repositories, { node, groupId }, sources, report);
      this.noteThatItIsThere(repositories, groupId, report);
      const changes = this.apply(repositories, { groupId, state, before });
      // Whoever waits for the keys to say that they have come need not wait longer.
      if (report.keys.found)
        repositories.jobs.hasten({ dedupeKey: answerInvitationKey(groupId), nowMs: clock.nowMs() });
      return { changes, found: report.keys.found };
    });
    for (const change of withoutRepeats(changes)) events.emit(change);
    return found;
  }

  private apply(
    repositories: Repositories,
    merged: {
      readonly groupId: GroupId;
      readonly state: GroupConfigs;
      readonly before: GroupConfigs['info']['record'];
    },
  ): readonly MessagingEvent[] {
    const { groups, configs, keys, network } = this.deps;
    return applyGroup({
      repositories,
      groups,
      configs,
      ownId: keys.accountId,
      nowMs: network.time.nowMs(),
      ...merged,
    });
  }

  /** A group that was thought to have expired goes on (spec 04 §5.1). */
  private noteThatItIsThere(
    { conversations }: Repositories,
    groupId: GroupId,
    { keys, info, members }: GroupMergeReport,
  ): void {
    const conversation = conversations.byGroup(groupId);
    const isThere = [keys, info, members].some(({ good }) => good.size > 0);
    if (isThere && conversation?.isExpired === true)
      conversations.describeGroup(conversation.id, { isExpired: false });
  }

  /** What cannot be read is not marked as seen: a newer version may read it. What a newer key may open is kept. */
  private noteSeen(
    repositories: Repositories,
    { node, groupId }: Place,
    sources: Readonly<Record<'keys' | 'info' | 'members', ConfigSource>>,
    report: GroupMergeReport,
  ): void {
    const latestMs = this.deps.network.time.nowMs() + LONGEST_LIFE_MS;
    for (const part of ['keys', 'info', 'members'] as const) {
      const { namespace, messages, waiting } = sources[part];
      const { good, failures } = report[part];
      const inbox = { account: groupId, namespace };
      const locked = new Set(failures.filter(isLocked).map(({ hash }) => hash));
      for (const { hash, data, storedAtMs, ...message } of messages) {
        const expiresAtMs = Math.min(message.expiresAtMs, latestMs);
        if (good.has(hash)) repositories.hashes.markSeen({ ...inbox, hash, expiresAtMs });
        if (!locked.has(hash)) continue;
        const row = { ...inbox, hash, data, storedAtMs, expiresAtMs };
        repositories.undecrypted.add(row, { atMostInInbox: MOST_CONFIGS_WAITING });
      }
      for (const { id, hash } of waiting) if (good.has(hash)) repositories.undecrypted.delete(id);
      const last = messages.at(-1);
      if (last !== undefined) repositories.hashes.setLastHash({ ...inbox, node, hash: last.hash });
      for (const { error } of failures)
        this.deps.log.write('warn', 'group-config-unreadable', { part, code: error.code });
    }
  }

  /** Whether an admin has removed us (spec 04 §5.6). Admins stay. */
  private takeRemovals({ node, groupId, results }: GroupBatch): boolean {
    const { groups, configs, network, events } = this.deps;
    const notices = messagesOf(results, REVOKED_GROUP_MESSAGES);
    const last = notices.at(-1);
    if (last === undefined || groups.access(groupId) === 'admin') return false;
    const isRemoved = notices.some((notice) => this.saysThatWeAreRemoved(groupId, notice));
    const changes = groups.transaction((repositories) => {
      const place = { node, account: groupId, namespace: REVOKED_GROUP_MESSAGES };
      repositories.hashes.setLastHash({ ...place, hash: last.hash });
      return isRemoved
        ? leaveRemoved({ repositories, groups, configs, nowMs: network.time.nowMs() }, groupId)
        : [];
    });
    for (const change of changes) events.emit(change);
    return isRemoved;
  }

  /** A notice from before we were invited again says nothing: by its key, or by its time as long as we have none. */
  private saysThatWeAreRemoved(groupId: GroupId, { data, storedAtMs }: StoredMessage): boolean {
    const { groups, keys } = this.deps;
    const known = groups.of(groupId).keys;
    const isOld = storedAtMs < (groups.joined(groupId)?.joinedS ?? 0) * 1_000;
    if (known.keys.length === 0 && isOld) return false;
    return isRemovalOfUs(data, { groupId, generation: known.generation, keys });
  }

  private async takeMessages({ node, groupId, results }: GroupBatch): Promise<void> {
    const messages = messagesOf(results, GROUP_MESSAGES);
    const opened = await mapYielding(this.deps.clock, messages, (raw) => this.open(groupId, raw));
    for (const chunk of inChunks(opened, takesBack)) {
      await setImmediate();
      this.take({ node, groupId, ...chunk });
      await setImmediate();
    }
  }

  private open(groupId: GroupId, raw: StoredMessage): Opened {
    const { store, groups, log } = this.deps;
    const place = { account: groupId, namespace: GROUP_MESSAGES, hash: raw.hash };
    if (store.hashes.isSeen(place)) return { raw, message: undefined, isLocked: false };
    try {
      return { raw, message: openGroupMessage(raw, { groupId, state: groups.of(groupId) }), isLocked: false };
    } catch (error) {
      const isLocked = errorCode(error) === 'no-key-fits';
      if (!isLocked)
        log.write('warn', 'group-message-unreadable', { hash: raw.hash, code: errorCode(error) });
      return { raw, message: undefined, isLocked };
    }
  }

  /** All at once; when that fails, one after another, so that only the message that fails is lost. */
  private take(chunk: Place & Chunk<Opened>): void {
    try {
      this.write(chunk);
    } catch (error) {
      if (isOfTheDisk(error)) throw error;
      const [only, ...others] = chunk.opened;
      if (only === undefined) return;
      if (others.length > 0) {
        for (const one of chunk.opened)
          this.take({ ...chunk, opened: [one], reached: one === others.at(-1) ? chunk.reached : undefined });
        return;
      }
      this.deps.log.write('error', 'group-message-not-taken', { hash: only.raw.hash, error });
      this.write({ ...chunk, opened: [{ raw: only.raw, message: undefined, isLocked: false }] });
    }
  }

  private write({ node, groupId, opened, reached }: Place & Chunk<Opened>): void {
    const { groups, events, network } = this.deps;
    const inbox = { account: groupId, namespace: GROUP_MESSAGES };
    const nowMs = network.time.nowMs();
    const changes = groups.transaction((repositories) => {
      const changes = opened.flatMap(({ raw, message, isLocked }) => {
        const expiresAtMs = Math.min(raw.expiresAtMs, nowMs + LONGEST_LIFE_MS);
        const isNew = repositories.hashes.markSeen({ ...inbox, hash: raw.hash, expiresAtMs });
        if (isLocked && isNew)
          repositories.undecrypted.add({ ...inbox, ...raw, expiresAtMs }, { atMostInInbox: MOST_WAITING });
        return isNew && message !== undefined
          ? takeGroupMessage(this.deps, repositories, { groupId, message })
          : [];
      });
      if (reached !== undefined) repositories.hashes.setLastHash({ ...inbox, node, hash: reached });
      return changes;
    });
    for (const change of withoutRepeats(changes)) events.emit(change);
  }
}

/** From whom what is taken in came, and where it belongs. */
interface Place {
  readonly node: string;
  readonly groupId: GroupId;
}

interface Source {
  readonly namespace: number;
  readonly messages: readonly StoredMessage[];
}

function messagesOf(results: readonly RetrieveResult[], namespace: number): readonly StoredMessage[] {
  return results.find((result) => result.namespace === namespace)?.messages ?? [];
}

function unseen(
  { hashes }: Repositories,
  account: GroupId,
  { namespace, messages }: Source,
): readonly StoredMessage[] {
  return messages.filter(({ hash }) => !hashes.isSeen({ account, namespace, hash }));
}

/** As {@link Source}, with those that came before their key. */
interface ConfigSource extends Source {
  readonly waiting: readonly UndecryptedRow[];
}

function waitingConfigs(
  { undecrypted }: Repositories,
  account: GroupId,
  namespace: number,
): readonly UndecryptedRow[] {
  return undecrypted.page({ account, namespace, limit: MOST_CONFIGS_WAITING });
}

function isLocked({ error }: GroupMergeReport['info']['failures'][number]): boolean {
  return error.code === 'decrypt-failed';
}

function storedConfig({ hash, data }: StoredConfig): StoredConfig {
  return { hash, data };
}
