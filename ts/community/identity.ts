import { accountIdOf, blindedKeys, signBlinded } from '../account/index.ts';
import type { AccountId, BlindedId, BlindedKeys, BlindingVersion } from '../account/index.ts';
import { ed25519ToX25519, sign, signXEd25519, wipe } from '../crypto/index.ts';
import type { Ed25519KeyPair, Signature, X25519PublicKey } from '../crypto/index.ts';
import { toHex } from '../util/index.ts';
import type { Random } from '../util/index.ts';

/** Who we are on one community server (spec 05 §3.1). */
export interface CommunityIdentity {
  readonly server: X25519PublicKey;
  /** The account's pair, for as long as that lives. */
  readonly ed25519: Ed25519KeyPair;
  /** Undefined on servers that know people by their account IDs. */
  readonly blinded: BlindedKeys | undefined;
}

const UNBLINDED_PREFIX = '00';

/**
 * Our identity on a server. `blinding` is 15 wherever the server has the capability `blind`, and before we know; 25 is for tests of
 * servers to come (spec 05 §3.1, §4). To be wiped with {@link wipeIdentity}.
 */
export function communityIdentity(
  ed25519: Ed25519KeyPair,
  { server, blinding }: { readonly server: X25519PublicKey; readonly blinding: BlindingVersion | 'none' },
): CommunityIdentity {
  const blinded = blinding === 'none' ? undefined : blindedKeys(ed25519, { server, version: blinding });
  return { server, ed25519, blinded };
}

/** Overwrites what was derived for the server; the account's pair stays. */
export function wipeIdentity({ blinded }: CommunityIdentity): void {
  if (blinded !== undefined) wipe(blinded.scalar);
}

/** By which ID others see us: `15…`, or `05…` on a server that does not blind. */
export function ownUserId({ ed25519, blinded }: CommunityIdentity): AccountId | BlindedId {
  return blinded?.id ?? accountIdOf(ed25519ToX25519(ed25519.publicKey));
}

/** What requests say of who we are: as {@link ownUserId}, but `00` and the Ed25519 key without blinding (spec 05 §3). */
export function requestKey({ ed25519, blinded }: CommunityIdentity): string {
  return blinded?.id ?? UNBLINDED_PREFIX + toHex(ed25519.publicKey);
}

/** Signs what is signed of a request; the same bytes always get the same signature (spec 05 §3.1). */
export function signAsRequester({ ed25519, blinded }: CommunityIdentity, data: Uint8Array): Signature {
  return blinded === undefined
    ? sign(data, ed25519.secretKey)
    : signBlinded(data, blinded, { secretKey: ed25519.secretKey });
}

/**
 * Signs the padded content of a post (spec 05 §7.3): as requests are on servers that blind; else so that those can check it who
 * know the X25519 key only.
 */
export function signPost(
  identity: CommunityIdentity,
  paddedContent: Uint8Array,
  { random }: { readonly random: Random },
): Signature {
  return identity.blinded === undefined
    ? signXEd25519(paddedContent, identity.ed25519, { random })
    : signAsRequester(identity, paddedContent);
}
