// Messages that a swarm still holds of conversations that were deleted on another device (spec 04 §2.2, 6).

import type { AccountId } from '../../account/index.ts';
import type { IntakeContext } from './handler.ts';
import type { IncomingMessage } from './incoming-message.ts';

/** Devices need not have the same time to the second. */
const MARGIN_MS = 2 * 60 * 1_000;
const [PROFILE, CONTACTS] = [2, 3];

/**
 * Whether a message is older than what our devices last agreed on, and its conversation is not part of that. A message counts from when
 * the swarm got it: what was written long before, on a device without a network, is news.
 */
export function isOfDeletedConversation(
  { sentAtMs, storedAtMs, authorId }: Pick<IncomingMessage, 'sentAtMs' | 'storedAtMs' | 'authorId'>,
  { repositories, configs, ownId }: IntakeContext,
  peerId: AccountId,
): boolean {
  const namespace = authorId === ownId && peerId === ownId ? PROFILE : CONTACTS;
  const agreedAtMs = repositories.configs.get({ account: ownId, namespace })?.configTimeMs ?? 0;
  if (Math.max(sentAtMs, storedAtMs) > agreedAtMs - MARGIN_MS) return false;
  const priority =
    peerId === ownId ? configs.profile.read().noteToSelfPriority : configs.contacts.get(peerId)?.priority;
  return priority === undefined || priority < 0;
}
