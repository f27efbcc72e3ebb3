import { ed25519PublicKey, ed25519ToX25519, verify } from '../../crypto/index.ts';
import { bytesEqual, concatBytes, fromHex, utf8 } from '../../util/index.ts';
import { optional, signatureField, subaccountToken } from './fields.ts';
import type { Account, Params } from './fields.ts';
import { invalidRequest } from './rpc.ts';

/** Who signed a request: the account itself, or the holder of a subaccount token. */
export interface Credentials {
  /** 64 bytes; undefined when the request is not signed. */
  readonly signature: Uint8Array | undefined;
  /** Ed25519 key of an `05` account, 32 bytes. */
  readonly pubkeyEd25519: Uint8Array | undefined;
  readonly subaccount: Subaccount | undefined;
}

export interface Subaccount {
  /** 36 bytes: prefix, flags, two zeros, the key that signs. */
  readonly token: Uint8Array;
  /** The account's signature of the token, 64 bytes. */
  readonly signature: Uint8Array;
}

/** Bits of the second byte of a subaccount token. */
export const SUBACCOUNT_FLAG = { read: 1, write: 2, delete: 4, anyPrefix: 8 } as const;

const USER_PREFIX = 0x05;

/**
 * The parts of a request that prove who sent it, unchecked but well-formed.
 * @throws {RpcError} 400 for malformed fields, an Ed25519 key with an account that is no user's, half a subaccount.
 */
export function credentialsFields(params: Params, account: Account): Credentials {
  const token = optional(params, 'subaccount');
  const tokenSignature = signatureField(params, 'subaccount_sig');
  if ((token === undefined) !== (tokenSignature === undefined)) {
    throw invalidRequest('subaccount and subaccount_sig must be given together');
  }
  return {
    signature: signatureField(params, 'signature'),
    pubkeyEd25519: ed25519Field(params, account),
    subaccount:
      tokenSignature === undefined
        ? undefined
        : { token: subaccountToken(token, 'subaccount'), signature: tokenSignature },
  };
}

/** As {@link credentialsFields}, for methods that are never unsigned. @throws {RpcError} 400 */
export function requiredCredentials(params: Params, account: Account): Credentials {
  const credentials = credentialsFields(params, account);
  if (credentials.signature === undefined) throw invalidRequest("Required field 'signature' missing");
  return credentials;
}

/**
 * As {@link requiredCredentials}, for methods that know no subaccounts: only the account's own signature will do.
 * @throws {RpcError} 400
 */
export function ownerCredentials(params: Params, account: Account): Credentials {
  const { subaccount: _, subaccount_sig: __, ...others } = params;
  return requiredCredentials(others, account);
}

function ed25519Field(params: Params, account: Account): Uint8Array | undefined {
  const value = optional(params, 'pubkey_ed25519');
  if (value === undefined) return undefined;
  if (account.bytes[0] !== USER_PREFIX)
    throw invalidRequest('pubkey_ed25519 is only permitted for 05[...] pubkeys');
  if (typeof value !== 'string' || !/^[0-9a-fA-F]{64}$/.test(value)) {
    throw invalidRequest('pubkey_ed25519 must be 64 hex digits (32 bytes) long');
  }
  return fromHex(value);
}

export interface Claim {
  readonly account: Account;
  readonly credentials: Credentials;
  /** The signed text and, where the method says so, raw bytes after it. */
  readonly signed: string | Uint8Array;
  /** The {@link SUBACCOUNT_FLAG} bits a subaccount must have. */
  readonly flags: number;
  readonly isRevoked: (token: Uint8Array) => boolean;
}

/** Whether a request is signed by somebody who may make it. Order of checks: spec 02 §4.3. */
export function isAuthentic({ account, credentials, signed, flags, isRevoked }: Claim): boolean {
  const { signature, subaccount } = credentials;
  const accountKey = signingKeyOf(account, credentials.pubkeyEd25519);
  if (signature === undefined || accountKey === undefined) return false;
  const message = typeof signed === 'string' ? utf8(signed) : signed;
  if (subaccount === undefined) return verify(signature, message, ed25519PublicKey(accountKey));
  const { token } = subaccount;
  if (isRevoked(token)) return false;
  const tokenFlags = token[1] as number;
  if (token[0] !== account.bytes[0] && (tokenFlags & SUBACCOUNT_FLAG.anyPrefix) === 0) return false;
  if ((tokenFlags & flags) !== flags) return false;
  if (!verify(subaccount.signature, token, ed25519PublicKey(accountKey))) return false;
  return verify(signature, message, ed25519PublicKey(token.slice(4)));
}

/** Whether a subaccount lacks one of the flags; the account itself lacks none. */
export function lacksFlag({ subaccount }: Credentials, flag: number): boolean {
  return subaccount !== undefined && ((subaccount.token[1] as number) & flag) === 0;
}

/** Bytes of text followed by raw parts, for signatures over both. */
export function textAndBytes(text: string, parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(utf8(text), ...parts);
}

/** The Ed25519 key of an account, undefined when the given one does not belong to it. */
function signingKeyOf(account: Account, pubkeyEd25519: Uint8Array | undefined): Uint8Array | undefined {
  const accountKey = account.bytes.slice(1);
  if (pubkeyEd25519 === undefined) return accountKey;
  try {
    return bytesEqual(ed25519ToX25519(ed25519PublicKey(pubkeyEd25519)), accountKey)
      ? pubkeyEd25519
      : undefined;
  } catch {
    return undefined;
  }
}
