import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  cryptoReady,
  encryptAesGcm,
  encryptXChaCha20,
  x25519,
  x25519KeyPair,
} from '../../ts/crypto/index.ts';
import type { OnionServer, ServerAnswer, ServerRequest } from '../../ts/network/index.ts';
import { layerKey, openLayer } from '../../ts/network/onion/layer.ts';
import { concatBytes, fromUtf8, readU32le, systemRandom, toBase64, utf8 } from '../../ts/util/index.ts';
import { startServer } from './transport/https-server.ts';
import type { TestServer } from './transport/https-server.ts';
import { key, secret } from './vectors.ts';
import { World, hasAllPaths, until } from './world.ts';

await cryptoReady();

interface Control {
  readonly ephemeral_key: string;
  readonly enc_type?: 'xchacha20';
}

const pair = x25519KeyPair(secret('11'.repeat(32)));
const HOST = 'files.example';
let world: World;
let backend: TestServer;
/** What the server makes of an opened request: the plain answer, or its own HTTP status. */
let serve: (plaintext: Uint8Array) => Uint8Array | number;
let asked: string[];
/** How the requests were sealed. */
let types: string[];

beforeEach(async () => {
  asked = [];
  types = [];
  backend = await startServer('http', (request, response, body) => {
    asked.push(String(request.url));
    const length = readU32le(body);
    const control = JSON.parse(fromUtf8(body.subarray(4 + length))) as Control;
    const ephemeral = key(control.ephemeral_key);
    const layer = { shared: x25519(pair.secretKey, ephemeral), ephemeral, recipient: pair.publicKey };
    const type = control.enc_type ?? 'aes-gcm';
    types.push(type);
    const answer = serve(openLayer(body.subarray(4, 4 + length), layer, type));
    if (typeof answer === 'number') {
      response.writeHead(answer).end('the server says no');
      return;
    }
    const nonce = systemRandom.bytes(type === 'aes-gcm' ? 12 : 24);
    const encrypt = type === 'aes-gcm' ? encryptAesGcm : encryptXChaCha20;
    const sealed = concatBytes(nonce, encrypt(answer, nonce, { key: layerKey(layer, type) }));
    response.end(request.url?.includes('v3') === true ? toBase64(sealed) : sealed);
  });
  world = await World.start({ serverHosts: { [HOST]: backend.url.replace(/\/$/, '') } });
});
afterEach(async () => {
  await world.end();
  await backend.close();
});

const server: OnionServer = { host: HOST, x25519: pair.publicKey, protocol: 'http' };
const GET: ServerRequest = { method: 'GET', endpoint: '/file/1?x=y', headers: { Accept: 'all' } };

function v4(status: number, body: Uint8Array): Uint8Array {
  const meta = JSON.stringify({ code: status, headers: { 'content-type': 'application/octet-stream' } });
  return concatBytes(utf8(`l${meta.length}:${meta}${body.length}:`), body, utf8('e'));
}

describe('servers behind the last hop', () => {
  test.each(['messages', 'files'] as const)(
    'get the request and answer it, over paths for %s',
    async (kind) => {
      let got = '';
      serve = (plaintext) => {
        got = fromUtf8(plaintext);
        return v4(200, Uint8Array.of(0, 1, 255));
      };
      const answer: ServerAnswer = await world.client().requestServer(server, GET, { kind });
      expect(answer).toEqual({
        status: 200,
        headers: { 'content-type': 'application/octet-stream' },
        body: Uint8Array.of(0, 1, 255),
      });
      expect(got).toBe('l68:{"endpoint":"/file/1?x=y","headers":{"Accept":"all"},"method":"GET"}e');
      expect(asked).toEqual(['/oxen/v4/lsrpc']);
      expect(types).toEqual([kind === 'files' ? 'aes-gcm' : 'xchacha20']);
    },
  );

  test('take and give large bodies', async () => {
    serve = (plaintext) => v4(200, plaintext.slice(-1_000_001, -1));
    const body = new Uint8Array(1_000_000).fill(7);
    const answer = await world
      .client()
      .requestServer(server, { method: 'POST', endpoint: '/file', headers: {}, body }, { kind: 'files' });
    expect(Buffer.from(answer.body).equals(Buffer.from(body))).toBe(true);
  });

  test('may answer with any status of their own', async () => {
    serve = () => v4(404, utf8('gone'));
    expect(await world.client().requestServer(server, GET)).toMatchObject({
      status: 404,
      body: utf8('gone'),
    });
    expect(asked).toHaveLength(1);
  });

  test('get another request with each attempt, where each is good for once', async () => {
    const got: string[] = [];
    serve = (plaintext) => {
      got.push(fromUtf8(plaintext).replace(/.*"n":"(\d)".*/, '$1'));
      return got.length === 1 ? 500 : v4(200, utf8('yes'));
    };
    let nonce = 0;
    const request = (): ServerRequest => ({ ...GET, headers: { n: String((nonce += 1)) } });
    const { status } = await world.client().requestServer(server, request);
    expect(status).toBe(200);
    expect(got).toEqual(['1', '2']);
  });

  test('of the old kind', async () => {
    serve = (plaintext) => utf8(JSON.stringify({ got: JSON.parse(fromUtf8(plaintext)) as unknown }));
    const { body } = await world
      .client()
      .requestServer({ ...server, version: 'v3' }, { ...GET, body: utf8('b') });
    expect(JSON.parse(fromUtf8(body))).toEqual({ got: { ...GET, body: 'b' } });
    expect(asked).toEqual(['/loki/v3/lsrpc']);
  });

  test.each<[string, number | Uint8Array]>([
    ['fail', 500],
    ['write nonsense', utf8('nonsense')],
  ])('that %s cost no path its reputation', async (_name, answer) => {
    serve = () => answer;
    const network = world.client();
    const { paths } = await until(network, hasAllPaths);
    for (let count = 0; count < 3; count += 1) {
      await expect(network.requestServer(server, GET)).rejects.toMatchObject({
        name: 'NetworkError',
        retry: 'now',
      });
    }
    expect(network.status()).toEqual({ state: 'online', paths });
  });

  test('that nobody reaches', async () => {
    const network = world.client();
    await until(network, hasAllPaths);
    await backend.close();
    await expect(network.requestServer(server, GET)).rejects.toMatchObject({ code: 'unreachable' });
    expect(network.status().paths).toHaveLength(3);
  });
});
