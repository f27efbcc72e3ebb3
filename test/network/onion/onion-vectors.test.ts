import { describe, expect, test } from 'vitest';

import { cryptoReady, encryptAesGcm, x25519 } from '../../../ts/crypto/index.ts';
import { buildOnion } from '../../../ts/network/onion/build.ts';
import { desktopDialect } from '../../../ts/network/onion/dialect.ts';
import { layerKey, openLayer, sealLayer } from '../../../ts/network/onion/layer.ts';
import { openNodeReply, openReply } from '../../../ts/network/onion/node-reply.ts';
import { decodeV4Answer, encodeV4Request } from '../../../ts/network/onion/server-request.ts';
import {
  concatBytes,
  fromHex,
  fromUtf8,
  readU32le,
  systemRandom,
  toHex,
  utf8,
} from '../../../ts/util/index.ts';
import { key, scripted, secret, vectorNode, vectors } from '../vectors.ts';

await cryptoReady();

/** Opens the outermost layer with the key of whichever node can, as that node would. */
function peel(body: Uint8Array): { blob: Uint8Array; control: Record<string, unknown> } {
  const length = readU32le(body);
  return {
    blob: body.subarray(4, 4 + length),
    control: JSON.parse(fromUtf8(body.subarray(4 + length))) as Record<string, unknown>,
  };
}

function openAs(
  recipient: { x25519_sk: string; pubkey_x25519: string },
  layer: ReturnType<typeof peel>,
): Uint8Array {
  const ephemeral = key(String(layer.control['ephemeral_key']));
  const type = layer.control['enc_type'] === 'xchacha20' ? 'xchacha20' : 'aes-gcm';
  const shared = x25519(secret(recipient.x25519_sk), ephemeral);
  return openLayer(layer.blob, { shared, ephemeral, recipient: key(recipient.pubkey_x25519) }, type);
}

/** The control objects of all hops and what the destination gets. */
function unwrapAll(body: Uint8Array): {
  controls: Record<string, unknown>[];
  destination: ReturnType<typeof peel>;
} {
  let layer = peel(body);
  const controls = [layer.control];
  let at = vectors.service_nodes[0]!;
  for (;;) {
    const inside = peel(openAs(at, layer));
    if ('headers' in inside.control || 'host' in inside.control) {
      return {
        controls: 'host' in inside.control ? [...controls, inside.control] : controls,
        destination: inside,
      };
    }
    controls.push(inside.control);
    at = vectors.service_nodes.find(
      ({ pubkey_ed25519 }) => pubkey_ed25519 === inside.control['destination'],
    )!;
    layer = inside;
  }
}

describe('one layer', () => {
  test.each(vectors.layer_encryption)('%#: sealed and opened as others do', (v) => {
    const random = scripted(v.ephemeral_sk, v.nonce);
    const sealed = sealLayer(fromHex(v.plaintext), key(v.to_x25519), { type: v.enc_type, random });
    expect(toHex(sealed.ciphertext)).toBe(v.ciphertext);
    expect(toHex(sealed.secret.ephemeral)).toBe(v.ephemeral_pk);
    expect(toHex(layerKey(sealed.secret, v.enc_type))).toBe(v.symmetric_key);
    expect(toHex(openLayer(fromHex(v.reply.ciphertext), sealed.secret, v.enc_type))).toBe(v.reply.plaintext);
  });
});

describe('onions to a node', () => {
  test.each(vectors.onion_to_node)('%#: byte for byte what the official desktop sends', (v) => {
    const random = scripted(
      ...v.ephemeral_seeds_in_order.values.flatMap((seed, at) => [seed, v.gcm_nonces_in_order[at]!]),
    );
    const onion = buildOnion({
      path: v.path.map(vectorNode),
      destination: { kind: 'node', node: vectorNode(v.destination) },
      payload: utf8(v.request_body_utf8),
      random,
      dialect: desktopDialect,
    });
    expect(toHex(onion.body)).toBe(v.post_body);
    expect(random.left()).toBe(0);
    const expected = JSON.parse(v.reply.plaintext_utf8) as { status: number; body: string };
    const reply = openNodeReply(utf8(v.reply.http_body_base64), onion.replyKey);
    expect(reply.status).toBe(expected.status);
    expect(reply.body).toEqual(expected.status === 200 ? JSON.parse(expected.body) : expected.body);
  });

  test.each(vectors.onion_to_node_xchacha20)('%#: byte for byte what the phones send', (v) => {
    const [destination, ...hops] = v.layers_inner_to_outer.map(({ to_x25519 }) => vectorNode(to_x25519));
    const onion = buildOnion({
      path: hops.toReversed(),
      destination: { kind: 'node', node: destination! },
      payload: utf8(v.request_body_utf8),
      random: scripted(
        ...v.layers_inner_to_outer.flatMap(({ ephemeral_sk, nonce }) => [ephemeral_sk, nonce]),
      ),
    });
    expect(toHex(onion.body)).toBe(v.post_body);
    const reply = openNodeReply(utf8(v.reply.http_body_base64), onion.replyKey);
    expect(reply).toEqual({ status: 421, body: { snodes: [], swarm: 'ffffffffffffffff' } });
  });

  test.each(vectors.libsession_built)('%#: hop by hop like the onions of libsession', (v) => {
    const [h1, h2, h3, h4] = vectors.service_nodes.map(({ pubkey_ed25519 }) => vectorNode(pubkey_ed25519));
    const theirs = unwrapAll(fromHex(v.body));
    const host = {
      host: String(theirs.destination.control['host']),
      x25519: key(vectors.server.pubkey_x25519),
      protocol: 'https',
    } as const;
    const ours = unwrapAll(
      buildOnion({
        path: [h1!, h2!, h3!],
        destination:
          v.destination === 'node' ? { kind: 'node', node: h4! } : { kind: 'server', server: host },
        payload: fromHex(v.payload),
        random: systemRandom,
      }).body,
    );
    const comparable = ({ ephemeral_key, enc_type: _, ...rest }: Record<string, unknown>): unknown => [
      rest,
      String(ephemeral_key).length,
    ];
    expect(ours.controls.map(comparable)).toEqual(theirs.controls.map(comparable));
    if (v.destination === 'node') expect(toHex(theirs.destination.blob)).toBe(v.payload);
    if (v.destination === 'node') expect(theirs.destination.control).toEqual({ headers: '' });
  });

  test.each(
    vectors.libsession_built.filter(({ server_reply_to_hello }) => server_reply_to_hello !== undefined),
  )('%#: a server answers libsession and we could read it', (v) => {
    const recipient = key(vectors.server.pubkey_x25519);
    const shared = x25519(secret(v.final_sec), recipient);
    const opened = openReply(fromHex(v.server_reply_to_hello!), {
      secret: { shared, ephemeral: key(v.final_pub), recipient },
      type: v.enc_type,
    });
    expect(fromUtf8(opened)).toBe('hello');
  });
});

describe('onions to a server', () => {
  test.each(vectors.onion_to_server_v4)('%#: byte for byte what the official desktop sends', (v) => {
    const { body, ...meta } = v.request;
    const payload = encodeV4Request({ ...meta, ...(body === undefined ? {} : { body: fromHex(body) }) });
    expect(toHex(payload)).toBe(v.v4_plaintext_as_server_sees_it);
    const { host, protocol = 'https', port } = v.relay;
    const onion = buildOnion({
      path: v.path.map(vectorNode),
      destination: {
        kind: 'server',
        server: {
          host,
          protocol,
          ...(port === undefined ? {} : { port }),
          x25519: key(vectors.server.pubkey_x25519),
        },
      },
      payload,
      random: scripted(
        ...v.ephemeral_seeds_in_order.flatMap((seed, at) => [seed, v.gcm_nonces_in_order[at]!]),
      ),
      dialect: desktopDialect,
    });
    expect(toHex(onion.body)).toBe(v.post_body);
    const answer = decodeV4Answer(openReply(fromHex(v.reply.http_body), onion.replyKey));
    expect(answer).toEqual(decodeV4Answer(utf8(v.reply.plaintext_utf8)));
    expect(answer.status).toBe(200);
  });

  test.each([
    [{ protocol: 'https' }, {}],
    [{ protocol: 'https', port: 443 }, {}],
    [
      { protocol: 'https', port: 8443 },
      { protocol: 'https', port: 8443 },
    ],
    [{ protocol: 'http' }, { protocol: 'http', port: 80 }],
    [
      { protocol: 'http', port: 8080 },
      { protocol: 'http', port: 8080 },
    ],
  ] as const)('name protocol and port unless they are https and 443: %j', (place, named) => {
    const nodes = vectors.service_nodes.slice(0, 3).map(({ pubkey_ed25519 }) => vectorNode(pubkey_ed25519));
    const { body } = buildOnion({
      path: nodes,
      destination: {
        kind: 'server',
        server: { host: 'open.example', x25519: key(vectors.server.pubkey_x25519), ...place },
      },
      payload: utf8('le'),
      random: systemRandom,
      dialect: desktopDialect,
    });
    const { host, protocol, port } = unwrapAll(body).destination.control;
    expect({ host, protocol, port }).toEqual({ host: 'open.example', ...named });
  });
});

test('an old server may answer in AES-GCM whatever was sent', () => {
  const { body: _, replyKey } = buildOnion({
    path: [vectorNode(vectors.service_nodes[0]!.pubkey_ed25519)],
    destination: {
      kind: 'server',
      server: { host: 'example.org', protocol: 'https', x25519: key(vectors.server.pubkey_x25519) },
    },
    payload: utf8('hello'),
    random: systemRandom,
  });
  const nonce = new Uint8Array(12);
  const sealed = concatBytes(
    nonce,
    encryptAesGcm(utf8('old'), nonce, { key: layerKey(replyKey.secret, 'aes-gcm') }),
  );
  expect(replyKey.type).toBe('xchacha20');
  expect(fromUtf8(openReply(sealed, replyKey))).toBe('old');
  expect(() => openReply(sealed.with(20, 0), replyKey)).toThrow('reply-forged');
});
