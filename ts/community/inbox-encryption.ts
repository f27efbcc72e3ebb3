import { accountIdOf, blindedIdOfEd25519, blindedInboxKey, blindingVersionOf } from '../account/index.ts';
import type { AccountId, BlindedInboxParties } from '../account/index.ts';
import {
  AEAD_TAG_BYTES,
  XCHACHA20_NONCE_BYTES,
  decryptXChaCha20,
  ed25519PublicKey,
  ed25519ToX25519,
  encryptXChaCha20,
  wipe,
} from '../crypto/index.ts';
import type { Ed25519PublicKey } from '../crypto/index.ts';
import { bytesEqual, concatBytes, isCodedError } from '../util/index.ts';
import { CommunityError } from './errors.ts';

/** Between whom a message goes: us, and the other by a blinded ID. */
export type InboxParties = Omit<BlindedInboxParties, 'direction'>;

export interface InboxMessage {
  /** Padded. */
  readonly content: Uint8Array;
  /** The account behind the blinded ID of the sender; us in an outgoing message. */
  readonly sender: AccountId;
  readonly senderKey: Ed25519PublicKey;
}

const VERSION = 0;
const KEY_BYTES = 32;
const OVERHEAD_BYTES = 1 + KEY_BYTES + AEAD_TAG_BYTES + XCHACHA20_NONCE_BYTES;

/**
 * Encrypts padded content for another blinded account of a server (spec 05 §10.1, spec 01 §5.6); 73 bytes longer.
 * @param options.nonce 24 random bytes.
 * @throws {CommunityError} `inbox-message-invalid` when the recipient's ID is no key.
 */
export function encryptInboxMessage(
  paddedContent: Uint8Array,
  parties: InboxParties,
  { nonce }: { readonly nonce: Uint8Array },
): Uint8Array {
  return typed(() => {
    const key = blindedInboxKey({ ...parties, direction: 'outgoing' });
    const inner = concatBytes(paddedContent, parties.ed25519.publicKey);
    try {
      return concatBytes(Uint8Array.of(VERSION), encryptXChaCha20(inner, nonce, { key }), nonce);
    } finally {
      wipe(key);
    }
  });
}

/**
 * Opens an item of the inbox (`incoming`, the other is the sender) or of the outbox (`outgoing`, the other is the recipient), and
 * proves who wrote it (spec 05 §10.1, spec 01 §5.6).
 * @throws {CommunityError} `inbox-message-invalid`
 */
export function decryptInboxMessage(message: Uint8Array, parties: BlindedInboxParties): InboxMessage {
  return typed(() => {
    if (message.length <= OVERHEAD_BYTES || message[0] !== VERSION) throw invalid('form');
    const inner = opened(message, parties);
    const content = inner.subarray(0, -KEY_BYTES);
    const senderKey = ed25519PublicKey(inner.slice(-KEY_BYTES));
    if (!isSender(senderKey, parties)) throw invalid('sender');
    return { content, sender: accountIdOf(ed25519ToX25519(senderKey)), senderKey };
  });
}

function opened(message: Uint8Array, parties: BlindedInboxParties): Uint8Array {
  const key = blindedInboxKey(parties);
  const nonceAt = message.length - XCHACHA20_NONCE_BYTES;
  try {
    return decryptXChaCha20(message.subarray(1, nonceAt), message.subarray(nonceAt), { key });
  } finally {
    wipe(key);
  }
}

/** The recipient knows the key of the encryption too: only the sender's own key proves who wrote. */
function isSender(senderKey: Ed25519PublicKey, parties: BlindedInboxParties): boolean {
  const { ed25519, server, other, direction } = parties;
  if (direction === 'outgoing') return bytesEqual(senderKey, ed25519.publicKey);
  return blindedIdOfEd25519(senderKey, { server, version: blindingVersionOf(other) }) === other;
}

/** What keys that are none throw, as an error of ours. */
function typed<Result>(task: () => Result): Result {
  try {
    return task();
  } catch (cause) {
    if (cause instanceof CommunityError || !isCodedError(cause)) throw cause;
    throw new CommunityError('inbox-message-invalid', { cause });
  }
}

function invalid(message: string): CommunityError {
  return new CommunityError('inbox-message-invalid', { message });
}
