// Members as those to whom the keys of a group are encrypted (spec 03 §9.3).

import type { X25519PublicKey } from '../crypto/index.ts';
import { x25519PublicKey } from '../crypto/index.ts';
import { fromHex, utf8 } from '../util/index.ts';
import type { IdPrefix } from './record-ids.ts';
import { checkedId, keyHexOf } from './record-ids.ts';

/** Members are accounts. */
export const MEMBER_PREFIXES: readonly IdPrefix[] = ['05'];

/** Keeps the keys of members apart from those of other uses. */
export const MEMBER_KEY_DOMAIN = 'SessionGroupKeyMemberKey';

export interface GroupRecipients {
  /** The IDs one after another, as text. */
  readonly ids: Uint8Array;
  /** The keys in them, of which some may be nobody's. */
  readonly keys: readonly X25519PublicKey[];
}

/** @throws {ConfigError} `value-invalid` for an ID that is no account's */
export function groupRecipients(memberIds: readonly string[]): GroupRecipients {
  const ids = memberIds.map((id) => checkedId(id, MEMBER_PREFIXES));
  return {
    ids: utf8(ids.join('')),
    keys: ids.map((id) => x25519PublicKey(fromHex(keyHexOf(id)))),
  };
}
