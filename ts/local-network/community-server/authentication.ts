import { accountIdOf } from '../../account/index.ts';
import {
  blake2b,
  ed25519PublicKey,
  ed25519ToX25519,
  isValidEd25519Point,
  verify,
} from '../../crypto/index.ts';
import type { Ed25519PublicKey, X25519PublicKey } from '../../crypto/index.ts';
import { concatBytes, fromBase64, fromHex, isCodedError, toHex, utf8 } from '../../util/index.ts';
import type { ServerRequest } from '../file-server/server-request.ts';
import type { Community } from './model/community.ts';
import type { User } from './model/user.ts';
import { invalid, Refusal } from './refusal.ts';

/** How far a request's time may be off, and how long its nonce is remembered. */
const TOLERANCE_MS = 24 * 3_600_000;
const HEADERS = ['x-sogs-pubkey', 'x-sogs-nonce', 'x-sogs-timestamp', 'x-sogs-signature'] as const;
const PUBKEY = /^(00|15)([0-9a-fA-F]{64})$/;
const NONCE_HEX = /^[0-9a-fA-F]{32}$/;
const TIMESTAMP = /^[0-9]{1,12}$/;
const BODY_HASH_BYTES = 64;
const SIGNATURE_BYTES = 64;
const NONCE_BYTES = 16;

interface Claim {
  readonly prefix: '00' | '15';
  readonly key: Ed25519PublicKey;
  readonly nonce: Uint8Array;
  readonly timestamp: string;
  readonly signature: Uint8Array;
}

/** Finds out who sends a request. Spec 05 §3. */
export class Authentication {
  private readonly community: Community;
  private readonly publicKey: () => X25519PublicKey;
  /** By nonce in hex, when it may be forgotten; in the order of coming. */
  private readonly nonces = new Map<string, number>();

  constructor(community: Community, publicKey: () => X25519PublicKey) {
    this.community = community;
    this.publicKey = publicKey;
  }

  /**
   * Whoever signed the request; undefined when nobody did.
   * @param path decoded, with the query as it was sent.
   * @throws {Refusal}
   */
  userOf(request: ServerRequest, path: string, nowMs: number): User | undefined {
    const claim = claimIn(request.headers);
    if (claim === undefined) return undefined;
    const { isBlinding, users } = this.community;
    if (isBlinding && claim.prefix === '00')
      throw invalid('Invalid authentication: this server requires the use of blinded ids');
    const id = userIdOf(claim);
    if (users.find(id)?.isBanned === true) throw new Refusal(403, 'Banned');
    this.checkFreshness(claim, nowMs);
    if (!verify(claim.signature, this.signedData(claim, request, path), claim.key))
      throw new Refusal(401, 'Invalid authentication: X-SOGS-Signature verification failed');
    this.nonces.set(toHex(claim.nonce), nowMs + TOLERANCE_MS);
    const user = users.connect(id);
    // Whoever was banned by an account ID is found out only now.
    if (user.isBanned) throw new Refusal(403, 'Banned');
    return user;
  }

  private checkFreshness({ timestamp, nonce }: Claim, nowMs: number): void {
    if (Math.abs(Number(timestamp) * 1_000 - nowMs) > TOLERANCE_MS)
      throw new Refusal(425, 'Invalid authentication: X-SOGS-Timestamp is too far from current time');
    for (const [old, untilMs] of this.nonces) {
      if (untilMs > nowMs) break;
      this.nonces.delete(old);
    }
    if (this.nonces.has(toHex(nonce)))
      throw new Refusal(425, 'Invalid authentication: X-SOGS-Nonce cannot be reused');
  }

  private signedData({ nonce, timestamp }: Claim, { method, body }: ServerRequest, path: string): Uint8Array {
    const words = utf8(`${timestamp}${method}${path}`);
    const hash = body.length === 0 ? [] : [blake2b(BODY_HASH_BYTES, body)];
    return concatBytes(this.publicKey(), nonce, words, ...hash);
  }
}

/** What the headers say, undefined when they say nothing. @throws {Refusal} */
function claimIn(headers: ServerRequest['headers']): Claim | undefined {
  const missing = HEADERS.filter((name) => headers[name] === undefined).length;
  if (missing === HEADERS.length) return undefined;
  if (missing > 0)
    throw invalid(
      `Invalid authentication headers: missing ${missing}/${HEADERS.length} required X-SOGS-* headers`,
    );
  const [pubkey = '', nonce = '', timestamp = '', signature = ''] = HEADERS.map((name) => headers[name]);
  const [, prefix, key] = PUBKEY.exec(pubkey) ?? [];
  if (prefix === undefined || key === undefined)
    throw invalid('Invalid authentication: X-SOGS-Pubkey must be 00- or 15- prefixed');
  if (!TIMESTAMP.test(timestamp))
    throw invalid('Invalid authentication: X-SOGS-Timestamp is not a valid timestamp');
  return {
    prefix: prefix === '00' ? '00' : '15',
    key: pointOf(key),
    nonce: NONCE_HEX.test(nonce) ? fromHex(nonce) : bytesOf(nonce, NONCE_BYTES, 'Nonce'),
    timestamp,
    signature: bytesOf(signature, SIGNATURE_BYTES, 'Signature'),
  };
}

function pointOf(hex: string): Ed25519PublicKey {
  const key = ed25519PublicKey(fromHex(hex));
  if (!isValidEd25519Point(key)) throw invalid('Invalid authentication: given X-SOGS-Pubkey is no point');
  return key;
}

function bytesOf(text: string, length: number, what: string): Uint8Array {
  try {
    const bytes = fromBase64(text);
    if (bytes.length === length) return bytes;
  } catch (error) {
    if (!isCodedError(error)) throw error;
  }
  throw invalid(`Invalid authentication: X-SOGS-${what} is not base64 of ${length} bytes`);
}

function userIdOf({ prefix, key }: Claim): string {
  if (prefix === '15') return `15${toHex(key)}`;
  try {
    return accountIdOf(ed25519ToX25519(key));
  } catch (error) {
    if (!isCodedError(error)) throw error;
    throw invalid('Invalid authentication: given X-SOGS-Pubkey is no key of an account');
  }
}
