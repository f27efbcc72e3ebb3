import type { Ed25519KeyPair, Ed25519PublicKey, Ed25519Scalar, X25519PublicKey } from '../crypto/index.ts';
import {
  blake2b,
  CryptoError,
  ed25519ScalarOf,
  ed25519ToX25519,
  hasSignBit,
  invertScalar,
  multiplyBasePoint,
  multiplyPoint,
  multiplyScalars,
  positiveScalarOf,
  reduceToScalar,
  wipe,
  withSignBit,
  x25519ToEd25519,
} from '../crypto/index.ts';
import { concatBytes } from '../util/index.ts';
import type { AccountId, BlindedId, BlindingVersion } from './ids.ts';
import {
  accountIdBytes,
  accountIdOf,
  blindedIdOf,
  blindedKeyOf,
  blindingVersionOf,
  x25519KeyOf,
} from './ids.ts';

const FACTOR_HASH_BYTES = 64;

/** For whom and how an account hides itself. */
export interface Blinding {
  /** The X25519 key of the community server, as stored with the room. */
  readonly server: X25519PublicKey;
  readonly version: BlindingVersion;
}

/** The keys by which a community server knows an account. `scalar` is secret: wipe it. */
export interface BlindedKeys {
  readonly id: BlindedId;
  readonly version: BlindingVersion;
  readonly publicKey: Ed25519PublicKey;
  readonly scalar: Ed25519Scalar;
}

/** Our blinded keys for a server (spec 01 §5.2, §5.3). */
export function blindedKeys(ed25519: Ed25519KeyPair, blinding: Blinding): BlindedKeys {
  const { version } = blinding;
  const factor = blindingFactor(ed25519ToX25519(ed25519.publicKey), blinding);
  const own = ownScalar(ed25519, version);
  const scalar = multiplyScalars(factor, own);
  wipe(own);
  const publicKey = multiplyBasePoint(scalar);
  return { id: blindedIdOf(publicKey, version), version, publicKey, scalar };
}

/**
 * The one blinded ID of an account whose Ed25519 key is known (spec 01 §5.2, §5.3).
 * @throws {CryptoError} `key-invalid` when the key is no valid point.
 */
export function blindedIdOfEd25519(publicKey: Ed25519PublicKey, blinding: Blinding): BlindedId {
  const factor = blindingFactor(ed25519ToX25519(publicKey), blinding);
  const point = blinding.version === 15 ? publicKey : withSignBit(publicKey, false);
  return blindedIdOf(multiplyPoint(factor, point), blinding.version);
}

/**
 * The blinded IDs that an account may have on a server: its ID does not tell the sign of its Ed25519 key, so there are two for
 * blinding 15; one for blinding 25; none for 32 bytes that are nobody's key (spec 01 §5.2, §5.3).
 */
export function blindedCandidatesOf(account: AccountId, blinding: Blinding): readonly BlindedId[] {
  const point = blindedPointOf(x25519KeyOf(account), blinding);
  if (point === undefined) return [];
  if (blinding.version === 25) return [blindedIdOf(point, 25)];
  return [blindedIdOf(point, 15), blindedIdOf(withSignBit(point, !hasSignBit(point)), 15)];
}

/** Whether a blinded ID on a server is this account's (spec 01 §5.5). */
export function isBlindedIdOf(
  blinded: BlindedId,
  account: AccountId,
  { server }: { readonly server: X25519PublicKey },
): boolean {
  return blindedCandidatesOf(account, { server, version: blindingVersionOf(blinded) }).includes(blinded);
}

/**
 * The account behind an ID of blinding 15, which anybody who knows the server can compute; `undefined` for blinding 25, which
 * hides it. **For a look-up only**, "is this one of the contacts, or me?": an account ID that the user does not already have
 * must never be shown, logged or stored (spec 01 §5.5).
 */
export function unblindForLookup(
  blinded: BlindedId,
  { server }: { readonly server: X25519PublicKey },
): AccountId | undefined {
  if (blindingVersionOf(blinded) === 25) return undefined;
  const point = multiplyPoint(invertScalar(blindingFactor15(server)), blindedKeyOf(blinded));
  return accountIdOf(ed25519ToX25519(point));
}

/** Our scalar before blinding: of the Ed25519 key itself, or without its sign, which blinding 25 does not keep. */
function ownScalar(ed25519: Ed25519KeyPair, version: BlindingVersion): Ed25519Scalar {
  return version === 15 ? ed25519ScalarOf(ed25519.secretKey) : positiveScalarOf(ed25519);
}

/** What the scalar and the point of an account are multiplied with. Public. */
function blindingFactor(account: X25519PublicKey, { server, version }: Blinding): Ed25519Scalar {
  return version === 15 ? blindingFactor15(server) : blindingFactor25(account, server);
}

function blindingFactor15(server: X25519PublicKey): Ed25519Scalar {
  return reduceToScalar(blake2b(FACTOR_HASH_BYTES, server));
}

function blindingFactor25(account: X25519PublicKey, server: X25519PublicKey): Ed25519Scalar {
  return reduceToScalar(
    blake2b(FACTOR_HASH_BYTES, concatBytes(accountIdBytes(accountIdOf(account)), server)),
  );
}

function blindedPointOf(account: X25519PublicKey, blinding: Blinding): Ed25519PublicKey | undefined {
  try {
    return multiplyPoint(blindingFactor(account, blinding), x25519ToEd25519(account));
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}
