import { ed25519PublicKey, verify } from '../../../ts/crypto/index.ts';
import { dispatch } from '../../../ts/local-network/storage/dispatch.ts';
import {
  getSwarmCall,
  infoCall,
  retrieveRequest,
  serviceNodesCall,
  signCall,
  storeCall,
} from '../../../ts/network/index.ts';
import type { RpcCall, StorageAuth, StorageCall } from '../../../ts/network/index.ts';
import { bytesEqual, utf8 } from '../../../ts/util/index.ts';
import { rpcNode } from '../../local-network/support/rpc-node.ts';
import { require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Json, JsonObject } from '../framework/json.ts';
import type { Check } from '../framework/sections.ts';
import { authOf, ownerOf } from './accounts.ts';
import { sameJson, textOrNull } from './hops.ts';

/** A request to a node: signed as it says, as we would sign it, and a node obeys. */
export const signedRequest: Check = async (given, file) => {
  given.label('name');
  const request = given.optional('request');
  if (given.has('signed_message')) checkSignature(given, request?.member('params') ?? given);
  if (request === undefined) return checkBareRequest(given, file);
  const params = request.member('params');
  const method = request.text('method');
  if (params.has('pubkey')) compareParams(params, ourCall({ method, params, file }));
  else checkQuestion(method, params);
  await checkNode(request, file);
};

/** The signature is of the signed message, by the key that it names. */
function checkSignature(given: Given, signed: Given): void {
  const message = given.hex('signed_message');
  given.expect('signed_message_utf8', textOrNull(message));
  const key = ed25519PublicKey(given.hex('verify_key'));
  require(verify(signed.base64('signature'), message, key), 'the signature is not of the signed message');
  if (signed.has('subaccount'))
    require(bytesEqual(signed.base64('subaccount').subarray(4), key), 'the token has another key');
}

interface Request {
  readonly method: string;
  readonly params: Given;
  readonly file: Given;
}

/** The same request as we write it. */
function ourCall({ method, params, file }: Request): RpcCall {
  const account = params.text('pubkey');
  if (method === 'get_swarm') return getSwarmCall(account);
  const isSigned = params.has('signature');
  const auth = isSigned ? authOf(params, file) : undefined;
  const timestampMs = params.has('timestamp') ? params.number('timestamp') : 0;
  if (method === 'store') {
    const message = {
      namespace: params.number('namespace'),
      data: params.base64('data'),
      ttlMs: params.number('ttl'),
    };
    return storeCall({ account, ...message, ...(auth === undefined ? {} : { auth }) }, { timestampMs });
  }
  require(auth !== undefined, `an unsigned ${method}`);
  if (method === 'retrieve') return ourRetrieve(auth, params, file);
  return signCall(auth, storageCall(method, params), { timestampMs });
}

function ourRetrieve(auth: StorageAuth, params: Given, file: Given): RpcCall {
  const namespace = params.number('namespace');
  const lastHash = params.text('last_hash');
  // The share depends on what else is asked for; it must be one of those the file has for such a namespace.
  const shares = file.has('max_size_map') ? sharesIn(file, namespace) : [];
  const maxSize = params.number('max_size');
  require(shares.length === 0 || shares.includes(maxSize), `no share of an answer is ${maxSize}`);
  return retrieveRequest(auth, { namespace, lastHash, maxSize }, { timestampMs: params.number('timestamp') });
}

/** Every share that the file gives to a namespace, and those of a poll that asks for the other one of a group too. */
function sharesIn(file: Given, namespace: number): readonly number[] {
  const listed = file.list('max_size_map').flatMap((entry) =>
    entry
      .list('result')
      .filter((result) => result.number('namespace') === namespace)
      .map((result) => result.number('maxSize')),
  );
  return listed.length === 0 ? [] : [...listed, ...listed.map((size) => size - 2)];
}

function storageCall(method: string, params: Given): StorageCall {
  switch (method) {
    case 'delete':
      return { method, hashes: params.texts('messages') };
    case 'delete_all':
      return { method, namespace: namespaceOf(params) };
    case 'delete_before':
      return { method, namespace: namespaceOf(params), beforeMs: params.number('before') };
    case 'expire':
      return { method, hashes: params.texts('messages'), expiryMs: expiryOf(params), ...modeOf(params) };
    case 'expire_all':
      return { method, namespace: namespaceOf(params), expiryMs: params.number('expiry') };
    case 'get_expiries':
      return { method, hashes: params.texts('messages') };
    case 'revoke_subaccount':
      return { method, tokens: params.hexes('revoke') };
    case 'unrevoke_subaccount':
      return { method, tokens: params.hexes('unrevoke') };
    case 'revoked_subaccounts':
      return { method };
    default:
      throw new VectorError(`${method} is not known`);
  }
}

function namespaceOf(params: Given): number | 'all' {
  const namespace = params.member('namespace').all();
  if (typeof namespace === 'number' || namespace === 'all') return namespace;
  throw params.member('namespace').wrong('a namespace');
}

function expiryOf(params: Given): number | readonly number[] {
  const expiry = params.member('expiry');
  return Array.isArray(expiry.value) ? params.numbers('expiry') : expiry.asNumber();
}

function modeOf(params: Given): { readonly mode?: 'extend' | 'shorten' } {
  const mode = (['extend', 'shorten'] as const).find((name) => params.has(name));
  return mode === undefined ? {} : { mode };
}

/** Case of keys does not matter, and the desktop sends a few members that nobody reads. */
function compareParams(params: Given, { method, params: ours }: RpcCall): void {
  for (const name of params.names()) {
    if (name === 'pubkey_ed25519') sameJson(name, params.text(name).toLowerCase(), String(ours[name]));
    else if (name === 'timestamp' && method === 'delete') params.number(name);
    else if (name === 'params' && method === 'get_swarm') checkNodeFields(params.member(name));
    else params.expect(name, ours[name] as Json | undefined);
  }
  for (const name of Object.keys(ours)) require(params.has(name), `we would send ${name} too`);
}

/** Questions without an account. */
function checkQuestion(method: string, params: Given): void {
  if (method === 'info') return params.expectIs(infoCall().params as JsonObject);
  if (method !== 'oxend_request') throw new VectorError(`${method} is not known`);
  const inner = params.member('params');
  if (params.text('endpoint') === 'get_service_nodes') return checkNodeFields(inner);
  params.expect('endpoint', 'ons_resolve');
  inner.expect('type', 0);
  inner.base64('name_hash');
}

/** Fields that we ask of nodes too; we ask for one more. */
function checkNodeFields(params: Given): void {
  const { active_only: activeOnly, fields: ours } = serviceNodesCall().params['params'] as {
    readonly active_only: boolean;
    readonly fields: Readonly<Record<string, boolean>>;
  };
  params.expect('active_only', activeOnly);
  const fields = params.member('fields');
  for (const name of fields.names()) fields.expect(name, Object.hasOwn(ours, name) ? ours[name] : undefined);
}

/** A node of ours obeys the request, and does not when one character of its signature differs. */
async function checkNode(request: Given, file: Given): Promise<void> {
  const nowMs = file.member('accounts').number('network_time_ms');
  const answer = await dispatch(utf8(JSON.stringify(request.all())), rpcNode({ nowMs }));
  require(answer.code === 200, `a node answers ${answer.code}: ${JSON.stringify(answer.body).slice(0, 80)}`);
  const params = request.member('params');
  if (!params.has('signature')) return;
  const signature = params.text('signature');
  const forged = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  const text = JSON.stringify({
    method: request.text('method'),
    params: { ...(params.all() as object), signature: forged },
  });
  const refusal = await dispatch(utf8(text), rpcNode({ nowMs }));
  require(refusal.code === 401, `a node answers ${refusal.code} to a forged signature`);
}

const TIME = String.raw`\d{13}`;
const HASH = '[A-Za-z0-9+/]{43}';
const NAMESPACE = String.raw`all|-?\d{1,5}|`;

/** What the signed text of a request asks for, where the request itself is not given. */
const SIGNED_TEXTS: readonly (readonly [RegExp, (parts: readonly string[]) => StorageCall])[] = [
  [
    new RegExp(`^delete_before(${NAMESPACE})(${TIME})$`),
    ([, namespace = '', time]) => ({
      method: 'delete_before',
      namespace: namespaceIn(namespace),
      beforeMs: Number(time),
    }),
  ],
  [
    new RegExp(`^expire_all(${NAMESPACE})(${TIME})$`),
    ([, namespace = '', time]) => ({
      method: 'expire_all',
      namespace: namespaceIn(namespace),
      expiryMs: Number(time),
    }),
  ],
  [
    new RegExp(`^expire(extend|shorten|)((?:${TIME})+)((?:${HASH})+)$`),
    ([, mode, times = '', hashes = '']) => ({
      method: 'expire',
      hashes: inPieces(hashes, 43),
      expiryMs: inPieces(times, 13).map(Number),
      ...(mode === 'extend' || mode === 'shorten' ? { mode } : {}),
    }),
  ],
  [new RegExp(`^revoked_subaccounts${TIME}$`), () => ({ method: 'revoked_subaccounts' })],
];

/** We sign the same text with the same key. */
function checkBareRequest(given: Given, file: Given): void {
  const text = given.text('signed_message_utf8');
  const found = SIGNED_TEXTS.map(([pattern, call]) => ({ match: pattern.exec(text), call })).find(
    ({ match }) => match !== null,
  );
  require(found?.match !== undefined && found.match !== null, 'a signed text that is not known');
  const timestampMs = Number(/\d{13}$/.exec(text)?.[0] ?? 0);
  const { params } = signCall(ownerOf(given.hex('verify_key'), file), found.call(found.match), {
    timestampMs,
  });
  given.expect('signature', String(params['signature']));
}

function namespaceIn(text: string): number | 'all' {
  return text === 'all' ? text : Number(text);
}

function inPieces(text: string, length: number): readonly string[] {
  return Array.from({ length: text.length / length }, (_, at) => text.slice(at * length, (at + 1) * length));
}
