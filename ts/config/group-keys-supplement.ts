// Existing keys of a group for new members, who may then read what was written before they came (spec 03 §9.4).

import { XCHACHA20_NONCE_BYTES, blake2b, encryptToMany, wipe } from '../crypto/index.ts';
import { concatBytes, encodeBencode } from '../util/index.ts';
import { decodeList } from './bencode-fields.ts';
import { ConfigError } from './errors.ts';
import type { GroupKey } from './group-key.ts';
import { groupKeysFromBencode, groupKeysToBencode } from './group-key.ts';
import { encodeKeysMessage } from './group-keys-message.ts';
import { MEMBER_KEY_DOMAIN, groupRecipients } from './group-recipients.ts';
import type { GroupSecrets } from './group-secrets.ts';
import { KEY_GENERATION_KEY, seedHashOf } from './group-secrets.ts';

/**
 * The message that gives `keys`, oldest first, to these members. One whose ID is no usable key gets nothing.
 * @throws {ConfigError} `value-invalid` when there is no key, nobody to give it to, or an ID that is no account's
 */
export function makeSupplement(
  secrets: GroupSecrets,
  { keys, memberIds }: { readonly keys: readonly GroupKey[]; readonly memberIds: readonly string[] },
): Uint8Array {
  const newest = keys.at(-1);
  if (newest === undefined) throw new ConfigError('value-invalid', { message: 'no key' });
  const recipients = groupRecipients(memberIds);
  const list = encodeBencode(groupKeysToBencode(keys));
  const nonce = nonceOf(secrets, { ids: recipients.ids, list });
  const sealing = { sender: secrets.exchange, domain: MEMBER_KEY_DOMAIN, nonce };
  const forMembers = encryptToMany(list, recipients.keys, sealing);
  wipe(list);
  if (forMembers.length === 0) throw new ConfigError('value-invalid', { message: 'no member' });
  const message = { kind: 'supplement', nonce, generation: newest.generation, forMembers } as const;
  return encodeKeysMessage(message, secrets.signKey);
}

/**
 * The keys in what a supplement has for us, which is wiped; none when it has nothing.
 * @throws {ConfigError} `message-invalid`
 */
export function readSupplement(list: Uint8Array | undefined): readonly GroupKey[] {
  if (list === undefined) return [];
  const items = decodeList(list);
  const keys = items === undefined ? undefined : groupKeysFromBencode(items);
  wipe(list);
  if (keys === undefined) throw new ConfigError('message-invalid', { message: 'supplement' });
  return keys;
}

function nonceOf(
  secrets: GroupSecrets,
  { ids, list }: { readonly ids: Uint8Array; readonly list: Uint8Array },
): Uint8Array {
  const seedHash = seedHashOf(secrets);
  const input = concatBytes(ids, list, seedHash);
  const nonce = blake2b(XCHACHA20_NONCE_BYTES, input, KEY_GENERATION_KEY);
  wipe(seedHash, input);
  return nonce;
}
