import { ed25519PublicKey, verify, verifyXEd25519, x25519PublicKey } from '../crypto/index.ts';
import { fromHex } from '../util/index.ts';
import type { CommunityUserId } from './user-id.ts';

const PREFIX_CHARACTERS = 2;

/**
 * Whether `signature` (64 bytes) is the author's over the padded content of a post, in any of the styles of clients (spec 05 §7.3).
 * Servers do not check it: nothing may be shown before this has.
 */
export function isPostAuthentic({
  author,
  paddedContent,
  signature,
}: {
  readonly author: CommunityUserId;
  readonly paddedContent: Uint8Array;
  readonly signature: Uint8Array;
}): boolean {
  const key = fromHex(author.slice(PREFIX_CHARACTERS));
  return author.startsWith('05')
    ? verifyXEd25519(signature, paddedContent, x25519PublicKey(key))
    : verify(signature, paddedContent, ed25519PublicKey(key));
}
