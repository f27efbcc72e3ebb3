import { x25519KeyOf } from '../../account/index.ts';
import type { AccountId, GroupId } from '../../account/index.ts';
import type {
  AttachmentRow,
  ConversationRow,
  DeliveryRow,
  MessageRow,
  NewDelivery,
} from '../../store/index.ts';
import type { DataMessage } from '../../wire/index.ts';
import { encodeContent, encodeDirectMessage } from '../../wire/index.ts';
import { ownProfile } from '../pictures/own-profile.ts';
import { ttlOf, wireExpiration } from '../disappearing/timers.ts';
import { MessagingError } from '../errors.ts';
import { groupKeysOf } from '../groups/group-access.ts';
import { encodeForGroup, lineContent } from '../groups/group-content.ts';
import { DIRECT_MESSAGES, GROUP_MESSAGES } from '../limits.ts';
import type { Services } from '../services.ts';
import { wireParts } from './message-parts.ts';
import { restampWaiting } from './sent-at.ts';

type Deps = Pick<Services, 'store' | 'network' | 'random' | 'keys' | 'configs' | 'groups'>;

/** A message whose bytes for every swarm are in the store: a retry sends the same bytes, and the swarm knows them again. */
export interface WrittenMessage {
  readonly message: MessageRow;
  /** Messages of the conversation that have another sent-at now. */
  readonly restamped: readonly number[];
  readonly deliveries: readonly DeliveryRow[];
}

/**
 * Encodes and encrypts a message once, for its recipient and (Note to Self aside) for our own swarm, and keeps the bytes.
 * Does nothing when that was done before.
 * @throws {WireError} `recipient-key-invalid` when nothing can be encrypted to the recipient.
 * @throws {MessagingError} `group-without-keys` while none has come, `group-not-open` when a line about it needs an admin
 */
export function writeDeliveries(deps: Deps, messageId: number): WrittenMessage | undefined {
  return deps.store.transaction((repositories) => {
    const message = repositories.messages.get(messageId);
    if (message === undefined) return undefined;
    // What was to go to an inbox of a community goes to the swarm of whoever turned out to be there.
    const existing = repositories.deliveries
      .forMessage(messageId)
      .filter(({ target }) => target !== 'community');
    if (existing.length > 0) return { message, restamped: [], deliveries: existing };
    const conversation = repositories.conversations.require(message.conversationId);
    const restamped = restampWaiting(repositories, deps.network.time, conversation.id);
    const timely = repositories.messages.require(messageId);
    const deliveries = encodedFor(deps, conversation, {
      message: timely,
      profile: ownProfile(repositories, deps.configs),
      attachments: repositories.attachments.forMessages([messageId]),
    });
    return {
      message: timely,
      restamped,
      deliveries: deliveries.map((delivery) => repositories.deliveries.create(delivery)),
    };
  });
}

interface Outgoing {
  readonly message: MessageRow;
  readonly profile: ReturnType<typeof ownProfile>;
  readonly attachments: readonly AttachmentRow[];
}

function encodedFor(deps: Deps, conversation: ConversationRow, outgoing: Outgoing): readonly NewDelivery[] {
  if (conversation.kind === 'community' || conversation.kind === 'blinded') return [];
  if (conversation.kind === 'legacy-group') throw new MessagingError('group-not-open');
  if (conversation.kind === 'group') return [groupDelivery(deps, conversation.peerId, outgoing)];
  const copy = newDelivery(deps, outgoing, {
    target: 'own-swarm',
    to: deps.keys.accountId,
    syncTarget: conversation.peerId,
  });
  if (conversation.kind === 'note-to-self') return [{ ...copy, target: 'recipient' }];
  return [newDelivery(deps, outgoing, { target: 'recipient', to: conversation.peerId }), copy];
}

/** A group has one swarm, and everybody in it, our other devices too, reads the same bytes there. */
function groupDelivery(deps: Deps, group: GroupId, { message, profile, attachments }: Outgoing): NewDelivery {
  const payload: DataMessage =
    message.kind === 'text'
      ? { kind: 'data', ...wireParts(message, attachments), ...profile }
      : { kind: 'data', ...lineContent(message, adminSigning(deps, group, message)) };
  return {
    messageId: message.id,
    target: 'group',
    swarm: group,
    namespace: GROUP_MESSAGES,
    ttlMs: ttlOf(message.expiration, 'group'),
    payload: encodeForGroup(deps, group, {
      sigTimestampMs: message.sentAtMs,
      ...wireExpiration(message.expiration),
      payload,
    }),
  };
}

function adminSigning(
  { groups }: Deps,
  group: GroupId,
  { sentAtMs }: MessageRow,
): Parameters<typeof lineContent>[1] {
  const joined = groups.joined(group);
  const keys = joined && groupKeysOf(joined);
  if (keys === undefined) throw new MessagingError('group-not-open');
  return { sentAtMs, groupKey: keys.secretKey };
}

interface Destination {
  readonly target: NewDelivery['target'];
  readonly to: AccountId;
  /** Only in copies for our own devices: the conversation that the message belongs to. */
  readonly syncTarget?: AccountId;
}

function newDelivery(
  { keys, random }: Deps,
  { message, profile, attachments }: Outgoing,
  { target, to, syncTarget }: Destination,
): NewDelivery {
  const content = encodeContent({
    sigTimestampMs: message.sentAtMs,
    ...wireExpiration(message.expiration),
    payload:
      message.kind === 'timer-update'
        ? { kind: 'data', isExpirationTimerUpdate: true, syncTarget }
        : {
            kind: 'data',
            ...wireParts(message, attachments),
            ...(syncTarget === undefined ? profile : { syncTarget }),
          },
  });
  return {
    messageId: message.id,
    target,
    swarm: to,
    namespace: DIRECT_MESSAGES,
    ttlMs: ttlOf(message.expiration, target),
    payload: encodeDirectMessage({
      content,
      sender: keys.ed25519,
      recipient: x25519KeyOf(to),
      timestampMs: message.sentAtMs,
      random,
    }),
  };
}
