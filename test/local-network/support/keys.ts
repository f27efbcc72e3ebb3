import { randomBytes } from 'node:crypto';

import { ed25519KeyPair, ed25519Seed, ed25519ToX25519, sign } from '../../../ts/crypto/index.ts';
import type { Ed25519KeyPair } from '../../../ts/crypto/index.ts';
import { concatBytes, toBase64, toHex, utf8 } from '../../../ts/util/index.ts';

/** Somebody with an account, who signs requests. */
export interface Person {
  /** 66 hex digits. */
  readonly account: string;
  /** The fields that say who sends a request signed by the account itself. */
  readonly identity: Readonly<Record<string, string>>;
  readonly keys: Ed25519KeyPair;
  /** base64 of the signature of text and the bytes after it. */
  readonly sign: (text: string, ...more: readonly Uint8Array[]) => string;
}

/** A user, `05…`, whose Ed25519 key is sent along. `cryptoReady()` must have resolved. */
export function newUser(): Person {
  const keys = ed25519KeyPair(ed25519Seed(Uint8Array.from(randomBytes(32))));
  const account = `05${toHex(ed25519ToX25519(keys.publicKey))}`;
  return { ...person(account, keys), identity: { pubkey: account, pubkey_ed25519: toHex(keys.publicKey) } };
}

/** A group, `03…`, whose account is its key. */
export function newGroup(): Person {
  const keys = ed25519KeyPair(ed25519Seed(Uint8Array.from(randomBytes(32))));
  const account = `03${toHex(keys.publicKey)}`;
  return { ...person(account, keys), identity: { pubkey: account } };
}

export interface SubaccountOptions {
  readonly flags: number;
  readonly prefix?: number;
}

/** A member of a group (or a device of a user): signs with a key of its own, which the owner has vouched for. */
export function newSubaccount(
  owner: Person,
  { flags, prefix }: SubaccountOptions,
): Person & { readonly token: Uint8Array } {
  const keys = ed25519KeyPair(ed25519Seed(Uint8Array.from(randomBytes(32))));
  const ownPrefix = Number.parseInt(owner.account.slice(0, 2), 16);
  const token = concatBytes(Uint8Array.of(prefix ?? ownPrefix, flags, 0, 0), keys.publicKey);
  return {
    ...person(owner.account, keys),
    token,
    identity: {
      ...owner.identity,
      subaccount: toBase64(token),
      subaccount_sig: toBase64(sign(token, owner.keys.secretKey)),
    },
  };
}

function person(account: string, keys: Ed25519KeyPair): Omit<Person, 'identity'> {
  return {
    account,
    keys,
    sign: (text, ...more) => toBase64(sign(concatBytes(utf8(text), ...more), keys.secretKey)),
  };
}
