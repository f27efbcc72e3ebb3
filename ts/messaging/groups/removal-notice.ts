// The notice by which an admin tells members that they are none any more (spec 04 §5.6, spec 01 §7).

import type { AccountKeys, GroupId } from '../../account/index.ts';
import { ed25519KeyOf, x25519KeyOf } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import type { Ed25519KeyPair } from '../../crypto/index.ts';
import {
  decodeMultiRecipient,
  ed25519ToX25519,
  ed25519SecretToX25519,
  encodeMultiRecipient,
  encryptToMany,
  openFromMany,
  wipe,
  XCHACHA20_NONCE_BYTES,
} from '../../crypto/index.ts';
import { bytesEqual, isCodedError } from '../../util/index.ts';
import type { Random } from '../../util/index.ts';
import { decodeKickedMessage, encodeKickedMessage, KICKED_MESSAGE_DOMAIN } from '../../wire/index.ts';

/** What is stored in namespace −11 for those who are removed, one of whom nobody but themselves can tell. */
export function removalNotice(
  members: readonly AccountId[],
  {
    group,
    generation,
    random,
  }: { readonly group: Ed25519KeyPair; readonly generation: number; readonly random: Random },
): Uint8Array {
  const recipients = members.map(x25519KeyOf);
  const messages = recipients.map((member) => encodeKickedMessage({ member, generation }));
  const nonce = random.bytes(XCHACHA20_NONCE_BYTES);
  const sender = {
    publicKey: ed25519ToX25519(group.publicKey),
    secretKey: ed25519SecretToX25519(group.secretKey),
  };
  const items = encryptToMany(messages, recipients, { sender, domain: KICKED_MESSAGE_DOMAIN, nonce });
  wipe(sender.secretKey);
  return encodeMultiRecipient({ nonce, items });
}

/** Whether a message of namespace −11 says that we were removed, since we have had our newest key. */
export function isRemovalOfUs(
  data: Uint8Array,
  {
    groupId,
    generation,
    keys,
  }: { readonly groupId: GroupId; readonly generation: number; readonly keys: AccountKeys },
): boolean {
  try {
    const sender = ed25519ToX25519(ed25519KeyOf(groupId));
    const parties = { own: keys.x25519, sender, domain: KICKED_MESSAGE_DOMAIN };
    const opened = openFromMany(decodeMultiRecipient(data), parties);
    if (opened === undefined) return false;
    const notice = decodeKickedMessage(opened);
    return bytesEqual(notice.member, keys.x25519.publicKey) && notice.generation >= generation;
  } catch (error) {
    if (isCodedError(error)) return false;
    throw error;
  }
}
