import type { Ed25519KeyPair, Ed25519PublicKey, Ed25519Scalar, Signature } from '../crypto/index.ts';
import {
  blake2b,
  CryptoError,
  ed25519Scalar,
  ed25519SeedOf,
  multiplyPoint,
  multiplyScalars,
  positiveScalarOf,
  reduceToScalar,
  secretsEqual,
  sign,
  signature,
  signWithScalar,
  verify,
  wipe,
  withSignBit,
  x25519ToEd25519,
} from '../crypto/index.ts';
import type { Brand } from '../util/index.ts';
import { concatBytes, utf8 } from '../util/index.ts';
import { AccountError } from './errors.ts';
import type { AccountId, GroupId } from './ids.ts';
import { accountIdBytes, ed25519KeyOf, x25519KeyOf } from './ids.ts';

/** What a subaccount may do in the swarm of its group, one bit each (spec 02 §4.3). */
export const SUBACCOUNT_FLAGS = { read: 1, write: 2, delete: 4, anyPrefix: 8 } as const;
/** What members may: read and write. */
export const MEMBER_FLAGS = SUBACCOUNT_FLAGS.read | SUBACCOUNT_FLAGS.write;
export const SUBACCOUNT_TOKEN_BYTES = 36;
export const SUBACCOUNT_AUTH_DATA_BYTES = 100;

/** What lets a member use a group's swarm, 100 bytes: prefix, flags, 2 zeros, factor (32), signature of the token (64). */
export type SubaccountAuthData = Brand<Uint8Array, 'SubaccountAuthData'>;
/** The name of a subaccount, 36 bytes: prefix, flags, 2 zeros, blinded key of the member (32). */
export type SubaccountToken = Brand<Uint8Array, 'SubaccountToken'>;

/** What goes with a request in place of a group's own signature. */
export interface SubaccountSignature {
  readonly subaccount: SubaccountToken;
  /** Of the token, by the group. */
  readonly subaccountSignature: Signature;
  /** Of the request, by the subaccount. */
  readonly signature: Signature;
}

/** A member as an admin sees it. */
export interface Membership {
  /** The keys of the group; its admins have them. */
  readonly group: Ed25519KeyPair;
  readonly member: AccountId;
  /** Of {@link SUBACCOUNT_FLAGS}; read and write when absent. */
  readonly flags?: number;
}

const HEAD_BYTES = 4;
const SIGNATURE_AT = 36;
const MASK_BYTES = 32;
const HASH_BYTES = 64;
const GROUP_PREFIX = 0x03;
const MASK_KEY = utf8('SessionGroupSubaccountMask');
const SEED_KEY = utf8('SubaccountSeed');
const NONCE_KEY = utf8('SubaccountSig');

/** @throws {AccountError} `subaccount-invalid` unless 100 bytes. */
export function subaccountAuthData(bytes: Uint8Array): SubaccountAuthData {
  if (bytes.length !== SUBACCOUNT_AUTH_DATA_BYTES) throw new AccountError('subaccount-invalid');
  return bytes as SubaccountAuthData;
}

/**
 * The token of a member, which any admin can compute, for example to revoke it (spec 03 §9.7).
 * @throws {CryptoError} `key-invalid` for an account ID that is nobody's key.
 */
export function subaccountToken(membership: Membership): SubaccountToken {
  return tokenOf(headOf(membership), { point: memberPoint(membership.member), factor: factorOf(membership) });
}

/**
 * The auth data that an admin sends to a new member (spec 03 §9.7).
 * @throws {CryptoError} `key-invalid` for an account ID that is nobody's key.
 */
export function createSubaccount(membership: Membership): SubaccountAuthData {
  const head = headOf(membership);
  const factor = factorOf(membership);
  const token = tokenOf(head, { point: memberPoint(membership.member), factor });
  const signed = sign(token, membership.group.secretKey);
  return concatBytes(head, factor, signed) as SubaccountAuthData;
}

/**
 * Whether auth data is ours, of this group, and allows reading and whatever else is needed (spec 03 §9.7).
 * @param expected.needs flags of {@link SUBACCOUNT_FLAGS}
 */
export function verifySubaccount(
  authData: SubaccountAuthData,
  expected: { readonly group: GroupId; readonly member: Ed25519PublicKey; readonly needs?: number },
): boolean {
  const { group, member, needs = 0 } = expected;
  const [prefix = 0, flags = 0] = authData;
  const needed = SUBACCOUNT_FLAGS.read | needs;
  if (prefix !== GROUP_PREFIX && (flags & SUBACCOUNT_FLAGS.anyPrefix) === 0) return false;
  if ((flags & needed) !== needed || !isReduced(factorIn(authData))) return false;
  const token = ownToken(authData, member);
  return token !== undefined && verify(authData.subarray(SIGNATURE_AT), token, ed25519KeyOf(group));
}

/**
 * Signs the bytes of a request as a member (spec 03 §9.7, spec 02 §4.3).
 * @throws {CryptoError} `key-invalid` for auth data whose factor is zero; {@link verifySubaccount} refuses it.
 */
export function signAsSubaccount(
  message: Uint8Array,
  { authData, member }: { readonly authData: SubaccountAuthData; readonly member: Ed25519KeyPair },
): SubaccountSignature {
  const token = tokenIn(authData, member.publicKey);
  const publicKey = token.subarray(HEAD_BYTES) as Ed25519PublicKey;
  const own = positiveScalarOf(member);
  const scalar = multiplyScalars(factorIn(authData), own);
  const nonce = nonceOf(message, { member, publicKey });
  const signed = signWithScalar(message, { scalar, publicKey, nonce });
  wipe(own, scalar, nonce);
  return {
    subaccount: token,
    subaccountSignature: signature(authData.slice(SIGNATURE_AT)),
    signature: signed,
  };
}

function headOf({ flags = MEMBER_FLAGS }: Membership): Uint8Array {
  return Uint8Array.of(GROUP_PREFIX, flags, 0, 0);
}

function memberPoint(member: AccountId): Ed25519PublicKey {
  return x25519ToEd25519(x25519KeyOf(member));
}

/** What the key of a member is blinded with: nobody but admins can tell whose token it is. */
function factorOf({ group, member }: Membership): Ed25519Scalar {
  const mask = blake2b(MASK_BYTES, ed25519SeedOf(group.secretKey), MASK_KEY);
  const input = concatBytes(accountIdBytes(member), Uint8Array.of(GROUP_PREFIX), group.publicKey);
  const hash = blake2b(HASH_BYTES, input, mask);
  const factor = reduceToScalar(hash);
  wipe(mask, hash);
  return factor;
}

function factorIn(authData: SubaccountAuthData): Ed25519Scalar {
  return ed25519Scalar(authData.subarray(HEAD_BYTES, SIGNATURE_AT));
}

/** Each factor has one form; libsodium would pass over its top bit. */
function isReduced(factor: Ed25519Scalar): boolean {
  return secretsEqual(reduceToScalar(concatBytes(factor, new Uint8Array(32))), factor);
}

function tokenOf(
  head: Uint8Array,
  { point, factor }: { readonly point: Ed25519PublicKey; readonly factor: Ed25519Scalar },
): SubaccountToken {
  return concatBytes(head, multiplyPoint(factor, point)) as SubaccountToken;
}

/** The token of whoever has both the auth data and the key `member`. */
function tokenIn(authData: SubaccountAuthData, member: Ed25519PublicKey): SubaccountToken {
  const point = withSignBit(member, false);
  return tokenOf(authData.subarray(0, HEAD_BYTES), { point, factor: factorIn(authData) });
}

function ownToken(authData: SubaccountAuthData, member: Ed25519PublicKey): SubaccountToken | undefined {
  try {
    return tokenIn(authData, member);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

function nonceOf(
  message: Uint8Array,
  { member, publicKey }: { readonly member: Ed25519KeyPair; readonly publicKey: Ed25519PublicKey },
): Ed25519Scalar {
  const seed = blake2b(MASK_BYTES, ed25519SeedOf(member.secretKey), SEED_KEY);
  const input = concatBytes(seed, publicKey, message);
  const hash = blake2b(HASH_BYTES, input, NONCE_KEY);
  const nonce = reduceToScalar(hash);
  wipe(seed, input, hash);
  return nonce;
}
