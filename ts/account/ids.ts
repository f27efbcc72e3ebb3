import type { Ed25519PublicKey, X25519PublicKey } from '../crypto/index.ts';
import { ed25519PublicKey, isValidEd25519Point, x25519PublicKey } from '../crypto/index.ts';
import type { Brand } from '../util/index.ts';
import { fromHex, toHex } from '../util/index.ts';
import { AccountError } from './errors.ts';
import { isLowOrder } from './low-order-points.ts';

/** `05` and the account's X25519 public key: 66 lower-case hex characters. */
export type AccountId = Brand<string, 'AccountId'>;
/** `03` and the group's Ed25519 public key: 66 lower-case hex characters. */
export type GroupId = Brand<string, 'GroupId'>;
/** `05` and 64 hex digits too: a group of the kind before groups had a swarm. */
export type LegacyGroupId = Brand<string, 'LegacyGroupId'>;
/** `15` or `25` and the Ed25519 point of an account blinded for one community server: 66 lower-case hex characters. */
export type BlindedId = Brand<string, 'BlindedId'>;
/** How an ID was blinded: `15` in the way today's servers use, `25` in the newer one (spec 01 §5.2, §5.3). */
export type BlindingVersion = 15 | 25;
/** Whatever has a swarm of its own. */
export type SwarmId = AccountId | GroupId;

const ACCOUNT_PREFIX = '05';
const GROUP_PREFIX = '03';
const PREFIX_CHARACTERS = 2;
const ID = /^(03|05|15|25)[0-9a-f]{64}$/;
const BLINDED_ID = /^[12]5[0-9a-f]{64}$/;

/**
 * The account ID that a person typed or pasted: white space and case do not matter (spec 01 §1.3).
 * @throws {AccountError} `account-id-invalid`; `account-id-group` and `account-id-blinded` for IDs that are something else.
 */
export function parseAccountId(text: string): AccountId {
  return accountId(text.replace(/\s+/g, ''));
}

/**
 * An account ID from the wire or the store, of either case (spec 01 §1.3).
 * @throws {AccountError} `account-id-invalid`, also for a key of low order; `account-id-group`, `account-id-blinded`
 */
export function accountId(text: string): AccountId {
  const id = text.toLowerCase();
  const prefix = ID.exec(id)?.[1];
  if (prefix === GROUP_PREFIX) throw new AccountError('account-id-group');
  if (prefix !== undefined && prefix !== ACCOUNT_PREFIX) throw new AccountError('account-id-blinded');
  if (prefix === undefined || isLowOrder(id.slice(PREFIX_CHARACTERS)))
    throw new AccountError('account-id-invalid');
  return id as AccountId;
}

/**
 * A group ID from the wire or the store, of either case (spec 01 §1.3).
 * @throws {AccountError} `group-id-invalid`, also when its key is no point of the curve.
 */
export function groupId(text: string): GroupId {
  const id = text.toLowerCase();
  if (!ID.test(id) || !id.startsWith(GROUP_PREFIX)) throw new AccountError('group-id-invalid');
  if (!isValidEd25519Point(ed25519PublicKey(keyBytes(id)))) throw new AccountError('group-id-invalid');
  return id as GroupId;
}

/**
 * The ID of an account blinded for a community server, from the wire or the store, of either case (spec 01 §1.3).
 * @throws {AccountError} `blinded-id-invalid`, also when its key is no point of the curve.
 */
export function blindedId(text: string): BlindedId {
  const id = text.toLowerCase();
  if (!BLINDED_ID.test(id)) throw new AccountError('blinded-id-invalid');
  if (!isValidEd25519Point(ed25519PublicKey(keyBytes(id)))) throw new AccountError('blinded-id-invalid');
  return id as BlindedId;
}

/**
 * The ID of an account or a group.
 * @throws {AccountError} as {@link accountId} and {@link groupId}
 */
export function swarmId(text: string): SwarmId {
  return text.startsWith(GROUP_PREFIX) ? groupId(text) : accountId(text);
}

/** Whether an ID that has been checked is a group's. */
export function isGroupId(id: SwarmId): id is GroupId {
  return id.startsWith(GROUP_PREFIX);
}

/**
 * The ID of the account with this X25519 key (spec 01 §1.1).
 * @throws {AccountError} `account-id-invalid` for a key of low order.
 */
export function accountIdOf(publicKey: X25519PublicKey): AccountId {
  return accountId(ACCOUNT_PREFIX + toHex(publicKey));
}

/** The ID of a blinded account by its key, which has to be a valid point: a computed one is, others are for {@link blindedId}. */
export function blindedIdOf(publicKey: Ed25519PublicKey, version: BlindingVersion): BlindedId {
  return `${version}${toHex(publicKey)}` as BlindedId;
}

/** All 33 bytes of an ID, prefix first. */
export function accountIdBytes(id: SwarmId | BlindedId): Uint8Array {
  return fromHex(id);
}

/** The key to which messages for an account are sealed. */
export function x25519KeyOf(id: AccountId): X25519PublicKey {
  return x25519PublicKey(keyBytes(id));
}

/** The point of a blinded ID: the key that its signatures verify with. */
export function blindedKeyOf(id: BlindedId): Ed25519PublicKey {
  return ed25519PublicKey(keyBytes(id));
}

/** In which way an ID was blinded. */
export function blindingVersionOf(id: BlindedId): BlindingVersion {
  return id.startsWith('15') ? 15 : 25;
}

/** The key by which a group's swarm and admins are known. */
export function ed25519KeyOf(id: GroupId): Ed25519PublicKey {
  return ed25519PublicKey(keyBytes(id));
}

function keyBytes(id: string): Uint8Array {
  return fromHex(id.slice(PREFIX_CHARACTERS));
}
