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
import { isOfTheDisk } from '../receive/of-the-disk.ts';
import { mapYielding } from '../receive/yielding.ts';
import type { Services } from '../services.ts';
import { applyGroup } from './apply-group.ts';
import { openGroupMessage } from './group-message.ts';
import { handleGroupMessage } from './handle-group-message.ts';
import { isRemovalOfUs } from './removal-notice.ts';
import { leaveRemoved } from './leave-removed.ts';

/** Messages a transaction: small enough that the engine keeps its rhythm. */
const CHUNK = 8;
/** Messages of a group that wait for keys; the oldest give way. */
const MOST_WAITING = 5_000;
/** No swarm keeps anything longer than 30 days; a later expiry is a lie. */
const LONGEST_LIFE_MS = 31 * 24 * 60 * 60 * 1_000;

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'log' | 'events' | 'keys' | 'configs' | 'groups'>;

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
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(batch: GroupBatch): Promise<void> {
    const hasNewKeys = this.takeConfigs(batch);
    await setImmediate();
    if (this.takeRemovals(batch)) return;
    await this.takeMessages(batch);
    if (hasNewKeys) await this.retryLocked(batch.groupId);
  }

  /** Everything of the three namespaces at once; true when a key was in it. */
  private takeConfigs({ node, groupId, results }: GroupBatch): boolean {
    const { groups, events } = this.deps;
    const [keys, info, members] = [GROUP_KEYS_NAMESPACE, GROUP_INFO.namespace, GROUP_MEMBERS.namespace].map(
      (namespace) => ({ namespace, messages: messagesOf(results, namespace) }),
    ) as [Source, Source, Source];
    if ([keys, info, members].every(({ messages }) => messages.length === 0)) return false;
    const { changes, found } = groups.transaction((repositories) => {
      const state = groups.of(groupId);
      const before = state.info.record;
      const report = state.merge({
        keys: unseen(repositories, groupId, keys).map(({ hash, data, storedAtMs }) => ({
          hash,
          data,
          timestampMs: storedAtMs,
        })),
        info: unseen(repositories, groupId, info).map(storedConfig),
        members: unseen(repositories, groupId, members).map(storedConfig),
      });
      this.noteSeen(repositories, { node, groupId }, { keys, info, members }, report);
      const changes = this.apply(repositories, { groupId, state, before });
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

  /** What cannot be read is not marked as seen: a newer version, or a newer key, may read it. */
  private noteSeen(
    { hashes }: Repositories,
    { node, groupId }: { readonly node: string; readonly groupId: GroupId },
    sources: Readonly<Record<'keys' | 'info' | 'members', Source>>,
    report: GroupMergeReport,
  ): void {
    const latestMs = this.deps.network.time.nowMs() + LONGEST_LIFE_MS;
    for (const part of ['keys', 'info', 'members'] as const) {
      const { namespace, messages } = sources[part];
      const { good, failures } = report[part];
      for (const { hash, expiresAtMs } of messages.filter(({ hash }) => good.has(hash))) {
        const message = { account: groupId, namespace, hash };
        hashes.markSeen({ ...message, expiresAtMs: Math.min(expiresAtMs, latestMs) });
      }
      const last = messages.at(-1);
      if (last !== undefined) hashes.setLastHash({ node, account: groupId, namespace, hash: last.hash });
      for (const { error } of failures)
        this.deps.log.write('warn', 'group-config-unreadable', { part, code: error.code });
    }
  }

  /** Whether an admin has removed us; a notice from before we were invited again says nothing (spec 04 §5.6). */
  private takeRemovals({ groupId, results }: GroupBatch): boolean {
    const { groups, keys, configs, network, events } = this.deps;
    const notices = messagesOf(results, REVOKED_GROUP_MESSAGES);
    if (notices.length === 0) return false;
    const { generation } = groups.of(groupId).keys;
    const isRemoved = notices.some(({ data }) => isRemovalOfUs(data, { groupId, generation, keys }));
    if (!isRemoved) return false;
    const changes = groups.transaction((repositories) =>
      leaveRemoved({ repositories, groups, configs, nowMs: network.time.nowMs() }, groupId),
    );
    for (const change of changes) events.emit(change);
    return true;
  }

  private async takeMessages({ node, groupId, results }: GroupBatch): Promise<void> {
    const messages = messagesOf(results, GROUP_MESSAGES);
    for (let start = 0; start < messages.length; start += CHUNK) {
      const chunk = messages.slice(start, start + CHUNK);
      const opened = await mapYielding(this.deps.clock, chunk, (raw) => this.open(groupId, raw));
      await setImmediate();
      this.take({ node, groupId, opened });
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
  private take(chunk: Parameters<ReceiveGroup['write']>[0]): void {
    try {
      this.write(chunk);
    } catch (error) {
      if (isOfTheDisk(error)) throw error;
      const [only, ...others] = chunk.opened;
      if (only === undefined) return;
      if (others.length > 0) {
        for (const one of chunk.opened) this.take({ ...chunk, opened: [one] });
        return;
      }
      this.deps.log.write('error', 'group-message-not-taken', { hash: only.raw.hash, error });
      this.write({ ...chunk, opened: [{ raw: only.raw, message: undefined, isLocked: false }] });
    }
  }

  private write({
    node,
    groupId,
    opened,
  }: {
    readonly node?: string;
    readonly groupId: GroupId;
    readonly opened: readonly Opened[];
  }): void {
    const { groups, events, network } = this.deps;
    const inbox = { account: groupId, namespace: GROUP_MESSAGES };
    const nowMs = network.time.nowMs();
    const changes = groups.transaction((repositories) => {
      const changes = opened.flatMap(({ raw, message, isLocked }) => {
        const expiresAtMs = Math.min(raw.expiresAtMs, nowMs + LONGEST_LIFE_MS);
        const isNew = repositories.hashes.markSeen({ ...inbox, hash: raw.hash, expiresAtMs });
        if (isLocked && isNew)
          repositories.undecrypted.add({ ...inbox, ...raw, expiresAtMs }, { atMostInInbox: MOST_WAITING });
        return isNew && message !== undefined ? this.handle(repositories, groupId, message) : [];
      });
      const last = opened.at(-1);
      if (node !== undefined && last !== undefined)
        repositories.hashes.setLastHash({ ...inbox, node, hash: last.raw.hash });
      return changes;
    });
    for (const change of withoutRepeats(changes)) events.emit(change);
  }

  private handle(
    repositories: Repositories,
    groupId: GroupId,
    message: IncomingMessage,
  ): readonly MessagingEvent[] {
    const { groups, configs, keys, network, log } = this.deps;
    const conversation = repositories.conversations.byGroup(groupId);
    if (conversation === undefined) return [];
    const nowMs = network.time.nowMs();
    const state = groups.of(groupId);
    const context = {
      repositories,
      configs,
      groups,
      keys,
      ownId: keys.accountId,
      nowMs,
      groupId,
      state,
      conversation,
    };
    return handleGroupMessage(message, context, log);
  }

  /** Messages that came before their keys (spec 04 §2.2, 2). */
  private async retryLocked(groupId: GroupId): Promise<void> {
    const { store, groups, clock } = this.deps;
    const inbox = { account: groupId, namespace: GROUP_MESSAGES };
    const { generation } = groups.of(groupId).keys;
    for (let afterId: number | undefined; ;) {
      const page = store.undecrypted.page({
        ...inbox,
        limit: CHUNK,
        ...(afterId === undefined ? {} : { afterId }),
      });
      if (page.length === 0) return;
      afterId = page.at(-1)?.id;
      const opened = await mapYielding(clock, page, (row) => ({ row, message: this.reopen(groupId, row) }));
      await setImmediate();
      this.writeReopened(groupId, opened, generation);
      await setImmediate();
    }
  }

  private reopen(groupId: GroupId, row: UndecryptedRow): IncomingMessage | undefined | 'locked' {
    try {
      return openGroupMessage(row, { groupId, state: this.deps.groups.of(groupId) });
    } catch (error) {
      return errorCode(error) === 'no-key-fits' ? 'locked' : undefined;
    }
  }

  private writeReopened(
    groupId: GroupId,
    opened: readonly {
      readonly row: UndecryptedRow;
      readonly message: IncomingMessage | undefined | 'locked';
    }[],
    generation: number,
  ): void {
    const { groups, events } = this.deps;
    const changes = groups.transaction((repositories) =>
      opened.flatMap(({ row, message }) => {
        if (message === 'locked') {
          repositories.undecrypted.setKeyGeneration(row.id, generation);
          return [];
        }
        repositories.undecrypted.delete(row.id);
        return message === undefined ? [] : this.handle(repositories, groupId, message);
      }),
    );
    for (const change of withoutRepeats(changes)) events.emit(change);
  }
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

function storedConfig({ hash, data }: StoredMessage): StoredConfig {
  return { hash, data };
}
