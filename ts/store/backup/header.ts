import { passwordKey } from '../../account/index.ts';
import type { Argon2idCost, SymmetricKey } from '../../crypto/index.ts';
import {
  ARGON2ID_SALT_BYTES,
  blake2b,
  CryptoError,
  SECRET_STREAM_HEADER_BYTES,
  secretsEqual,
  symmetricKey,
  wipe,
} from '../../crypto/index.ts';
import { concatBytes, readU32le, u32le, utf8 } from '../../util/index.ts';
import { BackupError } from './errors.ts';

const MAGIC = utf8('UTBACKUP');
const VERSION = 1;
const CHECK_BYTES = 16;
const KIB = 1_024;

const AT = { version: 8, passes: 9, memoryKib: 13, salt: 17, stream: 33, check: 57 } as const;

/** Bytes before the encrypted part. */
export const BACKUP_HEADER_BYTES = AT.check + CHECK_BYTES;

/**
 * How the key of a password comes to be, a second or two of work: `passwordKey` of `ts/account`, unless somebody does it in
 * a thread of its own.
 */
export type DeriveKey = (
  password: string,
  options: { readonly salt: Uint8Array; readonly cost: Argon2idCost },
) => SymmetricKey | Promise<SymmetricKey>;

export interface BackupKey {
  /** Of the stream. Secret. */
  readonly key: SymmetricKey;
  /** 24 bytes, of the stream. */
  readonly streamHeader: Uint8Array;
}

export interface NewHeader {
  readonly password: string;
  readonly cost: Argon2idCost;
  /** 16 random bytes. */
  readonly salt: Uint8Array;
  /** 24 random bytes. */
  readonly streamHeader: Uint8Array;
  readonly deriveKey?: DeriveKey | undefined;
}

/**
 * A new header: magic (8), version (1), passes (4, LE), KiB of memory (4, LE), salt (16), header of the stream (24), check (16).
 * The key of the stream depends on the password and every byte before the check; the check tells a wrong password from
 * damage.
 */
export async function createHeader(options: NewHeader): Promise<BackupKey & { readonly bytes: Uint8Array }> {
  const { password, cost, salt, streamHeader, deriveKey = passwordKey } = options;
  const facts = concatBytes(
    MAGIC,
    Uint8Array.of(VERSION),
    u32le(cost.passes),
    u32le(cost.memoryBytes / KIB),
    salt,
    streamHeader,
  );
  const { key, check } = keysOf(await deriveKey(password, { salt, cost }), facts);
  return { key, streamHeader, bytes: concatBytes(facts, check) };
}

/**
 * The key in a header of {@link BACKUP_HEADER_BYTES} or fewer bytes.
 * @throws {BackupError} `backup-not-one`, `backup-newer`, `backup-truncated`, `backup-damaged`, `backup-wrong-password`
 */
export async function openHeader(
  bytes: Uint8Array,
  {
    password,
    deriveKey = passwordKey,
  }: { readonly password: string; readonly deriveKey?: DeriveKey | undefined },
): Promise<BackupKey> {
  const isOurs = MAGIC.every((byte, at) => bytes[at] === byte || at >= bytes.length);
  if (!isOurs || bytes.length === 0) throw new BackupError('backup-not-one');
  if (bytes.length > AT.version && bytes[AT.version] !== VERSION) throw new BackupError('backup-newer');
  if (bytes.length < BACKUP_HEADER_BYTES) throw new BackupError('backup-truncated');
  const salt = bytes.slice(AT.salt, AT.salt + ARGON2ID_SALT_BYTES);
  const cost = { passes: readU32le(bytes, AT.passes), memoryBytes: readU32le(bytes, AT.memoryKib) * KIB };
  const base = await derived(() => deriveKey(password, { salt, cost }));
  const { key, check } = keysOf(base, bytes.subarray(0, AT.check));
  if (!secretsEqual(check, bytes.subarray(AT.check, BACKUP_HEADER_BYTES))) {
    wipe(key);
    throw new BackupError('backup-wrong-password');
  }
  return { key, streamHeader: bytes.slice(AT.stream, AT.stream + SECRET_STREAM_HEADER_BYTES) };
}

async function derived(derive: () => SymmetricKey | Promise<SymmetricKey>): Promise<SymmetricKey> {
  try {
    return await derive();
  } catch (cause) {
    // Costs that nobody writes.
    if (cause instanceof CryptoError && cause.code === 'parameter-invalid') {
      throw new BackupError('backup-damaged', { cause });
    }
    throw cause;
  }
}

/** Wipes `base`. */
function keysOf(
  base: SymmetricKey,
  facts: Uint8Array,
): { readonly key: SymmetricKey; readonly check: Uint8Array } {
  const both = blake2b(64, facts, base);
  const key = symmetricKey(both.slice(0, 32));
  const check = both.slice(32, 32 + CHECK_BYTES);
  wipe(base, both);
  return { key, check };
}
