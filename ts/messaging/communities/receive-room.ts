import { setImmediate } from 'node:timers/promises';

import { type MessageRow as WireRow, type PollInfo, type Room, highestSeqno } from '../../community/index.ts';
import type { Repositories, RoomInfo } from '../../store/index.ts';
import { errorCode } from '../../util/index.ts';
import { readStateKey, writeReadState } from '../configs/write-read-state.ts';
import type { MessagingEvent } from '../events.ts';
import type { Services } from '../services.ts';
import { withoutRepeats } from '../receive/events.ts';
import { isOfTheDisk } from '../receive/of-the-disk.ts';
import { mapYielding } from '../receive/yielding.ts';
import { type ReadRow, readRow } from './read-rows.ts';
import { keepingWords } from './pin-words.ts';
import { wantRoomPicture } from './room-jobs.ts';
import { type RoomContext, type RowSource, takeRows } from './take-rows.ts';

/** Rows a transaction: small enough that the engine keeps its rhythm. */
const CHUNK = 8;

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'log' | 'events' | 'configs' | 'communities'>;

/** Takes what a server says of a room into the store. */
export class ReceiveRoom {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * Changes since the last ones, or the first page. A chunk and how far the room was read are one transaction: a crash at any point
   * fetches again, and neither loses nor doubles.
   */
  async takeChanges(conversationId: number, rows: readonly WireRow[]): Promise<void> {
    const ascending = [...rows].sort((a, b) => (a.seqno ?? 0) - (b.seqno ?? 0));
    const before = this.deps.store.communities.room(conversationId);
    if (before === undefined) return;
    const isFirst = before.seqno === undefined;
    await this.take(conversationId, ascending, {
      source: isFirst ? 'history' : 'changes',
      // The first page is no sequence: only when all of it is here it is known where to go on.
      progressOf: (chunk, isLast) =>
        isFirst
          ? isLast
            ? { seqno: highestSeqno(ascending, 0), hasOlder: rows.length > 0 }
            : {}
          : { seqno: highestSeqno(chunk, before.seqno ?? 0) },
    });
    if (isFirst) this.beginRead(conversationId);
  }

  /** Older posts than those that are here; `isLast` when there are no more. */
  async takeHistory(
    conversationId: number,
    rows: readonly WireRow[],
    { isLast }: { readonly isLast: boolean },
  ): Promise<void> {
    const ascending = [...rows].sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
    await this.take(conversationId, ascending, {
      source: 'history',
      progressOf: (_, isEnd) => (isEnd && isLast ? { hasOlder: false } : {}),
    });
  }

  /** What a poll says of the room. */
  takeInfo(conversationId: number, { token, activeUsers, rights, defaults, details }: PollInfo): void {
    const { store, events, clock, log } = this.deps;
    const before = store.communities.room(conversationId);
    if (before === undefined) return;
    const known = details === undefined ? before.info : infoOf(details, before.info?.pinned);
    if (known === undefined) return;
    const info = { ...known, activeUsers, rights, defaults };
    const messageSequence = details?.messageSequence ?? Infinity;
    const isRewound = before.seqno !== undefined && messageSequence < before.seqno;
    const isSame = details === undefined && JSON.stringify(info) === JSON.stringify(before.info);
    if (isSame) return;
    store.transaction((repositories) => {
      repositories.communities.describeRoom(conversationId, {
        token,
        ...(details === undefined ? {} : { name: details.name }),
        info,
        imageId: details === undefined ? before.imageId : details.imageId,
      });
      if (details !== undefined && details.imageId !== before.imageId)
        wantRoomPicture(repositories, conversationId, clock.nowMs());
      if (isRewound) repositories.communities.rewindRoom(conversationId);
    });
    if (isRewound) log.write('warn', 'community-went-back', { to: messageSequence });
    events.emit({ type: 'conversation-changed', conversationId });
  }

  private async take(
    conversationId: number,
    rows: readonly WireRow[],
    { source, progressOf }: Taking,
  ): Promise<void> {
    const { clock, log } = this.deps;
    const read = await mapYielding(clock, rows, (row) => readRow(row, log));
    const count = Math.max(1, Math.ceil(rows.length / CHUNK));
    for (let at = 0; at < count; at += 1) {
      const chunk = read.slice(at * CHUNK, (at + 1) * CHUNK);
      const wire = rows.slice(at * CHUNK, (at + 1) * CHUNK);
      const progress = progressOf(wire, at === count - 1);
      this.tell(this.commit(conversationId, chunk, { source, progress }));
      await setImmediate();
    }
  }

  /** All at once; when that fails, one after another, so that only the row that fails is lost. */
  private commit(
    conversationId: number,
    rows: readonly ReadRow[],
    options: { readonly source: RowSource; readonly progress: Progress },
  ): readonly MessagingEvent[] {
    const { store, log } = this.deps;
    const write = (some: readonly ReadRow[], progress: Progress): readonly MessagingEvent[] =>
      store.transaction((repositories) => {
        const context = this.contextOf(repositories, conversationId);
        if (context === undefined) return [];
        const events = takeRows(context, some, options.source);
        repositories.communities.setProgress(conversationId, progress);
        return events;
      });
    try {
      return write(rows, options.progress);
    } catch (error) {
      if (isOfTheDisk(error)) throw error;
      log.write('error', 'post-not-taken', { code: errorCode(error), error });
      if (rows.length <= 1) return write([], options.progress);
      return rows.flatMap((row, at) =>
        this.commit(conversationId, [row], {
          ...options,
          progress: at === rows.length - 1 ? options.progress : {},
        }),
      );
    }
  }

  contextOf(repositories: Repositories, conversationId: number): RoomContext | undefined {
    const { communities, network } = this.deps;
    const room = repositories.communities.room(conversationId);
    const server = room && repositories.communities.server(room.serverId);
    if (room === undefined || server === undefined) return undefined;
    return {
      repositories,
      server,
      room,
      ownId: communities.ownIdOn(server),
      ownIds: communities.ownIdsOn(server),
      nowMs: network.time.nowMs(),
    };
  }

  tell(changes: readonly MessagingEvent[]): void {
    for (const change of withoutRepeats(changes)) this.deps.events.emit(change);
  }

  /** Whoever comes into a room has not missed what was said before; unless another device of ours has read to somewhere. */
  private beginRead(conversationId: number): void {
    const { configs, network, events } = this.deps;
    configs.transaction((repositories) => {
      const conversation = repositories.conversations.get(conversationId);
      if (conversation === undefined) return;
      const key = readStateKey(repositories, conversation);
      const elsewhereMs = key && configs.volatile.get(key)?.lastReadMs;
      const [newest] = repositories.messages.page({ conversationId, limit: 1 }).rows;
      const upToSentAtMs = elsewhereMs ?? newest?.sentAtMs ?? 0;
      if (upToSentAtMs <= conversation.lastReadMs) return;
      repositories.conversations.markRead({ id: conversationId, upToSentAtMs });
      writeReadState({ repositories, configs, nowMs: network.time.nowMs() }, conversationId);
    });
    events.emit({ type: 'conversation-changed', conversationId });
  }
}

type Progress = { readonly seqno?: number; readonly hasOlder?: boolean };

interface Taking {
  readonly source: RowSource;
  readonly progressOf: (chunk: readonly WireRow[], isLast: boolean) => Progress;
}

/** What is kept of a room; of pinned posts also what was found out about them. */
export function infoOf(room: Room, pinnedBefore: RoomInfo['pinned'] = []): RoomInfo {
  const {
    description = '',
    infoUpdates,
    createdAtMs,
    activeUsers,
    activeUsersCutoffS,
    rights,
    defaults,
  } = room;
  return {
    description,
    infoUpdates,
    activeUsers,
    rights,
    defaults,
    pinned: keepingWords(room.pinnedMessages, pinnedBefore),
    moderators: room.moderators,
    admins: room.admins,
    hiddenModerators: room.hiddenModerators,
    hiddenAdmins: room.hiddenAdmins,
    ...(createdAtMs === undefined ? {} : { createdAtMs }),
    ...(activeUsersCutoffS === undefined ? {} : { activeWithinS: activeUsersCutoffS }),
  };
}
