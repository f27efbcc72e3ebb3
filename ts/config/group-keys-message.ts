// The messages that hand out the keys of a group (spec 03 §9.3, §9.4, §9.5 steps 1 and 2).

import type { Ed25519PublicKey, Ed25519SecretKey } from '../crypto/index.ts';
import { AEAD_TAG_BYTES, XCHACHA20_NONCE_BYTES } from '../crypto/index.ts';
import type { BencodeInput, BencodeValue } from '../util/index.ts';
import { encodeBencode } from '../util/index.ts';
import type { BencodeDict } from './bencode-fields.ts';
import { asBytes, asCount, asList, decodeDict } from './bencode-fields.ts';
import { ConfigError } from './errors.ts';
import { GROUP_KEY_BYTES } from './group-key.ts';
import { SIGNATURE_BYTES, SIGNATURE_KEY, appendSignature, verifyLast } from './signature.ts';

/** Length of an encrypted key. */
export const SEALED_KEY_BYTES = GROUP_KEY_BYTES + AEAD_TAG_BYTES;
const MIN_SUPPLEMENT_BYTES = 68;

const [NONCE, SUPPLEMENT, GENERATION, ADMIN_KEY, MEMBER_KEYS] = ['#', '+', 'G', 'K', 'k'];

interface KeysMessageHead {
  /** 24 bytes, of every ciphertext in the message. */
  readonly nonce: Uint8Array;
  readonly generation: number;
}

/** A new key for everybody who is in the group now. */
export interface RekeyMessage extends KeysMessageHead {
  readonly kind: 'rekey';
  /** The key for admins, 48 bytes. */
  readonly forAdmins: Uint8Array;
  /** The key for each member and junk that hides how many there are, 48 bytes each. */
  readonly forMembers: readonly Uint8Array[];
}

/** Keys that there are already, for new members who may read what was written before. */
export interface SupplementMessage extends KeysMessageHead {
  readonly kind: 'supplement';
  /** The list of keys for each of them. */
  readonly forMembers: readonly Uint8Array[];
}

export type KeysMessage = RekeyMessage | SupplementMessage;

/** The message in bencode, signed by the group. */
export function encodeKeysMessage(message: KeysMessage, signKey: Ed25519SecretKey): Uint8Array {
  const fields: [string, BencodeInput][] =
    message.kind === 'supplement'
      ? [[SUPPLEMENT, message.forMembers]]
      : [
          [ADMIN_KEY, message.forAdmins],
          [MEMBER_KEYS, message.forMembers],
        ];
  const dict = new Map<string, BencodeInput>([
    [NONCE, message.nonce],
    [GENERATION, message.generation],
    ...fields,
  ]);
  return appendSignature(encodeBencode(dict), signKey);
}

/**
 * Reads a message of any client and proves that an admin wrote it. Any number of members is accepted.
 * @throws {ConfigError} `message-invalid`, `signature-invalid`
 */
export function decodeKeysMessage(bytes: Uint8Array, groupKey: Ed25519PublicKey): KeysMessage {
  const fields = decodeDict(bytes);
  if (fields === undefined) throw invalid('no dict');
  checkSignature(bytes, fields, groupKey);
  const nonce = asBytes(fields.get(NONCE), XCHACHA20_NONCE_BYTES);
  const generation = asCount(fields.get(GENERATION));
  if (nonce === undefined || generation === undefined) throw invalid('nonce or generation');
  const supplement = fields.get(SUPPLEMENT);
  if (supplement !== undefined) {
    const forMembers = itemsOf(supplement, ({ length }) => length >= MIN_SUPPLEMENT_BYTES);
    return { kind: 'supplement', nonce, generation, forMembers };
  }
  const forAdmins = asBytes(fields.get(ADMIN_KEY), SEALED_KEY_BYTES);
  if (forAdmins === undefined) throw invalid('key for admins');
  const forMembers = itemsOf(fields.get(MEMBER_KEYS), ({ length }) => length === SEALED_KEY_BYTES);
  return { kind: 'rekey', nonce, generation, forAdmins, forMembers };
}

function checkSignature(bytes: Uint8Array, fields: BencodeDict, groupKey: Ed25519PublicKey): void {
  const last = [...fields.keys()].at(-1);
  const signature = asBytes(fields.get(SIGNATURE_KEY), SIGNATURE_BYTES);
  if (last !== SIGNATURE_KEY || signature === undefined) throw invalid('no signature at the end');
  if (!verifyLast(bytes, signature, groupKey)) throw new ConfigError('signature-invalid');
}

function itemsOf(
  value: BencodeValue | undefined,
  isValid: (item: Uint8Array) => boolean,
): readonly Uint8Array[] {
  const list = asList(value);
  const items = list?.flatMap((item) => asBytes(item) ?? []);
  if (items === undefined || items.length !== list?.length || !items.every(isValid)) throw invalid('keys');
  return items;
}

function invalid(message: string): ConfigError {
  return new ConfigError('message-invalid', { message });
}
