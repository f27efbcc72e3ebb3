import { communityIdentity, signCommunityRequest, signedRequestData } from '../../../ts/community/index.ts';
import type { CommunityIdentity, CommunityRequest } from '../../../ts/community/index.ts';
import {
  blake2b,
  ed25519KeyPair,
  ed25519PublicKey,
  ed25519Seed,
  verify,
  x25519PublicKey,
} from '../../../ts/crypto/index.ts';
import type { Ed25519KeyPair, X25519PublicKey } from '../../../ts/crypto/index.ts';
import { fromHex, toBase64, utf8 } from '../../../ts/util/index.ts';
import { require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Check } from '../framework/sections.ts';
import { serverOf, userOf } from './users.ts';

const SCHEMES = { unblinded: 'none', blind15: 15, blind25: 25 } as const;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
const BODY_HASH_BYTES = 64;

/** The headers of a request, and what is signed for them. */
export const requestHeaders: Check = (given, file) => {
  const server = serverOf(file);
  const identity = identityOf(given, userOf(given, 'user', file), server);
  const request = requestOf(given);
  given.expectHex('path_utf8', utf8(request.path));
  if (given.isNull('body')) given.expect('body_blake2b64', null);
  else given.expectHex('body_blake2b64', blake2b(BODY_HASH_BYTES, given.hex('body')));
  const stamp = { nonce: given.hex('nonce'), timestampS: given.number('timestamp') };
  const signed = signCommunityRequest(identity, request, stamp);
  const headers = given.member('headers');
  for (const name of headers.names()) headers.expect(name, signed.headers[name]);
  const data = signedRequestData(server, signed, stamp);
  given.expectHex('signed_data', data);
  given.expect('signature', Buffer.from(signed.headers['X-SOGS-Signature'] ?? '', 'base64').toString('hex'));
  headers.expect('X-SOGS-Signature', toBase64(given.hex('signature')));
  const key = ed25519PublicKey(fromHex(headers.text('X-SOGS-Pubkey').slice(2)));
  require(verify(given.hex('signature'), given.hex('signed_data'), key), 'a server would not believe it');
};

/** The headers that others have published. */
export const publishedHeaders: Check = (given, file) => {
  const section = file.member('published_header_vectors');
  const server = x25519PublicKey(section.hex('server_public'));
  const identity = identityOf(given, ed25519KeyPair(ed25519Seed(section.hex('ed25519_seed'))), server);
  const stamp = { nonce: given.hex('nonce'), timestampS: given.number('timestamp') };
  const { headers } = signCommunityRequest(identity, requestOf(given), stamp);
  for (const name of ['X-SOGS-Pubkey', 'X-SOGS-Signature']) given.expect(name, headers[name]);
};

function identityOf(given: Given, pair: Ed25519KeyPair, server: X25519PublicKey): CommunityIdentity {
  const scheme = given.text('scheme');
  if (!Object.hasOwn(SCHEMES, scheme)) throw new VectorError(`${scheme} is not known`);
  return communityIdentity(pair, { server, blinding: SCHEMES[scheme as keyof typeof SCHEMES] });
}

function requestOf(given: Given): CommunityRequest {
  const method = METHODS.find((one) => one === given.text('method'));
  require(method !== undefined, 'no method that is known');
  const path = given.text('path_text');
  return given.isNull('body') ? { method, path } : { method, path, body: { bytes: given.hex('body') } };
}
