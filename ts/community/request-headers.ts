import { blake2b } from '../crypto/index.ts';
import type { X25519PublicKey } from '../crypto/index.ts';
import { concatBytes, toBase64, utf8 } from '../util/index.ts';
import type { Random } from '../util/index.ts';
import { CommunityError } from './errors.ts';
import { requestKey, signAsRequester } from './identity.ts';
import type { CommunityIdentity } from './identity.ts';
import { unsignedRequest } from './request.ts';
import type { CommunityRequest, OutgoingRequest } from './request.ts';

/** A server takes each nonce once. */
export const NONCE_BYTES = 16;
const BODY_HASH_BYTES = 64;

/**
 * The request with the four headers that say who asks (spec 05 §3).
 * @param stamp.nonce 16 bytes, never used before on any server.
 * @param stamp.timestampS seconds of the network.
 * @throws {CommunityError} `argument-invalid` for another nonce, or a path that is no valid percent-encoding.
 */
export function signCommunityRequest(
  identity: CommunityIdentity,
  request: CommunityRequest,
  stamp: { readonly nonce: Uint8Array; readonly timestampS: number },
): OutgoingRequest {
  const { nonce, timestampS } = stamp;
  const outgoing = unsignedRequest(request);
  const data = signedRequestData(identity.server, outgoing, { nonce, timestampS });
  return {
    ...outgoing,
    headers: {
      ...outgoing.headers,
      'X-SOGS-Pubkey': requestKey(identity),
      'X-SOGS-Nonce': toBase64(nonce),
      'X-SOGS-Timestamp': `${timestampS}`,
      'X-SOGS-Signature': toBase64(signAsRequester(identity, data)),
    },
  };
}

/**
 * As {@link signCommunityRequest} with a fresh nonce; to be called again for each attempt, or the server takes the second for a
 * replay (spec 05 §3.2).
 * @param options.nowMs milliseconds of the network.
 */
export function signFreshly(
  identity: CommunityIdentity,
  request: CommunityRequest,
  { random, nowMs }: { readonly random: Random; readonly nowMs: number },
): OutgoingRequest {
  const nonce = random.bytes(NONCE_BYTES);
  return signCommunityRequest(identity, request, { nonce, timestampS: Math.floor(nowMs / 1_000) });
}

/**
 * What is signed of a request: server key, nonce, time, method, path and the hash of a body (spec 05 §3).
 * @throws {CommunityError} `argument-invalid`
 */
export function signedRequestData(
  server: X25519PublicKey,
  { method, endpoint, body }: OutgoingRequest,
  { nonce, timestampS }: { readonly nonce: Uint8Array; readonly timestampS: number },
): Uint8Array {
  if (nonce.length !== NONCE_BYTES) throw new CommunityError('argument-invalid', { message: 'nonce' });
  const words = utf8(`${timestampS}${method}${signedPath(endpoint)}`);
  const hash = body === undefined || body.length === 0 ? [] : [blake2b(BODY_HASH_BYTES, body)];
  return concatBytes(server, nonce, words, ...hash);
}

/** The server sees the path decoded and the query as it was sent. */
function signedPath(endpoint: string): string {
  const at = endpoint.indexOf('?');
  const [path, query] = at < 0 ? [endpoint, ''] : [endpoint.slice(0, at), endpoint.slice(at)];
  try {
    return decodeURIComponent(path) + query;
  } catch (cause) {
    throw new CommunityError('argument-invalid', { message: 'path', cause });
  }
}
