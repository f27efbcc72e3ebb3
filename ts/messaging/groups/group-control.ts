// Messages to a group that leave no row of their own: reactions, answers, deletions (spec 04 §2.3).

import type { GroupId } from '../../account/index.ts';
import { ed25519KeyPair } from '../../crypto/index.ts';
import type { ExpirationSetting, Repositories } from '../../store/index.ts';
import type { Payload } from '../../wire/index.ts';
import { signAdminUpdate } from '../../wire/index.ts';
import type { ControlPorts } from '../control/control-message.ts';
import { enqueueDelivery, nextControlSentAt } from '../control/control-message.ts';
import { ttlOf, wireExpiration } from '../disappearing/timers.ts';
import { GROUP_MESSAGES } from '../limits.ts';
import { conversationQueue } from '../send/jobs.ts';
import { encodeForGroup } from './group-content.ts';
import type { GroupStates } from './group-states.ts';

export interface GroupControlPorts extends ControlPorts {
  readonly groups: GroupStates;
}

export interface GroupControlMessage {
  readonly group: GroupId;
  readonly payload: Payload;
  /** A sent-at of its own unless given. */
  readonly sentAtMs?: number;
  /** Of the message that it belongs to; it does not disappear unless given. */
  readonly expiration?: ExpirationSetting | undefined;
}

/**
 * Encrypts a message and writes it down to be stored, inside a transaction; whoever calls wakes the outbox after it. It leaves after
 * what the conversation has to send already.
 * @throws {MessagingError} `group-without-keys`
 */
export function enqueueGroupControl(
  repositories: Repositories,
  ports: GroupControlPorts,
  { group, payload, expiration, ...message }: GroupControlMessage,
): void {
  const sigTimestampMs = message.sentAtMs ?? nextControlSentAt(repositories, ports);
  const conversation = repositories.conversations.byGroup(group);
  enqueueDelivery(repositories, ports.clock, {
    ...(conversation === undefined ? {} : { queue: conversationQueue(conversation.id) }),
    target: 'group',
    swarm: group,
    namespace: GROUP_MESSAGES,
    ttlMs: ttlOf(expiration, 'group'),
    payload: encodeForGroup(ports, group, { sigTimestampMs, payload, ...wireExpiration(expiration) }),
  });
}

/** Takes messages back by their hashes: of ours, or as an admin of anybody (spec 04 §3.9). */
export function enqueueContentDeletion(
  repositories: Repositories,
  ports: GroupControlPorts,
  { group, hashes, memberIds = [] }: ContentDeletion,
): void {
  const sentAtMs = nextControlSentAt(repositories, ports);
  const update = { kind: 'delete-member-content', memberIds, messageHashes: hashes } as const;
  const seed = ports.groups.joined(group)?.adminSeed;
  const adminSignature =
    seed === undefined
      ? undefined
      : signAdminUpdate(update, { sentAtMs, groupKey: ed25519KeyPair(seed).secretKey });
  const payload = { kind: 'data', groupUpdate: { ...update, adminSignature } } as const;
  enqueueGroupControl(repositories, ports, { group, payload, sentAtMs });
}

export interface ContentDeletion {
  readonly group: GroupId;
  readonly hashes: readonly string[];
  readonly memberIds?: readonly string[];
}
