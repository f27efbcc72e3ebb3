import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cryptoReady, encryptXChaCha20 } from '../../../ts/crypto/index.ts';
import { NetworkError } from '../../../ts/network/index.ts';
import { MAX_ONION_BYTES, buildOnion } from '../../../ts/network/onion/build.ts';
import type { ReplyKey } from '../../../ts/network/onion/build.ts';
import { layerKey, openLayer, sealLayer } from '../../../ts/network/onion/layer.ts';
import { ReplyError, openNodeReply } from '../../../ts/network/onion/node-reply.ts';
import {
  decodeV3Answer,
  decodeV4Answer,
  encodeV3Request,
  encodeV4Request,
} from '../../../ts/network/onion/server-request.ts';
import { concatBytes, fromHex, fromUtf8, systemRandom, toBase64, utf8 } from '../../../ts/util/index.ts';
import { vectorNode, vectors } from '../vectors.ts';

await cryptoReady();

const [h1, h2, h3, h4] = vectors.service_nodes.map(({ pubkey_ed25519 }) => vectorNode(pubkey_ed25519));

function anOnion(payload = utf8('{}')): { body: Uint8Array; replyKey: ReplyKey } {
  return buildOnion({
    path: [h1!, h2!, h3!],
    destination: { kind: 'node', node: h4! },
    payload,
    random: systemRandom,
  });
}

/** A reply as the destination makes it. */
function sealed(plaintext: string, { secret }: ReplyKey): Uint8Array {
  const nonce = systemRandom.bytes(24);
  return concatBytes(nonce, encryptXChaCha20(utf8(plaintext), nonce, { key: layerKey(secret, 'xchacha20') }));
}

describe('the forms of a reply', () => {
  const json = '{"status":200,"body":"{\\"t\\":1}"}';

  test.each([
    ['base64', (bytes: Uint8Array) => utf8(toBase64(bytes))],
    ['base64 without padding', (bytes: Uint8Array) => utf8(toBase64(bytes).replaceAll('=', ''))],
    ['base64 in a result', (bytes: Uint8Array) => utf8(JSON.stringify({ result: toBase64(bytes) }))],
    ['raw', (bytes: Uint8Array) => bytes],
  ])('%s', (_name, form) => {
    const { replyKey } = anOnion();
    expect(openNodeReply(form(sealed(json, replyKey)), replyKey)).toEqual({ status: 200, body: { t: 1 } });
  });

  test.each([
    ['an object as body', '{"status":200,"body":{"t":2}}', { status: 200, body: { t: 2 } }],
    [
      'the old name of the status',
      '{"status_code":404,"body":"no such thing"}',
      { status: 404, body: 'no such thing' },
    ],
    ['another swarm', '{"status":421,"body":"{\\"snodes\\":[]}"}', { status: 421, body: { snodes: [] } }],
    [
      'a swarm id of 64 bits',
      '{"status":200,"body":"{\\"swarm_id\\": 18446744073709551614}"}',
      { status: 200, body: { swarm_id: '18446744073709551614' } },
    ],
  ])('%s', (_name, plaintext, expected) => {
    const { replyKey } = anOnion();
    expect(openNodeReply(sealed(plaintext, replyKey), replyKey)).toEqual(expected);
  });

  test.each([
    '',
    'null',
    '[]',
    '{"body":"{}"}',
    '{"status":"200","body":"{}"}',
    '{"status":200,"body":"{"}',
    '{"status":1.5}',
  ])('authentic nonsense is the destination’s: %j', (plaintext) => {
    const { replyKey } = anOnion();
    expect(() => openNodeReply(sealed(plaintext, replyKey), replyKey)).toThrow('reply-malformed');
  });

  test('a reply to another request is forged', () => {
    const [first, second] = [anOnion(), anOnion()];
    expect(() => openNodeReply(sealed(json, first.replyKey), second.replyKey)).toThrow('reply-forged');
  });

  test('whatever a hop writes is a typed error', () => {
    const { replyKey } = anOnion();
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string().map(utf8),
      fc.json().map(utf8),
      fc.uint8Array().map((bytes) => utf8(JSON.stringify({ result: toBase64(bytes) }))),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(() => openNodeReply(bytes, replyKey)).toThrow(ReplyError);
      }),
    );
  });

  test('whatever a destination writes is a reply or a typed error', () => {
    const { replyKey } = anOnion();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((body) => JSON.stringify({ status: 200, body })),
        ),
        (plaintext) => {
          try {
            expect(Number.isInteger(openNodeReply(sealed(plaintext, replyKey), replyKey).status)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(ReplyError);
          }
        },
      ),
    );
  });
});

describe('layers', () => {
  test('open what was sealed, of any length, in either type', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2_000 }),
        fc.constantFrom('aes-gcm' as const, 'xchacha20' as const),
        (plaintext, type) => {
          const layer = sealLayer(plaintext, h1!.x25519, { type, random: systemRandom });
          expect(openLayer(layer.ciphertext, layer.secret, type)).toEqual(plaintext);
        },
      ),
    );
  });

  test('no byte can be changed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 50 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (plaintext, at, flip) => {
          const { ciphertext, secret } = sealLayer(plaintext, h1!.x25519, {
            type: 'xchacha20',
            random: systemRandom,
          });
          const place = at % ciphertext.length;
          expect(() =>
            openLayer(ciphertext.with(place, ciphertext[place]! ^ flip), secret, 'xchacha20'),
          ).toThrow('layer-not-authentic');
        },
      ),
    );
  });
});

describe('limits of an onion', () => {
  test('more than a guard takes is refused before it is sent', () => {
    expect(() => anOnion(new Uint8Array(MAX_ONION_BYTES + 1))).toThrow(NetworkError);
    expect(() => anOnion(new Uint8Array(MAX_ONION_BYTES - 100))).toThrow('too-large');
  });

  test('a path has at least one node', () => {
    expect(() =>
      buildOnion({
        path: [],
        destination: { kind: 'node', node: h4! },
        payload: utf8(''),
        random: systemRandom,
      }),
    ).toThrow('no-path');
  });
});

describe('v4', () => {
  test.each(vectors.v4_codec.encode)('%#: request', ({ input, encoded }) => {
    const { body, ...meta } = input;
    const ours = encodeV4Request({ ...meta, ...(body === undefined ? {} : { body: utf8(body) }) });
    // The order of members is free: read both.
    expect(readRequest(ours)).toEqual(readRequest(fromHex(encoded)));
    expect(ours).toHaveLength(encoded.length / 2);
  });

  test.each(vectors.v4_codec.decode)('%#: answer', ({ encoded_utf8, metadata, body }) => {
    expect(decodeV4Answer(utf8(encoded_utf8))).toEqual({
      status: metadata.code,
      headers: metadata.headers,
      body: fromHex(body),
    });
  });

  test.each([
    ...vectors.v4_codec.decode_invalid_utf8,
    'l12:{"code":200}0:ee',
    'l12:{"code":200}1:e',
    'l12:{"code":200}00:e',
    'l012:{"code":200}0:e',
    'l14:{"code":"200"}0:e',
    'l4:null0:e',
    'l99999999999:0:e',
    'l12:{"code":200}0:x',
  ])('refused: %j', (text) => {
    expect(() => decodeV4Answer(utf8(text))).toThrow('bad-response');
  });

  test('header names come in lower case, missing headers are none, bodies are bytes', () => {
    const body = Uint8Array.of(0, 255, 101, 108);
    const meta = '{"code":204,"headers":{"X-Odd":7}}';
    const bytes = concatBytes(utf8(`l${meta.length}:${meta}4:`), body, utf8('e'));
    expect(decodeV4Answer(bytes)).toEqual({ status: 204, headers: { 'x-odd': '7' }, body });
    expect(decodeV4Answer(utf8('l12:{"code":200}0:e'))).toEqual({
      status: 200,
      headers: {},
      body: new Uint8Array(),
    });
  });

  test('any bytes give an answer or a typed error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => utf8(`l${text}e`)),
        ),
        (bytes) => {
          try {
            decodeV4Answer(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(NetworkError);
          }
        },
      ),
    );
  });
});

test('v3: one JSON object, and a status only when it failed', () => {
  const request = { method: 'POST', endpoint: '/subscribe', headers: { A: 'b' } } as const;
  expect(JSON.parse(fromUtf8(encodeV3Request({ ...request, body: utf8('{"x":1}') })))).toEqual({
    ...request,
    body: '{"x":1}',
  });
  expect(decodeV3Answer(utf8('{"ok":true}'))).toMatchObject({ status: 200, body: utf8('{"ok":true}') });
  expect(decodeV3Answer(utf8('{"status_code":404}')).status).toBe(404);
  expect(decodeV3Answer(Uint8Array.of(255))).toEqual({ status: 200, headers: {}, body: Uint8Array.of(255) });
});

function readRequest(bytes: Uint8Array): unknown {
  const text = fromUtf8(bytes);
  const [, length = '', rest = ''] = /^l(\d+):(.*)e$/s.exec(text) ?? [];
  return { meta: JSON.parse(rest.slice(0, Number(length))) as unknown, body: rest.slice(Number(length)) };
}
