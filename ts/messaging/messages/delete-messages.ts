import { accountIdBytes, groupId } from '../../account/index.ts';
import { roomActionJob } from '../communities/room-jobs.ts';
import { rememberTakenBack } from '../communities/taken-back.ts';
import { removePost } from '../communities/take-rows.ts';
import type { ConversationRow, MessageRow, Repositories } from '../../store/index.ts';
import { messageHash } from '../../wire/index.ts';
import { enqueueControl } from '../control/control-message.ts';
import { deleteHashesJob } from '../control/delete-hashes.ts';
import { MessagingError } from '../errors.ts';
import type { MessagingEvent } from '../events.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { enqueueContentDeletion } from '../groups/group-control.ts';
import { deleteGroupHashesJob } from '../groups/group-jobs.ts';
import { rememberUnsend } from '../receive/waiting.ts';
import { conversationQueue, idInPayload } from '../send/jobs.ts';
import type { Services } from '../services.ts';
import { leavePlaceholder } from './placeholder.ts';
import { quotingChanged } from './quoting.ts';

type Deps = Services & { readonly outbox: Outbox };

/**
 * `device`: a placeholder here, and nothing of what had not left yet. `own-devices`: notes to oneself, gone from all of our devices. `everyone`: our own messages, taken back
 * from the other side too; as admin of a group, those of all.
 */
export type DeletionScope = 'device' | 'own-devices' | 'everyone';

/** Deletes messages (spec 04 §3.9). What has to happen on the network is written down and done later. */
export class DeleteMessages {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws {MessagingError} `message-unknown`; `deletion-not-allowed` for a scope that is not for all of them: then none is deleted. */
  run({ ids, scope }: { readonly ids: readonly number[]; readonly scope: DeletionScope }): void {
    const { store, events, outbox } = this.deps;
    const { rows, changes } = store.transaction((repositories) => {
      const rows = ids.map((id) => this.require(repositories, id));
      for (const row of rows) this.assertAllowed(repositories, row, scope);
      if (scope === 'everyone') this.takeBackFromGroups(repositories, rows);
      return { rows, changes: rows.flatMap((row) => this.delete(repositories, row, scope)) };
    });
    for (const row of rows) this.cancelSending(row);
    for (const change of changes) events.emit(change);
    outbox.wake();
  }

  private require({ messages }: Repositories, id: number): MessageRow {
    const row = messages.get(id);
    if (row === undefined) throw new MessagingError('message-unknown');
    return row;
  }

  private assertAllowed({ conversations }: Repositories, row: MessageRow, scope: DeletionScope): void {
    const conversation = conversations.require(row.conversationId);
    if (conversation.kind === 'community') {
      const isAllowed = scope === 'device' || (scope === 'everyone' && this.mayDeleteInRoom(row));
      if (!isAllowed) throw new MessagingError('deletion-not-allowed');
      return;
    }
    const isNote = conversation.kind === 'note-to-self';
    const isThere = row.kind === 'text' && row.deletion === undefined;
    const isOurs = row.direction === 'outgoing' || this.isAdminOf(conversation);
    const isReached = !isNote && conversation.kind !== 'legacy-group';
    const isAllowed =
      scope === 'device' || (scope === 'own-devices' ? isNote : isThere && isOurs && isReached);
    if (!isAllowed) throw new MessagingError('deletion-not-allowed');
  }

  /** Admins of a group may take back whatever is in it. */
  private isAdminOf({ kind, peerId }: ConversationRow): boolean {
    return kind === 'group' && this.deps.groups.access(peerId) === 'admin';
  }

  /** One message for all that go from a group; an admin deletes them from its swarm too. */
  private takeBackFromGroups(repositories: Repositories, rows: readonly MessageRow[]): void {
    for (const conversationId of new Set(rows.map((row) => row.conversationId))) {
      const conversation = repositories.conversations.require(conversationId);
      if (conversation.kind !== 'group') continue;
      const group = conversation.peerId;
      const hashes = rows
        .filter((row) => row.conversationId === conversationId)
        .flatMap((row) => hashesInGroup(repositories, row));
      if (hashes.length === 0) continue;
      enqueueContentDeletion(repositories, this.deps, { group, hashes });
      if (this.isAdminOf(conversation))
        repositories.jobs.enqueue(deleteGroupHashesJob(group, hashes, this.deps.clock.nowMs()));
    }
  }

  private delete(
    repositories: Repositories,
    row: MessageRow,
    scope: DeletionScope,
  ): readonly MessagingEvent[] {
    const { conversationId, id } = row;
    const inRoom = this.deleteInRoom(repositories, row, scope);
    if (inRoom !== undefined) return inRoom;
    const changed = { type: 'conversation-changed', conversationId } as const;
    if (scope !== 'device') this.takeBack(repositories, row);
    const isPlaceholder = scope !== 'own-devices' && row.kind === 'text' && row.deletion === undefined;
    if (isPlaceholder && row.state !== 'queued') {
      const deletion = scope === 'everyone' ? 'globally' : 'locally';
      leavePlaceholder(repositories, row, { deletion, nowMs: this.deps.network.time.nowMs() });
      return [{ type: 'message-changed', messageId: id }, ...quotingChanged(repositories, row), changed];
    }
    repositories.messages.delete(id);
    return [
      { type: 'message-removed', conversationId, messageId: id },
      ...quotingChanged(repositories, row),
      changed,
    ];
  }

  private mayDeleteInRoom(row: MessageRow): boolean {
    const isModerator = this.deps.store.communities.room(row.conversationId)?.info?.rights.isModerator;
    return row.direction === 'outgoing' || isModerator === true;
  }

  /**
   * Here it goes at once, and its number stays; for everybody when the server has done it. What is on its way at this moment is taken back
   * when it has arrived. Undefined for what is in no room.
   */
  private deleteInRoom(
    repositories: Repositories,
    row: MessageRow,
    scope: DeletionScope,
  ): readonly MessagingEvent[] | undefined {
    const { conversationId } = row;
    const conversation = repositories.conversations.require(conversationId);
    if (conversation.kind !== 'community') return undefined;
    const post = repositories.communities.postOf(row.id);
    const { clock, network } = this.deps;
    if (post === undefined && row.state === 'sending')
      rememberTakenBack(repositories, {
        room: conversation.peerId,
        message: row,
        nowMs: network.time.nowMs(),
      });
    if (scope === 'everyone' && post !== undefined) {
      const wanted = { action: 'delete', postId: post.postId } as const;
      repositories.jobs.enqueue(roomActionJob(conversationId, wanted, clock.nowMs()));
    }
    return removePost(repositories, row);
  }

  /**
   * Each unsend has a sent-at of its own: receivers take a second message with the same one for the first (spec 04 §2.1). What is on its
   * way at this moment comes back to us from our swarm: we remember that it is taken back.
   */
  private takeBack(repositories: Repositories, row: MessageRow): void {
    const { keys, clock, network } = this.deps;
    const conversation = repositories.conversations.require(row.conversationId);
    // Inboxes of communities take nothing back.
    if (conversation.kind !== 'contact' && conversation.kind !== 'note-to-self') return;
    const { peerId } = conversation;
    const nowMs = network.time.nowMs();
    rememberUnsend(
      { repositories, ownId: keys.accountId, nowMs },
      { authorId: keys.accountId, targetSentAtMs: row.sentAtMs, sentAtMs: nowMs },
    );
    if (row.ownHash !== undefined) repositories.jobs.enqueue(deleteHashesJob([row.ownHash], clock.nowMs()));
    const payload = { kind: 'unsend', timestampMs: row.sentAtMs, author: row.authorId } as const;
    for (const to of new Set([peerId, keys.accountId]))
      enqueueControl(repositories, this.deps, { to, payload });
  }

  /** What has not left yet does not leave. */
  private cancelSending({ id, conversationId, state }: MessageRow): void {
    if (state !== 'queued') return;
    const { store, outbox } = this.deps;
    for (const job of store.jobs.byQueue(conversationQueue(conversationId))) {
      if (idInPayload(job, 'messageId') === id) outbox.cancel(job.id);
    }
  }
}

/** By which the group's swarm knows a message, or will when it gets there. */
function hashesInGroup({ deliveries }: Repositories, { id, remoteHash }: MessageRow): readonly string[] {
  if (remoteHash !== undefined) return [remoteHash];
  return deliveries
    .forMessage(id)
    .filter(({ target, payload }) => target === 'group' && payload.length > 0)
    .map(({ swarm, namespace, payload: data }) =>
      messageHash({ account33: accountIdBytes(groupId(swarm)), namespace, data }),
    );
}
