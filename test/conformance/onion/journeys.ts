import { x25519, x25519PublicKeyOf } from '../../../ts/crypto/index.ts';
import { parseEntry, unpack } from '../../../ts/local-network/onion/packet.ts';
import { buildOnion } from '../../../ts/network/onion/build.ts';
import type { Onion, OnionServer } from '../../../ts/network/onion/build.ts';
import { desktopDialect } from '../../../ts/network/onion/dialect.ts';
import { openNodeReply, openReply, unwrapReply } from '../../../ts/network/onion/node-reply.ts';
import { decodeV4Answer, encodeV4Request } from '../../../ts/network/onion/server-request.ts';
import { bytesEqual, concatBytes, fromUtf8, systemRandom, toBase64, utf8 } from '../../../ts/util/index.ts';
import { require } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Json, JsonObject } from '../framework/json.ts';
import type { Check } from '../framework/sections.ts';
import { expectHop, sameJson, textOrNull, travel } from './hops.ts';
import { checkSealing, encryptionType, sealReply } from './layers.ts';
import { sentRequest } from './sent-request.ts';
import { serverRequest } from './v4.ts';
import { nodeWith, publicKey, scripted, secretKey } from './world.ts';

/** An onion to a node as the official desktop builds it, how it is sent, what each hop sees, and the reply. */
export const toNode: Check = async (given, file) => {
  given.label('from');
  const seeds = given.member('ephemeral_seeds_in_order');
  seeds.label('meaning');
  const [guard, ...rest] = given.texts('path').map((key) => nodeWith(key, file));
  require(guard !== undefined, 'an empty path');
  const random = scripted(...alternating(seeds.hexes('values'), given.hexes('gcm_nonces_in_order')));
  const onion = buildOnion({
    path: [guard, ...rest].map(({ node }) => node),
    destination: { kind: 'node', node: nodeWith(given.text('destination'), file).node },
    payload: utf8(given.text('request_body_utf8')),
    random,
    dialect: desktopDialect,
  });
  given.expectHex('post_body', onion.body);
  require(random.left() === 0, 'more randomness than we use');
  given.expect('entry_control_json', unpack(onion.body).control as JsonObject);
  const sent = await sentRequest(guard.node, onion.body);
  given.expect('http_method', sent.method);
  given.expect('url', sent.url);
  const headers = given.member('http_headers');
  for (const name of headers.names()) headers.expect(name, sent.headers[name]);
  given.expectHex('post_body', sent.body);
  const { hops } = travel(given.hex('post_body'), { guard, file });
  expectHops(given, hops);
  checkNodeReply(given.member('reply'), onion);
};

/** The same as the phones build it, layer by layer. */
export const toNodeXChaCha: Check = (given, file) => {
  const layers = given.list('layers_inner_to_outer');
  for (const one of layers) checkSealing(one, encryptionType(one));
  require(layers.every((one) => one.text('enc_type') === 'xchacha20'), 'phones write no other encryption');
  const [destination, ...hops] = layers.map((one) => nodeWith(one.text('to_x25519'), file));
  const guard = hops.at(-1);
  require(destination !== undefined && guard !== undefined, 'too few layers');
  const random = scripted(...layers.flatMap((one) => [one.hex('ephemeral_sk'), one.hex('nonce')]));
  const onion = buildOnion({
    path: hops.map(({ node }) => node).toReversed(),
    destination: { kind: 'node', node: destination.node },
    payload: utf8(given.text('request_body_utf8')),
    random,
  });
  given.expectHex('post_body', onion.body);
  expectHops(given, travel(given.hex('post_body'), { guard, file }).hops);
  checkNodeReply(given.member('reply'), onion);
};

/** An onion to a server as the official desktop builds it, what the last hop is told, and the answer. */
export const toServer: Check = (given, file) => {
  const payload = encodeV4Request(serverRequest(given.member('request'), 'hex'));
  given.expectHex('v4_plaintext_as_server_sees_it', payload);
  given.expect('v4_plaintext_utf8_if_text', textOrNull(payload));
  const path = given.texts('path').map((key) => nodeWith(key, file));
  const [guard] = path;
  require(guard !== undefined, 'an empty path');
  const random = scripted(
    ...alternating(given.hexes('ephemeral_seeds_in_order'), given.hexes('gcm_nonces_in_order')),
  );
  const onion = buildOnion({
    path: path.map(({ node }) => node),
    destination: { kind: 'server', server: relayedTo(given.member('relay'), file) },
    payload,
    random,
    dialect: desktopDialect,
  });
  given.expectHex('post_body', onion.body);
  require(random.left() === 0, 'more randomness than we use');
  const { hops, last } = travel(given.hex('post_body'), { guard, file });
  expectHop(given.member('last_hop'), hops.at(-1) ?? {});
  // Not parsed and written again: the order of members counts.
  const { blob } = unpack(last);
  given.expect('last_hop_control_utf8', fromUtf8(last.subarray(4 + blob.length)));
  checkServerReply(given.member('reply'), onion);
};

/** Onions as libsession builds them: the hops understand them, and ours tell them the same. */
export const builtByLibsession: Check = (given, file) => {
  const type = encryptionType(given);
  const destination = given.text('destination');
  require(destination === 'node' || destination === 'server', `no ${destination} can be a destination`);
  const nodes = file.list('service_nodes').map((node) => nodeWith(node.text('pubkey_ed25519'), file));
  const [guard, ...rest] = nodes;
  const end = nodes.at(-1);
  require(guard !== undefined && end !== undefined, 'no service nodes');
  const body = given.hex('body');
  const { hops, last } = travel(body, { guard, file });
  require(parseEntry(body).encType === type, 'another encryption than it says');
  const hop = hops.at(-1) ?? {};
  require(destination === 'node'
    ? hop['kind'] === 'final'
    : hop['kind'] === 'relay_server', 'not where it says');
  const secret = secretKey(given.text('final_sec'));
  given.expectHex('final_pub', x25519PublicKeyOf(secret));
  require(last.length > 0 &&
    (destination === 'node' ? hop['decrypted_with_ephemeral'] : ephemeralOf(last)) ===
      given.text('final_pub'), 'the destination was sealed to with another key');
  const payload = given.hex('payload');
  if (destination === 'node') given.expect('payload', hop['body']);
  else checkServerSide(given, { file, last, hop });
  const ours = buildOnion({
    path:
      destination === 'node'
        ? [guard, ...rest.slice(0, -1)].map(({ node }) => node)
        : [guard, ...rest.slice(0, hops.length - 1)].map(({ node }) => node),
    destination:
      destination === 'node'
        ? { kind: 'node', node: end.node }
        : {
            kind: 'server',
            server: {
              host: typeof hop['host'] === 'string' ? hop['host'] : '',
              protocol: 'https',
              x25519: publicKey(file.member('server').text('pubkey_x25519')),
            },
          },
    payload,
    random: systemRandom,
  });
  sameJson('hops', comparable(hops, type), comparable(travel(ours.body, { guard, file }).hops, 'xchacha20'));
};

/** The server opens what the last hop posts, and we open its answer. */
function checkServerSide(
  given: Given,
  { file, last, hop }: { readonly file: Given; readonly last: Uint8Array; readonly hop: JsonObject },
): void {
  const type = encryptionType(given);
  given.expect('payload_posted_by_last_hop', hop['payload']);
  const recipient = publicKey(file.member('server').text('pubkey_x25519'));
  const ephemeral = publicKey(given.text('final_pub'));
  const secret = { shared: x25519(secretKey(given.text('final_sec')), recipient), ephemeral, recipient };
  const posted = unpack(last).blob;
  given.expectHex('payload', openReply(posted, { secret, type }));
  sameJson(
    'server_reply_to_hello',
    'hello',
    fromUtf8(openReply(given.hex('server_reply_to_hello'), { secret, type })),
  );
}

function ephemeralOf(plaintext: Uint8Array): unknown {
  return unpack(plaintext).control['ephemeral_key'];
}

/** What hops are told, without what differs from one onion to the next. */
function comparable(hops: readonly JsonObject[], type: string): Json {
  return hops.map(
    ({ ciphertext: _c, ephemeral_key: _e, decrypted_with_ephemeral: _d, payload: _p, ...told }) => {
      require(told['enc_type_in'] === type, 'another encryption than it says');
      const { enc_type: _t, enc_type_in: _i, ...rest } = told;
      return rest;
    },
  );
}

function expectHops(given: Given, hops: readonly JsonObject[]): void {
  const expected = given.list('per_hop');
  require(expected.length === hops.length, `${expected.length} hops instead of ${hops.length}`);
  expected.forEach((hop, at) => expectHop(hop, hops[at] ?? {}));
}

function checkNodeReply(reply: Given, { replyKey }: Onion): void {
  const httpBody = utf8(reply.text('http_body_base64'));
  const plaintext = openReply(unwrapReply(httpBody), replyKey);
  reply.expect('plaintext_utf8', fromUtf8(plaintext));
  const sealed = sealReply(utf8(reply.text('plaintext_utf8')), reply.hex('nonce'), replyKey);
  reply.expect('http_body_base64', toBase64(sealed));
  const { status, body } = openNodeReply(httpBody, replyKey);
  const expected = JSON.parse(reply.text('plaintext_utf8')) as {
    readonly status: number;
    readonly body: unknown;
  };
  sameJson('status', expected.status, status);
  sameJson('body', parsed(expected.body), body as Json);
}

/** Nodes put JSON into the reply as text. */
function parsed(body: unknown): Json {
  try {
    return typeof body === 'string' ? (JSON.parse(body) as Json) : (body as Json);
  } catch {
    return body as Json;
  }
}

function checkServerReply(reply: Given, { replyKey }: Onion): void {
  const plaintext = openReply(reply.hex('http_body'), replyKey);
  require(bytesEqual(plaintext, utf8(reply.text('plaintext_utf8'))), 'the opened reply differs');
  reply.expectHex('http_body', sealReply(plaintext, reply.hex('nonce'), replyKey));
  const { status, headers, body } = decodeV4Answer(plaintext);
  const meta = JSON.stringify({ code: status, headers });
  const written = concatBytes(utf8(`l${utf8(meta).length}:${meta}${body.length}:`), body, utf8('e'));
  reply.expect('plaintext_utf8', fromUtf8(written));
}

function relayedTo(relay: Given, file: Given): OnionServer {
  const protocol = relay.label('protocol') ?? 'https';
  require(protocol === 'http' || protocol === 'https', `no protocol ${protocol} is known`);
  return {
    host: relay.text('host'),
    protocol,
    ...(relay.has('port') ? { port: relay.number('port') } : {}),
    x25519: publicKey(file.member('server').text('pubkey_x25519')),
  };
}

function alternating(seeds: readonly Uint8Array[], nonces: readonly Uint8Array[]): readonly Uint8Array[] {
  require(seeds.length === nonces.length, 'as many seeds as nonces are needed');
  return seeds.flatMap((seed, at) => [seed, nonces[at] as Uint8Array]);
}
