// A new key for a group, and the message that hands it out (spec 03 §9.3).

import type { SymmetricKey } from '../crypto/index.ts';
import {
  XCHACHA20_NONCE_BYTES,
  blake2b,
  encryptToMany,
  encryptXChaCha20,
  randomBytesDeterministic,
  symmetricKey,
  wipe,
} from '../crypto/index.ts';
import { concatBytes, utf8 } from '../util/index.ts';
import { GROUP_KEY_BYTES } from './group-key.ts';
import { SEALED_KEY_BYTES, encodeKeysMessage } from './group-keys-message.ts';
import { MEMBER_KEY_DOMAIN, groupRecipients } from './group-recipients.ts';
import type { GroupSecrets } from './group-secrets.ts';
import { KEY_GENERATION_KEY, adminKeyOf, seedHashOf } from './group-secrets.ts';

/** Junk fills the list of members up to a multiple of this, so that it does not tell how many they are. */
const MEMBERS_STEP = 45;
const JUNK_KEY = utf8('SessionGroupJunkMembers');
const JUNK_SEED_BYTES = 32;

export interface Rekey {
  readonly key: SymmetricKey;
  readonly message: Uint8Array;
}

/**
 * The key of a generation for these members, in the order of the members' dict. Admins who do the same rekey make the same message.
 * A member whose ID is no usable key gets nothing.
 * @throws {ConfigError} `value-invalid` for an ID that is no account's
 */
export function makeRekey(
  secrets: GroupSecrets,
  { generation, memberIds }: { readonly generation: number; readonly memberIds: readonly string[] },
): Rekey {
  const recipients = groupRecipients(memberIds);
  const material = keyMaterial(secrets, { generation, ids: recipients.ids });
  const key = symmetricKey(material.slice(0, GROUP_KEY_BYTES));
  const nonce = material.slice(GROUP_KEY_BYTES);
  const sealing = { sender: secrets.exchange, domain: MEMBER_KEY_DOMAIN, nonce };
  const sealed = encryptToMany(key, recipients.keys, sealing);
  const forMembers = [...sealed, ...junkAfter(sealed.length, secrets, { material })];
  const forAdmins = sealForAdmins(key, secrets, { nonce });
  wipe(material);
  const message = { kind: 'rekey', nonce, generation, forAdmins, forMembers } as const;
  return { key, message: encodeKeysMessage(message, secrets.signKey) };
}

/** Key and nonce, 56 bytes. */
function keyMaterial(
  secrets: GroupSecrets,
  { generation, ids }: { readonly generation: number; readonly ids: Uint8Array },
): Uint8Array {
  const seedHash = seedHashOf(secrets);
  const input = concatBytes(ids, utf8(String(generation)), seedHash);
  const material = blake2b(GROUP_KEY_BYTES + XCHACHA20_NONCE_BYTES, input, KEY_GENERATION_KEY);
  wipe(seedHash, input);
  return material;
}

function sealForAdmins(
  newKey: SymmetricKey,
  secrets: GroupSecrets,
  { nonce }: { readonly nonce: Uint8Array },
): Uint8Array {
  const key = adminKeyOf(secrets);
  const sealed = encryptXChaCha20(newKey, nonce, { key });
  wipe(key);
  return sealed;
}

/** Only admins can tell it from the keys of members, and all of them make the same. */
function junkAfter(
  count: number,
  { signKey }: GroupSecrets,
  { material }: { readonly material: Uint8Array },
): readonly Uint8Array[] {
  const missing = Math.ceil(count / MEMBERS_STEP) * MEMBERS_STEP - count;
  const input = concatBytes(material, signKey);
  const seed = blake2b(JUNK_SEED_BYTES, input, JUNK_KEY);
  const bytes = randomBytesDeterministic(missing * SEALED_KEY_BYTES, seed);
  wipe(input, seed);
  return Array.from({ length: missing }, (_, at) =>
    bytes.subarray(at * SEALED_KEY_BYTES, (at + 1) * SEALED_KEY_BYTES),
  );
}
