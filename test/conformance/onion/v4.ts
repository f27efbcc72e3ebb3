import { decodeV4Answer, encodeV4Request } from '../../../ts/network/onion/server-request.ts';
import type { ServerRequest } from '../../../ts/network/onion/server-request.ts';
import { decodeBencode, fromUtf8, toHex, utf8 } from '../../../ts/util/index.ts';
import { refused, require } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Json } from '../framework/json.ts';
import type { Check } from '../framework/sections.ts';
import { sameJson } from './hops.ts';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** A request to a server, its body in hex or as text. */
export function serverRequest(given: Given, body: 'hex' | 'text'): ServerRequest {
  const method = METHODS.find((one) => one === given.text('method'));
  require(method !== undefined, 'no method that is known');
  const headers = given.member('headers');
  if (headers.names().length === 0) headers.all();
  return {
    method,
    endpoint: given.text('endpoint'),
    headers: Object.fromEntries(headers.names().map((name) => [name, headers.text(name)])),
    ...(given.has('body') ? { body: body === 'hex' ? given.hex('body') : utf8(given.text('body')) } : {}),
  };
}

/** A request in the v4 form. Any order of members will do, so the parts are compared. */
export const encodeV4: Check = (given) => {
  given.label('note');
  const ours = v4Parts(encodeV4Request(serverRequest(given.member('input'), 'text')));
  const theirs = v4Parts(given.hex('encoded'));
  sameJson('encoded', theirs, ours);
};

export const decodeV4: Check = (given) => {
  const { status, headers, body } = decodeV4Answer(utf8(given.text('encoded_utf8')));
  given.expect('metadata', { code: status, headers });
  given.expectHex('body', body);
};

export const refuseV4: Check = (given) => {
  refused(() => decodeV4Answer(utf8(given.asText())));
};

function v4Parts(encoded: Uint8Array): Json {
  const list = decodeBencode(encoded);
  require(Array.isArray(list) && list.every((item) => item instanceof Uint8Array), 'no list of strings');
  const [meta, ...body] = list as readonly Uint8Array[];
  return [JSON.parse(fromUtf8(meta ?? new Uint8Array())) as Json, ...body.map(toHex)];
}
