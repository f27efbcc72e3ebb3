import {
  accountId,
  accountIdOf,
  accountKeysFromSeed16,
  decodeRecoveryPassword,
  encodeRecoveryPassword,
  versionBlindedHeaders,
  versionBlindedKeys,
} from '../../../ts/account/index.ts';
import type { AccountId } from '../../../ts/account/index.ts';
import {
  ed25519KeyPair,
  ed25519SecretToX25519,
  ed25519Seed,
  ed25519ToX25519,
  verify,
  verifyXEd25519,
  x25519KeyPair,
  x25519PublicKey,
  x25519ToEd25519,
} from '../../../ts/crypto/index.ts';
import type { Ed25519KeyPair, X25519KeyPair } from '../../../ts/crypto/index.ts';
import { concatBytes, toBase64, utf8 } from '../../../ts/util/index.ts';
import { refused, require } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Check } from '../framework/sections.ts';

/** The Ed25519 pair of a 32-byte seed. */
export function ed25519Of(given: Given, name: string): Ed25519KeyPair {
  return ed25519KeyPair(ed25519Seed(given.hex(name)));
}

/** The X25519 pair that belongs to it. */
export function x25519Of({ secretKey }: Ed25519KeyPair): X25519KeyPair {
  return x25519KeyPair(ed25519SecretToX25519(secretKey));
}

/** The account ID that belongs to it. */
export function accountOf({ publicKey }: Ed25519KeyPair): AccountId {
  return accountIdOf(ed25519ToX25519(publicKey));
}

/** All keys of an account follow from 16 bytes, or from the same with zeros behind them. */
export const account: Check = (given) => {
  const seed16 = given.hex('seed16');
  given.expectHex('seed32', concatBytes(seed16, new Uint8Array(16)));
  for (const keys of [accountKeysFromSeed16(seed16), accountKeysFromSeed16(given.hex('seed32'))]) {
    given.expectHex('seed16', keys.seed16);
    given.expectHex('ed25519_public', keys.ed25519.publicKey);
    given.expectHex('ed25519_secret64', keys.ed25519.secretKey);
    given.expectHex('x25519_public', keys.x25519.publicKey);
    given.expectHex('x25519_secret', keys.x25519.secretKey);
    given.expect('account_id', keys.accountId);
  }
  given.expect('recovery_password_english', encodeRecoveryPassword(seed16));
  given.expectHex('seed16', decodeRecoveryPassword(given.text('recovery_password_english')));
};

export const mnemonicEncode: Check = (given) => {
  given.expect('words', encodeRecoveryPassword(given.hex('seed16')));
  given.expectHex('seed16', decodeRecoveryPassword(given.text('words')));
};

const MNEMONIC_CODES: Readonly<Record<string, readonly string[]>> = {
  wrong_checksum_word: ['recovery-password-checksum'],
  twelve_words: ['recovery-password-too-short'],
  eleven_words: ['recovery-password-too-short'],
  fourteen_words: ['recovery-password-too-long'],
  unknown_word: ['recovery-password-unknown-word'],
  triplet_value_above_32_bits: ['recovery-password-checksum'],
};

export const mnemonicDecode: Check = (given) => {
  const words = given.text('words');
  const name = given.label('case') ?? '';
  if (given.flag('valid')) return given.expectHex('seed16', decodeRecoveryPassword(words));
  refused(() => decodeRecoveryPassword(words), { codes: MNEMONIC_CODES[name] });
};

/** X25519 key to Edwards form. */
export const publicConversion: Check = (given) => {
  const edwards = x25519ToEd25519(x25519PublicKey(given.hex('x25519_public')));
  given.expectHex('ed25519_public_sign0', edwards);
  given.expectHex('x25519_public', ed25519ToX25519(edwards));
};

export const xed25519Verify: Check = (given) => {
  given.label('style');
  const signature = given.hex('signature');
  const key = x25519PublicKey(given.hex('x25519_public'));
  given.expect('valid', verifyXEd25519(signature, given.hex('message'), key));
};

/** Requests signed with the key by which versions are asked for. */
export const versionBlind: Check = (given) => {
  const keys = versionBlindedKeys(ed25519Seed(given.hex('seed32')));
  given.expectHex('secret64', keys.secretKey);
  const request = {
    timestampS: given.number('timestamp_s'),
    method: given.text('method'),
    pathWithQuery: given.text('path'),
    body: given.hex('body'),
  };
  const headers = versionBlindedHeaders(keys, request);
  given.expect('header_pubkey', headers['X-FS-Pubkey']);
  given.expect('signature_base64', headers['X-FS-Signature']);
  given.expect('timestamp_s', Number(headers['X-FS-Timestamp']));
  given.expect('signature_base64', toBase64(given.hex('signature')));
  const signed = concatBytes(
    utf8(`${request.timestampS}${request.method}${request.pathWithQuery}`),
    request.body,
  );
  require(verify(given.hex('signature'), signed, keys.publicKey), 'the signature is of something else');
};

/** Whether `id` is the account of a pair; a well-formed one first of all. */
export function expectAccount(given: Given, name: string, pair: Ed25519KeyPair): void {
  given.expect(name, accountOf(pair));
  require(accountId(given.text(name)) === given.text(name), 'no account ID');
}
