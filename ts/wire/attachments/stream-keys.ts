import type { Ed25519Seed, IncrementalHash, SymmetricKey } from '../../crypto/index.ts';
import {
  incrementalPersonalBlake2b,
  SECRET_STREAM_HEADER_BYTES,
  symmetricKey,
  wipe,
} from '../../crypto/index.ts';
import type { Random } from '../../util/index.ts';
import { utf8 } from '../../util/index.ts';
import type { ByteSource } from './byte-transform.ts';

const KEY_BYTES = 32;

/** What opens a file of §6.4; the header stands in the file itself. */
export interface StreamKeys {
  /** 24 bytes. */
  readonly header: Uint8Array;
  /** For the pointer. Secret. */
  readonly key: SymmetricKey;
}

export type StreamDomain = 'attachment' | 'profile-picture';

/** How the keys follow from the data: `b` is what current clients do, `a` what the first of them did. */
export type StreamKdf = 'a' | 'b';

const DOMAIN_BYTE: Readonly<Record<StreamDomain, number>> = { attachment: 0, 'profile-picture': 1 };
const DOMAIN_NAME: Readonly<Record<StreamDomain, string>> = {
  attachment: 'SessionAttachmnt',
  'profile-picture': 'Session_Prof_Pic',
};

/** Keys that follow from nothing: for attachments of disappearing messages, so that nobody sees equal uploads (spec 01 §6.4). */
export function freshStreamKeys(random: Random): StreamKeys {
  return {
    header: random.bytes(SECRET_STREAM_HEADER_BYTES),
    key: symmetricKey(random.bytes(KEY_BYTES)),
  };
}

export interface StreamKeyDerivation {
  /** The account's, 32 bytes. */
  readonly seed: Ed25519Seed;
  readonly domain: StreamDomain;
  readonly kdf?: StreamKdf | undefined;
}

/** The keys of data that is in memory: the same file of the same account gets the same ones (spec 01 §6.4). */
export function deriveStreamKeys(data: Uint8Array, derivation: StreamKeyDerivation): StreamKeys {
  const hash = keyHash(derivation);
  hash.update(data);
  return split(hash.digest());
}

/**
 * {@link deriveStreamKeys} piece by piece: the first of two passes over a file, the second is its encryption.
 * @throws whatever `source` throws.
 */
export async function deriveStreamKeysOf(
  source: ByteSource,
  derivation: StreamKeyDerivation,
): Promise<StreamKeys> {
  const hash = keyHash(derivation);
  for await (const bytes of source) hash.update(bytes);
  return split(hash.digest());
}

function keyHash({ seed, domain, kdf = 'b' }: StreamKeyDerivation): IncrementalHash {
  const length = SECRET_STREAM_HEADER_BYTES + KEY_BYTES;
  if (kdf === 'b') {
    return incrementalPersonalBlake2b({ length, key: seed, personalization: utf8(DOMAIN_NAME[domain]) });
  }
  const hash = incrementalPersonalBlake2b({ length, key: Uint8Array.of(DOMAIN_BYTE[domain]) });
  hash.update(seed);
  return hash;
}

function split(bytes: Uint8Array): StreamKeys {
  const keys = {
    header: bytes.slice(0, SECRET_STREAM_HEADER_BYTES),
    key: symmetricKey(bytes.slice(SECRET_STREAM_HEADER_BYTES)),
  };
  wipe(bytes);
  return keys;
}
