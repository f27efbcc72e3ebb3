import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { x25519KeyPair, x25519PublicKey, x25519SecretKey } from '../../ts/crypto/index.ts';
import { startLocalNetwork } from '../../ts/local-network/index.ts';
import type { LocalNetwork, NodeDescription } from '../../ts/local-network/index.ts';
import { openLayer } from '../../ts/local-network/onion/layer.ts';
import type { EncType as NodeEncType } from '../../ts/local-network/onion/layer.ts';
import { unpack } from '../../ts/local-network/onion/packet.ts';
import { fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from '../../ts/util/index.ts';
import { NodeClient } from './support/client.ts';
import type { HttpAnswer, Loose } from './support/client.ts';
import { newUser } from './support/keys.ts';
import { buildOnion, nodeRequest, pack } from './support/onion.ts';
import type { EncType, Onion, OnionOptions } from './support/onion.ts';

interface Received {
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Uint8Array;
}

let network: LocalNetwork;
let client: NodeClient;
let server: Server;
let answerOf: (received: Received) => { readonly status: number; readonly body: Uint8Array };

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, body } = answerOf({
        url: request.url,
        headers: request.headers,
        body: Buffer.concat(chunks),
      });
      response.writeHead(status, { 'Content-Type': 'application/x-test', 'X-Test': 'seen' }).end(body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  network = await startLocalNetwork({
    nodeCount: 24,
    serverHosts: { 'files.example': `http://127.0.0.1:${port}`, 'closed.example': 'http://127.0.0.1:1' },
  });
  client = new NodeClient();
});

beforeEach(() => network.resetStatistics());

afterAll(async () => {
  client.close();
  await network.close();
  server.closeAllConnections();
  server.close();
});

const path = (): readonly NodeDescription[] => network.nodes.slice(0, 3);
const nodeOf = (id: string): NodeDescription => network.nodes.find((node) => node.pubkey_ed25519 === id)!;

const send = (onion: Onion, guard = path()[0]!): Promise<HttpAnswer> =>
  client.send(guard, '/onion_req/v2', { body: onion.body });

function toNode(node: NodeDescription, inner: Uint8Array, more: Partial<OnionOptions> = {}): Onion {
  return buildOnion({
    path: path(),
    destinationKey: node.pubkey_x25519,
    next: { destination: node.pubkey_ed25519 },
    inner,
    ...more,
  });
}

const opened = (onion: Onion, answer: HttpAnswer): Loose =>
  JSON.parse(fromUtf8(onion.open(fromBase64(answer.text))));

async function rpc(node: NodeDescription, method: string, params: unknown): Promise<Loose> {
  const onion = toNode(node, nodeRequest(method, params));
  const answer = await send(onion);
  expect(answer.status).toBe(200);
  const { status, body } = opened(onion, answer);
  return { code: status, body: JSON.parse(body) };
}

describe('to a node', () => {
  test('a message is stored over one path and retrieved over it again', async () => {
    const [user, writer] = [newUser(), newUser()];
    const [first, second] = network.swarmOf(user.account).map(nodeOf) as [NodeDescription, NodeDescription];
    const timestamp = Date.now();
    const params = { pubkey: user.account, data: toBase64(utf8(writer.account)), timestamp, ttl: 60_000 };
    const heard = network.waitForStore(({ account }) => account === user.account);
    const stored = await rpc(first, 'store', params);
    expect(Object.keys(stored.body.swarm)).toHaveLength(6);
    expect(await heard).toMatchObject({
      node: first.pubkey_ed25519,
      hash: stored.body.hash,
      namespace: 0,
      already: false,
    });
    const signature = user.sign(`retrieve${timestamp}`);
    const retrieve = await rpc(second, 'retrieve', { ...user.identity, timestamp, signature });
    expect(retrieve.body.messages).toMatchObject([{ hash: stored.body.hash, timestamp, data: params.data }]);
  });

  const mixtures: readonly (readonly EncType[])[] = [
    ['aes-gcm', 'aes-gcm', 'aes-gcm', 'aes-gcm'],
    ['xchacha20', 'xchacha20', 'xchacha20', 'xchacha20'],
    ['aes-cbc', 'aes-cbc', 'aes-cbc', 'aes-cbc'],
    ['aes-gcm', 'xchacha20', 'aes-cbc', 'aes-gcm'],
  ];
  test.each(mixtures)('layers of %s, %s, %s, %s', async (...encTypes) => {
    const onion = toNode(network.nodes[9]!, nodeRequest('info', {}), { encTypes });
    expect(opened(onion, await send(onion))).toMatchObject({ status: 200 });
  });

  test('without an enc_type a layer is aes-gcm, and keys may be in upper case', async () => {
    const node = network.nodes[4]!;
    const onion = toNode(node, nodeRequest('info', {}), { path: [], encTypes: ['aes-gcm'] });
    const { blob, control } = unpack(onion.body);
    const body = pack(blob, { ephemeral_key: (control['ephemeral_key'] as string).toUpperCase() });
    const answer = await client.send(node, '/onion_req/v2', { body });
    expect(opened(onion, answer)).toMatchObject({ status: 200 });
  });

  test.each([
    [{ headers: null }, 'string'],
    [{ headers: {}, json: true }, 'object'],
  ])('asked with %j it answers with the body as %s', async (control, type) => {
    const onion = toNode(network.nodes[8]!, nodeRequest('info', {}, control));
    expect(typeof opened(onion, await send(onion)).body).toBe(type);
  });

  test('asked without base64 it answers with bytes', async () => {
    const onion = toNode(network.nodes[8]!, nodeRequest('info', {}, { headers: '', base64: false }));
    const answer = await send(onion);
    expect(JSON.parse(fromUtf8(onion.open(answer.body)))).toMatchObject({ status: 200 });
    expect(answer.headers['content-type']).toBe('text/plain');
  });

  test('errors of the RPC come sealed, with their code', async () => {
    const onion = toNode(network.nodes[8]!, nodeRequest('nope', {}));
    expect(opened(onion, await send(onion))).toEqual({ status: 400, body: 'no method nope' });
  });

  test('a hundred requests over one path cost one handshake a hop', async () => {
    const onion = toNode(network.nodes[12]!, nodeRequest('info', {}));
    const fresh = new NodeClient();
    for (let count = 0; count < 100; count += 1)
      await fresh.send(path()[0]!, '/onion_req/v2', { body: onion.body });
    fresh.close();
    const { nodes } = network.statistics();
    const [guard, middle, last, destination] = [...path(), network.nodes[12]!].map(
      (node) => nodes[node.pubkey_ed25519]!,
    );
    expect(guard).toMatchObject({
      handshakes: { client: 1, peer: 0 },
      requests: { 'POST /onion_req/v2': 100 },
      hops: { node: 100, server: 0, self: 0 },
    });
    for (const relay of [middle, last]) expect(relay!.hops.node).toBe(100);
    for (const relay of [middle, last, destination]) expect(relay!.handshakes.peer).toBeLessThanOrEqual(1);
    expect(destination).toMatchObject({ methods: { info: 100 }, hops: { self: 100 } });
  });
});

test('nodes know each other again when a connection of theirs is resumed', async () => {
  const destination = network.nodes[13]!;
  const onion = toNode(destination, nodeRequest('info', {}));
  for (let count = 0; count < 3; count += 1) {
    expect(opened(onion, await send(onion))).toMatchObject({ status: 200 });
    await network.faults(destination.pubkey_ed25519).set({ down: true });
    await network.faults(destination.pubkey_ed25519).clear();
  }
  expect(network.statistics().nodes[destination.pubkey_ed25519]).toMatchObject({
    handshakes: { client: 0, peer: 3 },
    resumed: 2,
  });
});

describe('errors on the way', () => {
  const entry = async (body: Uint8Array) => {
    const { status, text, headers } = await client.send(path()[0]!, '/onion_req/v2', { body });
    return [status, text, headers['content-type']];
  };
  const key = 'ab'.repeat(32);

  test.each([
    ['nothing', new Uint8Array(), 'Data too short'],
    ['a length beyond the end', Uint8Array.of(9, 0, 0, 0, 1), 'Unexpected payload size'],
    ['no JSON', pack(new Uint8Array(4), undefined), 'Invalid json'],
    ['a list', pack(new Uint8Array(4), []), 'Invalid json'],
    ['no key', pack(new Uint8Array(4), {}), 'Invalid ephemeral_key'],
    ['a short key', pack(new Uint8Array(4), { ephemeral_key: key.slice(2) }), 'Invalid ephemeral_key'],
    [
      'an unknown cipher',
      pack(new Uint8Array(4), { ephemeral_key: key, enc_type: 'rot13' }),
      'Invalid enc_type',
    ],
    ['too many hops', pack(new Uint8Array(4), { ephemeral_key: key, hop_no: 16 }), 'Too many hops'],
    ['a negative hop', pack(new Uint8Array(4), { ephemeral_key: key, hop_no: -1 }), 'Invalid hop_no'],
  ])('%s', async (_, body, reason) => {
    expect(await entry(body)).toEqual([400, `Error parsing onion request: ${reason}`, 'text/plain']);
  });

  test('what cannot be decrypted', async () => {
    const body = pack(new Uint8Array(100), { ephemeral_key: path()[1]!.pubkey_x25519 });
    expect(await entry(body)).toEqual([400, 'Invalid ciphertext', 'text/plain']);
    const lowOrder = pack(new Uint8Array(100), { ephemeral_key: '00'.repeat(32) });
    expect(await entry(lowOrder)).toEqual([400, 'Invalid ciphertext', 'text/plain']);
  });

  test('nonsense inside the last layer comes back sealed', async () => {
    const onion = toNode(network.nodes[7]!, utf8('nonsense'));
    expect(opened(onion, await send(onion))).toEqual({ status: 400, body: 'Invalid json' });
  });

  test('a node that nobody knows', async () => {
    const onion = toNode(network.nodes[7]!, nodeRequest('info', {}), {
      next: { destination: key.toUpperCase() },
    });
    expect(await send(onion)).toMatchObject({ status: 502, text: `Next node not found: ${key}` });
  });

  test('hops are counted: the sixteenth refuses', async () => {
    const far = (hopNo: number) => toNode(network.nodes[7]!, nodeRequest('info', {}), { hopNo });
    const onion = far(12);
    expect(opened(onion, await send(onion))).toMatchObject({ status: 200 });
    expect(await send(far(13))).toMatchObject({
      status: 400,
      text: 'Error parsing onion request: Too many hops',
    });
  });

  test('another address, another method, too large a body', async () => {
    const guard = path()[0]!;
    expect(await client.send(guard, '/onion_req/v3')).toMatchObject({
      status: 404,
      text: 'POST /onion_req/v3 Not Found',
    });
    const words = 'POST /sn/onion_request Not Found';
    expect(await client.send(guard, '/sn/onion_request')).toMatchObject({ status: 404, text: words });
    const get = await client.send(guard, '/storage_rpc/v1', { method: 'GET' });
    expect(get).toMatchObject({ status: 404, text: 'GET /storage_rpc/v1 Not Found' });
    const large = await client.send(guard, '/onion_req/v2', { body: new Uint8Array(10_485_761) });
    expect(large).toMatchObject({ status: 413, text: 'Request body too large' });
  });

  test('what nodes say of themselves', async () => {
    const answer = await client.send(path()[0]!, '/get_stats/v1', { method: 'GET' });
    expect(JSON.parse(answer.text)).toEqual({ version: '2.8.0' });
    expect(answer.headers).toMatchObject({
      server: 'Oxen Storage Server/2.8.0',
      'content-type': 'application/json',
    });
    expect((await client.send(path()[0]!, '/ping_test/v1')).status).toBe(200);
  });
});

describe('to a server', () => {
  const serverKeys = () => x25519KeyPair(x25519SecretKey(new Uint8Array(32).fill(5)));
  const toServer = (next: Readonly<Record<string, unknown>>, more: Partial<OnionOptions> = {}) =>
    buildOnion({
      path: path(),
      destinationKey: toHex(serverKeys().publicKey),
      next: {
        host: 'files.example',
        target: '/oxen/v4/lsrpc',
        method: 'POST',
        protocol: 'http',
        port: 80,
        ...next,
      },
      inner: utf8('l2:{}e'),
      ...more,
    });

  const openAtServer = ({ body }: Received) => {
    const { blob, control } = unpack(body);
    return openLayer(
      {
        ciphertext: blob,
        ephemeralKey: x25519PublicKey(fromHex(control['ephemeral_key'] as string)),
        encType: control['enc_type'] as NodeEncType,
      },
      serverKeys(),
    );
  };

  test('the server gets the opened layer whole, its sealed answer comes back as it is', async () => {
    let received: Received | undefined;
    answerOf = (request) => {
      received = request;
      const { plaintext, seal } = openAtServer(request);
      return { status: 200, body: seal(utf8(`got ${fromUtf8(plaintext)}`)) };
    };
    const onion = toServer({});
    const answer = await send(onion);
    expect(answer.status).toBe(200);
    expect(fromUtf8(onion.open(answer.body))).toBe('got l2:{}e');
    expect(received).toMatchObject({
      url: '/oxen/v4/lsrpc',
      headers: { 'content-type': 'application/octet-stream', 'user-agent': 'Oxen Storage Server/2.8.0' },
    });
    expect(network.statistics().nodes[path()[2]!.pubkey_ed25519]).toMatchObject({ hops: { server: 1 } });
  });

  test.each([
    ['/loki/v3/lsrpc', true],
    ['/oxen/v4/lsrpc?x=1', false],
    ['/oxen/v4/other', false],
    ['/other/v4/lsrpc', false],
  ])('target %s allowed: %s', async (target, allowed) => {
    answerOf = () => ({ status: 200, body: utf8('served') });
    const onion = toServer({ target });
    const answer = await send(onion);
    if (allowed) expect(answer.text).toBe('served');
    // The last hop, not the server, seals this: with the key of its own layer.
    else expect(answer).toMatchObject({ status: 200, text: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) });
  });

  test('a bad protocol is told in a sealed answer', async () => {
    const inner = pack(utf8('x'), { host: 'files.example', target: '/oxen/v4/lsrpc', protocol: 'gopher' });
    const onion = toNode(network.nodes[5]!, inner);
    expect(opened(onion, await send(onion))).toEqual({ status: 400, body: 'Invalid url' });
  });

  test.each([
    ['a status that is passed on', 404, 404],
    ['one that is not', 418, 500],
  ])('%s', async (_, given, passed) => {
    answerOf = () => ({ status: given, body: utf8('words') });
    expect(await send(toServer({}))).toMatchObject({ status: passed, text: 'words' });
  });

  test('an entry that is the last hop passes on headers too', async () => {
    answerOf = () => ({ status: 418, body: utf8('words') });
    const answer = await send(toServer({}, { path: path().slice(0, 1) }));
    expect(answer).toMatchObject({
      status: 418,
      headers: { 'x-test': 'seen', 'content-type': 'application/x-test' },
    });
  });

  test('a server that does not answer, and one outside of this machine', async () => {
    expect((await send(toServer({ host: 'closed.example' }))).status).toBe(502);
    const outside = await send(toServer({ host: 'www.example.org' }));
    expect(outside).toMatchObject({ status: 502, text: "Couldn't resolve host name: www.example.org" });
  });
});
