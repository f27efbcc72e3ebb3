// Brings posts into rooms, and messages to people who are known by a blinded ID only (spec 05 §7.4, §10).

import {
  CommunityError,
  communityFileId,
  encryptInboxMessage,
  jsonOf,
  postRequest,
  readPost,
  sendToInboxRequest,
  signPost,
} from '../../community/index.ts';
import { XCHACHA20_NONCE_BYTES, x25519PublicKey } from '../../crypto/index.ts';
import type {
  AttachmentRow,
  BlindedConversation,
  CommunityConversation,
  CommunityServerRow,
  JobRow,
  MessageRow,
  Repositories,
} from '../../store/index.ts';
import { encodeCommunityContent, encodeContent, type DataMessage } from '../../wire/index.ts';
import { MessagingError } from '../errors.ts';
import { GIVE_UP_AFTER_MS } from '../outbox/retry-schedule.ts';
import type { JobOutcome } from '../outbox/job-runner.ts';
import { ownProfile } from '../pictures/own-profile.ts';
import { wireParts } from '../send/message-parts.ts';
import { awaitNetworkTime } from '../send/network-time.ts';
import { restampWaiting } from '../send/sent-at.ts';
import { type SendFailure, finalFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';
import { failureOf } from './community-failure.ts';
import { placeOf } from './room-files.ts';
import { ReceiveRoom } from './receive-room.ts';
import { settleOwnPost } from './take-rows.ts';
import { takeBack } from './taken-back.ts';
import { whisperFields } from './whispers.ts';

/** After too many posts, before the next one (spec 05 §12). */
export const RATE_LIMIT_PAUSE_MS = 16_500;

type Conversation = CommunityConversation | BlindedConversation;

export class SendPost {
  private readonly deps: Services;
  private readonly receive: ReceiveRoom;

  constructor(deps: Services) {
    this.deps = deps;
    this.receive = new ReceiveRoom(deps);
  }

  async run(
    message: MessageRow,
    conversation: Conversation,
    { job, signal }: { readonly job: JobRow; readonly signal: AbortSignal },
  ): Promise<JobOutcome> {
    const { network, keys, log } = this.deps;
    try {
      await awaitNetworkTime(network, keys.accountId, signal);
      return conversation.kind === 'community'
        ? await this.post(message, conversation, { job, signal })
        : await this.write(message, conversation, signal);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'community-rate-limited') return { kind: 'retry', pauseMs: RATE_LIMIT_PAUSE_MS };
      const final = sendFailure(error, job, this.deps.clock.nowMs());
      if (final === undefined) throw error;
      log.write('error', 'post-failed', { failure: final, error });
      return this.failed(message, final);
    }
  }

  private async post(
    message: MessageRow,
    conversation: CommunityConversation,
    { job, signal }: { readonly job: JobRow; readonly signal: AbortSignal },
  ): Promise<JobOutcome> {
    const { store, communities } = this.deps;
    const place = placeOf(store, conversation.id);
    if (place === undefined) return this.failed(message, 'room-gone');
    // An attempt before may have arrived, and only its answer been lost: the server would take the same post twice.
    const wasTried = job.attempts > 0 || store.deliveries.forMessage(message.id).length > 0;
    if (wasTried) await communities.catchUp(place.server.id);
    if (store.messages.get(message.id)?.state === 'sent') return { kind: 'done' };
    const data = this.written(message.id, place.server, (parts) => encodeCommunityContent(parts));
    if (data === undefined) return { kind: 'done' };
    const { random } = this.deps;
    const request = postRequest(place.room.token, {
      data,
      signature: signPost(communities.identityOn(place.server), data, { random }),
      fileIds: this.fileIds(message.id),
      ...whisperFields(message.details?.whisper),
    });
    const post = readPost(jsonOf(await communities.ask(place.server, request, { signal, isOnce: true })));
    return {
      kind: 'done',
      commit: (repositories) => {
        const context = this.receive.contextOf(repositories, conversation.id);
        const current = repositories.messages.get(message.id);
        if (context === undefined || current?.state === 'sent') return;
        if (current !== undefined) settleOwnPost(context, current, post);
        else
          takeBack(repositories, {
            conversationId: conversation.id,
            post,
            nowMs: this.deps.clock.nowMs(),
          });
      },
      after: () => this.changed(message),
    };
  }

  /** To somebody's inbox; our other devices find it in our outbox there. */
  private async write(
    message: MessageRow,
    { peerId }: BlindedConversation,
    signal: AbortSignal,
  ): Promise<JobOutcome> {
    const { store, communities, keys, random } = this.deps;
    const person = store.communities.person(peerId);
    const server = person && store.communities.server(person.serverId);
    if (person === undefined || server === undefined) return this.failed(message, 'room-gone');
    if (person.refusesRequests) return this.failed(message, 'requests-refused');
    const parties = {
      ed25519: keys.ed25519,
      server: x25519PublicKey(server.publicKey),
      other: peerId,
    };
    const sealed = this.written(message.id, server, (content) =>
      encryptInboxMessage(encodeCommunityContent(content), parties, {
        nonce: random.bytes(XCHACHA20_NONCE_BYTES),
      }),
    );
    if (sealed === undefined) return { kind: 'done' };
    await communities.ask(server, sendToInboxRequest(peerId, sealed), { signal, isOnce: true });
    return {
      kind: 'done',
      commit: ({ messages, deliveries }) => {
        if (messages.get(message.id) === undefined) return;
        messages.setState({ id: message.id, state: 'sent' });
        messages.markSynced(message.id);
        deliveries.deleteForMessage(message.id);
      },
      after: () => this.changed(message),
    };
  }

  /** The bytes of the message, made once: another attempt has the same. */
  private written(
    messageId: number,
    { baseUrl }: CommunityServerRow,
    encode: (content: Uint8Array) => Uint8Array,
  ): Uint8Array | undefined {
    const { store, network, events } = this.deps;
    const { payload, restamped } = store.transaction((repositories) => {
      const before = repositories.messages.get(messageId);
      if (before === undefined) return { payload: undefined, restamped: [] };
      const known = repositories.deliveries.forMessage(messageId)[0];
      if (known !== undefined) return { payload: known.payload, restamped: [] };
      const moved = restampWaiting(repositories, network.time, before.conversationId);
      const bytes = encode(this.contentOf(repositories, repositories.messages.require(messageId)));
      repositories.deliveries.create({
        messageId,
        target: 'community',
        swarm: baseUrl,
        namespace: 0,
        payload: bytes,
        ttlMs: 0,
      });
      repositories.messages.setState({ id: messageId, state: 'sending' });
      return { payload: bytes, restamped: moved };
    });
    for (const id of restamped) events.emit({ type: 'message-changed', messageId: id });
    return payload;
  }

  private contentOf(repositories: Repositories, message: MessageRow): Uint8Array {
    const { configs } = this.deps;
    const files = repositories.attachments.forMessages([message.id]);
    return encodeContent({
      sigTimestampMs: message.sentAtMs,
      expirationType: 'unknown',
      expirationTimerS: 0,
      payload: postContent({ repositories, configs }, message, files),
    });
  }

  private fileIds(messageId: number): readonly number[] {
    const files = this.deps.store.attachments.forMessages([messageId]);
    return files.flatMap(({ url }) => (url === undefined ? [] : [communityFileId(url)]));
  }

  private failed(message: MessageRow, failure: SendFailure): JobOutcome {
    return {
      kind: 'done',
      commit: ({ messages }) => {
        if (messages.get(message.id) !== undefined)
          messages.setState({ id: message.id, state: 'failed', failure });
      },
      after: () => this.changed(message),
    };
  }

  private changed({ id, conversationId }: MessageRow): void {
    this.deps.events.emit({ type: 'message-changed', messageId: id });
    this.deps.events.emit({ type: 'conversation-changed', conversationId });
  }
}

/** What a post says: files lie on the server as they are, and everybody hears whether we may be written to (spec 05 §7.2). */
export function postContent(
  { repositories, configs }: { readonly repositories: Repositories; readonly configs: Services['configs'] },
  message: MessageRow,
  files: readonly AttachmentRow[],
): DataMessage {
  const plain = files.map((file) => ({ ...file, key: undefined, digest: undefined }));
  return {
    kind: 'data',
    ...wireParts(message, plain),
    ...ownProfile(repositories, configs),
    blocksCommunityMessageRequests: configs.profile.read().acceptsBlindedRequests !== true,
  };
}

/** The reason to stop after `error`, or undefined to try again. */
function sendFailure(
  error: unknown,
  job: Pick<JobRow, 'createdAtMs'>,
  nowMs: number,
): SendFailure | undefined {
  if (error instanceof MessagingError) return 'rejected';
  const failure = failureOf(error);
  switch (failure) {
    case 'community-banned':
      return 'banned';
    case 'community-forbidden':
      return 'not-allowed';
    case 'community-not-found':
      return 'room-gone';
    case 'community-key-wrong':
      return 'key-wrong';
    case 'community-filtered':
      return 'filtered';
    case 'community-rejected':
      return 'rejected';
    case 'community-clock':
      return nowMs - job.createdAtMs >= GIVE_UP_AFTER_MS ? 'clock-out-of-sync' : undefined;
    default:
      if (!(error instanceof CommunityError)) return finalFailure(error, job, nowMs);
      return nowMs - job.createdAtMs >= GIVE_UP_AFTER_MS ? 'gave-up' : undefined;
  }
}
