import type { BencodeValue, Random } from '../util/index.ts';
import { BencodeError, concatBytes, decodeBencode, encodeBencode, utf8 } from '../util/index.ts';
import { decryptXChaCha20, encryptXChaCha20, XCHACHA20_NONCE_BYTES } from './aead.ts';
import { CryptoError } from './errors.ts';
import { blake2b } from './hash.ts';
import type { SymmetricKey, X25519KeyPair, X25519PublicKey } from './keys.ts';
import { symmetricKey } from './keys.ts';
import { wipe } from './memory.ts';
import { x25519 } from './x25519.ts';

const KEY_BYTES = 32;
const MAX_DOMAIN_BYTES = 64;
const [NONCE, ITEMS] = ['#', 'e'];

/** What the two ends of a key have in common, from the side of one of them. */
export interface RecipientKeyInput {
  readonly own: X25519KeyPair;
  readonly peer: X25519PublicKey;
  /** Keeps keys of different uses apart; its first 64 bytes of UTF-8 count. */
  readonly domain: string;
  /** Which end we are. */
  readonly role: 'sender' | 'recipient';
}

/** One message, or one for each recipient. */
export type MessagesForMany = Uint8Array | readonly Uint8Array[];

/** One nonce and a ciphertext for every recipient, none of whom is named. */
export interface MultiRecipientMessage {
  /** 24 bytes. */
  readonly nonce: Uint8Array;
  readonly items: readonly Uint8Array[];
}

/**
 * The key between a sender and one recipient, 32 bytes (spec 01 §7).
 * @throws {CryptoError} `key-invalid` when the peer's key is of low order.
 */
export function recipientKey({ own, peer, domain, role }: RecipientKeyInput): SymmetricKey {
  const shared = x25519(own.secretKey, peer);
  const publicKeys = role === 'sender' ? [own.publicKey, peer] : [peer, own.publicKey];
  const input = concatBytes(shared, ...publicKeys);
  const key = symmetricKey(blake2b(KEY_BYTES, input, utf8(domain).subarray(0, MAX_DOMAIN_BYTES)));
  wipe(shared, input);
  return key;
}

/**
 * Encrypts to every recipient with the same nonce, which is safe because their keys differ (spec 01 §7). A recipient whose
 * key is of low order cannot be written to and is left out.
 * @param options.nonce 24 bytes, never used before between these parties
 * @throws {CryptoError} `parameter-invalid` when there are several messages, but not as many as recipients.
 */
export function encryptToMany(
  messages: MessagesForMany,
  recipients: readonly X25519PublicKey[],
  options: { readonly sender: X25519KeyPair; readonly domain: string; readonly nonce: Uint8Array },
): readonly Uint8Array[] {
  const { sender, domain, nonce } = options;
  if (!(messages instanceof Uint8Array) && messages.length !== recipients.length) {
    throw new CryptoError('parameter-invalid');
  }
  return recipients.flatMap((peer, at) => {
    const key = usableKey({ own: sender, peer, domain, role: 'sender' });
    if (key === undefined) return [];
    const message = messages instanceof Uint8Array ? messages : (messages[at] as Uint8Array);
    const item = encryptXChaCha20(message, nonce, { key });
    wipe(key);
    return [item];
  });
}

/**
 * What a sender has encrypted to us, if any of the items is for us (spec 01 §7).
 * @param message.nonce 24 bytes
 */
export function openFromMany(
  { nonce, items }: MultiRecipientMessage,
  parties: { readonly own: X25519KeyPair; readonly sender: X25519PublicKey; readonly domain: string },
): Uint8Array | undefined {
  const { own, sender, domain } = parties;
  const key = usableKey({ own, peer: sender, domain, role: 'recipient' });
  if (key === undefined) return undefined;
  const opened = openAny(items, nonce, { key });
  wipe(key);
  return opened;
}

/** The first of `items` that `key` opens. `nonce` is 24 bytes. */
export function openAny(
  items: readonly Uint8Array[],
  nonce: Uint8Array,
  { key }: { readonly key: SymmetricKey },
): Uint8Array | undefined {
  for (const item of items) {
    const opened = openOne(item, nonce, { key });
    if (opened !== undefined) return opened;
  }
  return undefined;
}

/**
 * The general form of such a message, bencode `d 1:# nonce 1:e [item, …] e` (spec 01 §7).
 * @param padding.multiple adds junk as long as the first item up to a multiple of this number of items, which hides how many
 *   recipients there are
 */
export function encodeMultiRecipient(
  { nonce, items }: MultiRecipientMessage,
  padding?: { readonly multiple: number; readonly random: Random },
): Uint8Array {
  const junk = padding === undefined ? [] : junkItems(items, padding);
  return encodeBencode(
    new Map<string, Uint8Array | readonly Uint8Array[]>([
      [NONCE, nonce],
      [ITEMS, [...items, ...junk]],
    ]),
  );
}

/**
 * Reads {@link encodeMultiRecipient}; other keys than its own are ignored.
 * @throws {CryptoError} `multi-recipient-invalid`
 */
export function decodeMultiRecipient(bytes: Uint8Array): MultiRecipientMessage {
  const value = bencodeValue(bytes);
  if (!(value instanceof Map)) throw new CryptoError('multi-recipient-invalid');
  const fields = value as ReadonlyMap<string, BencodeValue>;
  const nonce = fields.get(NONCE);
  const items = fields.get(ITEMS);
  if (!(nonce instanceof Uint8Array) || nonce.length !== XCHACHA20_NONCE_BYTES || !isListOfBytes(items)) {
    throw new CryptoError('multi-recipient-invalid');
  }
  return { nonce, items };
}

function bencodeValue(bytes: Uint8Array): BencodeValue {
  try {
    return decodeBencode(bytes);
  } catch (cause) {
    if (cause instanceof BencodeError) throw new CryptoError('multi-recipient-invalid', { cause });
    throw cause;
  }
}

function isListOfBytes(value: BencodeValue | undefined): value is readonly Uint8Array[] {
  return Array.isArray(value) && value.every((item) => item instanceof Uint8Array);
}

function usableKey(input: RecipientKeyInput): SymmetricKey | undefined {
  try {
    return recipientKey(input);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

function openOne(
  item: Uint8Array,
  nonce: Uint8Array,
  { key }: { readonly key: SymmetricKey },
): Uint8Array | undefined {
  try {
    return decryptXChaCha20(item, nonce, { key });
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

function junkItems(
  items: readonly Uint8Array[],
  { multiple, random }: { readonly multiple: number; readonly random: Random },
): readonly Uint8Array[] {
  const length = items[0]?.length ?? 0;
  const count = Math.ceil(items.length / multiple) * multiple - items.length;
  return Array.from({ length: count }, () => random.bytes(length));
}
