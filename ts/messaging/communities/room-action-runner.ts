import {
  type CommunityReply,
  CommunityError,
  communityFileId,
  editPostRequest,
  editRoomRequest,
  getPostRequest,
  isSuccess,
  jsonOf,
  readMessages,
  readReactionChange,
  readSequence,
  replyError,
  signPost,
} from '../../community/index.ts';
import type { JobRow, Repositories } from '../../store/index.ts';
import { errorCode } from '../../util/index.ts';
import { encodeCommunityContent, encodeContent } from '../../wire/index.ts';
import { collect } from '../attachments/read-attachments.ts';
import type { MessagingEvent } from '../events.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';
import { GIVE_UP_AFTER_MS } from '../outbox/retry-schedule.ts';
import { awaitNetworkTime } from '../send/network-time.ts';
import type { ActionOutcomes } from './action-outcomes.ts';
import { type CommunityFailure, failureOf, isPassing } from './community-failure.ts';
import { ReceiveRoom } from './receive-room.ts';
import { type RoomPlace, placeOf, uploadToRoom } from './room-files.ts';
import { type RoomAction, roomActionIn } from './room-jobs.ts';
import { roomRequestOf } from './room-requests.ts';
import { RATE_LIMIT_PAUSE_MS, postContent } from './send-post.ts';
import { REACTORS } from './page-size.ts';

interface Wanted {
  readonly conversationId: number;
  readonly wanted: RoomAction;
}

/** What follows here from what the server has done. */
type Follow = (repositories: Repositories) => readonly MessagingEvent[];

const NOTHING: Follow = () => [];

/** Has a server do what we want in one of its rooms, and tells whoever waits for it (spec 05 §8, §11). */
export class RoomActionRunner implements JobRunner {
  private readonly deps: Services;
  private readonly outcomes: ActionOutcomes;
  private readonly receive: ReceiveRoom;

  constructor(deps: Services, outcomes: ActionOutcomes) {
    this.deps = deps;
    this.outcomes = outcomes;
    this.receive = new ReceiveRoom(deps);
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const wish = roomActionIn(job);
    const place = wish && placeOf(this.deps.store, wish.conversationId);
    if (wish === undefined || place === undefined) return { kind: 'done' };
    try {
      await awaitNetworkTime(this.deps.network, this.deps.keys.accountId, signal);
      return this.done(job, wish, await this.carryOut(place, wish, signal));
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'community-rate-limited') return { kind: 'retry', pauseMs: RATE_LIMIT_PAUSE_MS };
      const isOld = this.deps.clock.nowMs() - job.createdAtMs >= GIVE_UP_AFTER_MS;
      if (failure === undefined || (isPassing(failure) && !isOld)) throw error;
      if (isDoneAlready(wish.wanted, error)) return this.done(job, wish, NOTHING);
      return this.refused(job, wish, failure);
    }
  }

  private async carryOut(place: RoomPlace, wish: Wanted, signal: AbortSignal): Promise<Follow> {
    const { communities } = this.deps;
    const { wanted } = wish;
    const { token } = place.room;
    if (wanted.action === 'edit') return this.edit(place, wanted, signal);
    if (wanted.action === 'set-picture') return this.setPicture(place, wanted.fileId, signal);
    const reply = await communities.ask(place.server, roomRequestOf(token, wanted), { signal });
    if (wanted.action === 'react') {
      const { seqno } = readReactionChange(jsonOf(reply));
      const { messageId, emoji } = wanted;
      return (repositories) => {
        repositories.communities.settleOwnReaction({ messageId, emoji, seqno });
        return [{ type: 'message-changed', messageId }];
      };
    }
    if (wanted.action === 'ban' && wanted.deletesPosts) assertBanned(reply);
    if (wanted.action === 'set-rights' && wanted.forS !== undefined) assertAllDone(reply);
    return NOTHING;
  }

  private async edit(
    { room, server }: RoomPlace,
    { messageId, postId, text }: Extract<RoomAction, { readonly action: 'edit' }>,
    signal: AbortSignal,
  ): Promise<Follow> {
    const { store, communities, random, network } = this.deps;
    const message = store.messages.get(messageId);
    if (message === undefined) return NOTHING;
    const files = store.attachments.forMessages([messageId]);
    // The files stay, as far as they are files of the room.
    const there = files.filter(({ url }) => url !== undefined);
    const editedAtMs = network.time.nowMs();
    const data = encodeCommunityContent(
      encodeContent({
        sigTimestampMs: editedAtMs,
        expirationType: 'unknown',
        expirationTimerS: 0,
        payload: postContent({ ...this.deps, repositories: store }, { ...message, body: text }, there),
      }),
    );
    const signature = signPost(communities.identityOn(server), data, { random });
    const fileIds = there.flatMap(({ url }) => (url === undefined ? [] : [communityFileId(url)]));
    const request = editPostRequest(room.token, postId, { data, signature, fileIds });
    await communities.ask(server, request, { signal });
    return (repositories) => {
      if (repositories.messages.get(messageId) === undefined) return [];
      const { quote, details } = message;
      repositories.messages.rewrite({ id: messageId, body: text, quote, details, mentionsUs: false });
      const post = repositories.communities.postOf(messageId);
      if (post !== undefined) repositories.communities.putPost({ ...post, editedAtMs });
      return [
        { type: 'message-changed', messageId },
        { type: 'conversation-changed', conversationId: message.conversationId },
      ];
    };
  }

  private async setPicture(place: RoomPlace, fileId: number, signal: AbortSignal): Promise<Follow> {
    const { store, communities, localFiles } = this.deps;
    const file = store.files.get(fileId);
    if (file === undefined) return NOTHING;
    const content = await collect(localFiles.read(file));
    const { fileId: imageId } = await uploadToRoom(communities, place, { content, signal });
    await communities.ask(place.server, editRoomRequest(place.room.token, { imageId }), { signal });
    return NOTHING;
  }

  private done(job: JobRow, { conversationId }: Wanted, follow: Follow): JobOutcome {
    const { events, communities, store, log } = this.deps;
    let changes: readonly MessagingEvent[] = [];
    return {
      kind: 'done',
      commit: (repositories) => {
        changes = follow(repositories);
      },
      after: () => {
        for (const change of changes) events.emit(change);
        this.outcomes.settle(job.id);
        const serverId = store.communities.room(conversationId)?.serverId;
        // What has changed of the room is told by the server alone.
        if (serverId !== undefined)
          communities.catchUp(serverId).catch((error: unknown) => {
            log.write('info', 'community-not-caught-up', { error });
          });
      },
    };
  }

  /** It went from this device when its deletion was wanted, and is still there for all others. */
  private async bringBack(conversationId: number, postId: number): Promise<void> {
    const { store, communities, log } = this.deps;
    const place = placeOf(store, conversationId);
    if (place === undefined) return;
    try {
      const request = getPostRequest(place.room.token, postId, { reactors: REACTORS });
      const rows = readMessages([jsonOf(await communities.ask(place.server, request))]);
      await this.receive.takeHistory(conversationId, rows, { isLast: false });
    } catch (error) {
      log.write('info', 'post-not-brought-back', { code: errorCode(error) });
    }
  }

  private refused(job: JobRow, { conversationId, wanted }: Wanted, code: CommunityFailure): JobOutcome {
    const { events } = this.deps;
    const { action } = wanted;
    return {
      kind: 'done',
      commit: ({ communities }) => {
        if (wanted.action === 'delete') communities.forgetPost(conversationId, wanted.postId);
        if (wanted.action !== 'react') return;
        const { messageId, emoji } = wanted;
        communities.settleOwnReaction({ messageId, emoji, seqno: undefined });
      },
      after: () => {
        if (wanted.action === 'delete') void this.bringBack(conversationId, wanted.postId);
        if ('messageId' in wanted) events.emit({ type: 'message-changed', messageId: wanted.messageId });
        if (!this.outcomes.settle(job.id, code))
          events.emit({ type: 'community-notice', conversationId, action, code });
      },
    };
  }
}

/** Somebody who has written nothing has nothing that could be deleted (spec 05 §11). */
function assertBanned(reply: CommunityReply): void {
  const [ban] = readSequence(jsonOf(reply), 2);
  if (ban === undefined || !isSuccess(ban))
    throw ban === undefined ? new CommunityError('answer-invalid') : replyError(ban);
}

/** @throws {CommunityError} of the first step that was refused */
function assertAllDone(reply: CommunityReply): void {
  for (const step of readSequence(jsonOf(reply), 2)) if (!isSuccess(step)) throw replyError(step);
}

/** What is gone cannot be deleted any more, which is as good. */
function isDoneAlready({ action }: RoomAction, error: unknown): boolean {
  const isGone = error instanceof CommunityError && error.code === 'not-found';
  return isGone && (action === 'delete' || action === 'delete-all' || action === 'unpin');
}
