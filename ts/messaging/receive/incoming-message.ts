import { accountId } from '../../account/index.ts';
import type { AccountId, AccountKeys } from '../../account/index.ts';
import type { StoredMessage } from '../../network/index.ts';
import { toHex } from '../../util/index.ts';
import { checkTimestamps, decodeContent, decodeDirectMessage } from '../../wire/index.ts';
import type { Content } from '../../wire/index.ts';

/** A message of namespace 0 after decryption and all checks that need no database (spec 04 §2.2, steps 2, 3 and 7). */
export interface IncomingMessage {
  readonly hash: string;
  readonly authorId: AccountId;
  readonly sentAtMs: number;
  /** When the swarm got it. */
  readonly storedAtMs: number;
  /** When the swarm drops it. */
  readonly swarmExpiryMs: number;
  readonly content: Content;
}

/**
 * Opens a message as a swarm gave it.
 * @throws {WireError} for anything that is not a message to us by an account whose signature holds.
 */
export function openIncoming(
  { hash, data, storedAtMs, expiresAtMs }: StoredMessage,
  keys: AccountKeys,
): IncomingMessage {
  const direct = decodeDirectMessage({ payload: data, recipient: keys.x25519 });
  const content = decodeContent(direct.content);
  checkTimestamps({ sentAtMs: direct.timestampMs, sigTimestampMs: content.sigTimestampMs, source: 'swarm' });
  return {
    hash,
    authorId: accountId(`05${toHex(direct.senderX25519)}`),
    sentAtMs: content.sigTimestampMs || direct.timestampMs,
    storedAtMs,
    swarmExpiryMs: expiresAtMs,
    content,
  };
}
