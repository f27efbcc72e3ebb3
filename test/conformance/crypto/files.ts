import { ed25519Seed, sha256 } from '../../../ts/crypto/index.ts';
import {
  decryptLegacy,
  decryptLegacyPicture,
  decryptStream,
  deriveStreamKeys,
  encryptLegacy,
  encryptLegacyPicture,
  encryptStream,
  legacyBucketBytes,
  legacyFileBytes,
  streamFileBytes,
  streamPaddingBytes,
} from '../../../ts/wire/index.ts';
import type { StreamDomain, StreamKdf } from '../../../ts/wire/index.ts';
import { bytesEqual } from '../../../ts/util/index.ts';
import { refused, require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Check } from '../framework/sections.ts';

const IV_BYTES = 16;
const GCM_IV_BYTES = 12;

export const legacySize: Check = (given) => {
  given.expect('padded', legacyBucketBytes(given.number('size')));
};

/** An attachment, encrypted byte for byte and opened again. */
export const legacyFile: Check = (given) => {
  const plaintext = given.hex('plaintext');
  const key = given.hex('key64');
  const iv = given.hex('iv');
  const padding = given.flag('padded_before_encrypting') ? 'bucket' : 'none';
  const { file, digest } = encryptLegacy(plaintext, { key, iv, padding });
  given.expectHex('ciphertext', file);
  given.expectHex('digest', digest);
  given.expect('size', plaintext.length);
  const paddedSize = padding === 'bucket' ? legacyBucketBytes(plaintext.length) : plaintext.length;
  given.expect('padded_size', paddedSize);
  require(legacyFileBytes(plaintext.length, padding) === file.length, 'we expect a file of another size');
  const opened = decryptLegacy(given.hex('ciphertext'), {
    key,
    digest: given.hex('digest'),
    size: given.number('size'),
  });
  given.expectHex('plaintext', opened);
};

const LEGACY_CODES: Readonly<Record<string, readonly string[]>> = {
  mac_flipped: ['authentication-failed'],
  digest_wrong: ['digest-mismatch'],
};

export const legacyReject: Check = (given) => {
  const codes = LEGACY_CODES[given.label('case') ?? ''];
  const file = given.hex('ciphertext');
  const pointer = {
    key: given.hex('key64'),
    digest: given.hex('digest'),
    size: Math.max(1, file.length - IV_BYTES - 48),
  };
  refused(() => decryptLegacy(file, pointer), { codes });
};

export const streamSize: Check = (given) => {
  const size = given.number('size');
  given.expect('padding', streamPaddingBytes(size, 'network'));
  given.expect('encrypted_size', streamFileBytes(size, 'network'));
};

const DOMAINS: Readonly<Record<string, StreamDomain>> = {
  attachment: 'attachment',
  profile_pic: 'profile-picture',
};
const KDFS: Readonly<Record<string, StreamKdf>> = { A: 'a', B: 'b' };

/** A file as a stream: its keys, and all its bytes. */
export const streamFile: Check = (given, file) => {
  const data = dataOf(given.number('size'), file.member('attachment_stream'));
  const keys = deriveStreamKeys(data, {
    seed: ed25519Seed(given.hex('seed32')),
    domain: known(DOMAINS, given, 'domain'),
    kdf: known(KDFS, given, 'kdf'),
  });
  given.expectHex('key', keys.key);
  given.expectHex('header', keys.header);
  const encrypted = encryptStream(data, keys);
  given.expect('encrypted_size', encrypted.length);
  given.expectHex('encrypted_sha256', sha256(encrypted));
  if (given.has('encrypted')) given.expectHex('encrypted', encrypted);
  const opened = decryptStream(encrypted, { key: given.hex('key'), size: data.length });
  require(bytesEqual(opened, data), 'opened, but not the same');
};

const STREAM_CODES: Readonly<Record<string, readonly string[]>> = {
  type_byte: ['unknown-type'],
  tampered: ['authentication-failed'],
  truncated: ['authentication-failed', 'truncated'],
  no_final_tag: ['truncated'],
  padding_not_terminated_by_01: ['padding-invalid'],
  all_zero_padding_no_terminator: ['padding-invalid'],
};

export const streamReject: Check = (given) => {
  const codes = STREAM_CODES[given.label('case') ?? ''];
  const pointer = { key: given.hex('key') };
  const encrypted = given.hex('encrypted');
  refused(() => decryptStream(encrypted, pointer), { codes });
};

const DATA_RULE = /^byte i = \(i\*(\d+)\) mod 256$/;

/** The file of so many bytes that the rule of the section makes. */
function dataOf(size: number, section: Given): Uint8Array {
  const factor = Number(DATA_RULE.exec(section.text('data_rule'))?.[1] ?? Number.NaN);
  require(Number.isSafeInteger(factor), 'a rule that is not known');
  return Uint8Array.from({ length: size }, (_, at) => (at * factor) % 256);
}

function known<Value>(table: Readonly<Record<string, Value>>, given: Given, name: string): Value {
  const value = table[given.text(name)];
  if (value === undefined) throw new VectorError(`${given.text(name)} is not known`);
  return value;
}

/** A picture of a profile. */
export const picture: Check = (given) => {
  const key = given.hex('key');
  const encrypted = given.hex('encrypted');
  given.expectHex('plaintext', decryptLegacyPicture(encrypted, { key }));
  const iv = encrypted.slice(0, GCM_IV_BYTES);
  given.expectHex('encrypted', encryptLegacyPicture(given.hex('plaintext'), { key, iv }));
};
