import { gzipSync } from 'node:zlib';

import { afterEach, describe, expect, test } from 'vitest';

import type { ServiceNode, TransferProgress } from '../../../ts/network/index.ts';
import { Agents } from '../../../ts/network/transport/agents.ts';
import { HttpsTransport } from '../../../ts/network/transport/https-transport.ts';
import { createDeferred, silentLog, systemClock, systemRandom, utf8 } from '../../../ts/util/index.ts';
import { fakeNode } from '../fakes.ts';
import { startServer } from './https-server.ts';
import type { Handler, TestServer } from './https-server.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function world(
  handler: Handler,
): Promise<{ server: TestServer; node: ServiceNode; transport: HttpsTransport }> {
  const server = await startServer('https', handler);
  const transport = new HttpsTransport(
    systemClock,
    new Agents({ clock: systemClock, random: systemRandom, log: silentLog }),
  );
  ends.push(
    () => server.close(),
    () => transport.close(),
  );
  return { server, node: fakeNode(1, { ip: '127.0.0.1', port: server.port }), transport };
}

const echo: Handler = (_request, response, body) => response.end(body);
const within = { timeoutMs: 5_000 };

describe('a request', () => {
  test('looks like everybody’s', async () => {
    const seen = createDeferred<Record<string, unknown>>();
    const { node, transport } = await world((request, response) => {
      seen.resolve({ method: request.method, url: request.url, ...request.headers });
      response.end('ok');
    });
    expect(await transport.send(node, utf8('onion'), within)).toMatchObject({ status: 200 });
    const { connection: _, ...rest } = await seen.promise;
    expect(rest).toEqual({
      method: 'POST',
      url: '/onion_req/v2',
      'user-agent': 'WhatsApp',
      'accept-language': 'en-us',
      accept: '*/*',
      'accept-encoding': 'gzip,deflate',
      'content-length': '5',
      host: `127.0.0.1:${node.port}`,
    });
  });

  test('to probe names no account', async () => {
    const seen = createDeferred<unknown[]>();
    const { node, transport } = await world((request, response, body) => {
      seen.resolve([request.url, request.headers['content-type'], JSON.parse(body.toString())]);
      response.end('{}');
    });
    await transport.probe(node, within);
    expect(await seen.promise).toEqual([
      '/storage_rpc/v1',
      'application/json',
      { jsonrpc: '2.0', method: 'info', params: {} },
    ]);
  });

  test('gets status and bytes as they are, unpacked if need be', async () => {
    const { node, transport } = await world((request, response) => {
      if (request.url === '/onion_req/v2')
        response.writeHead(503, { 'content-encoding': 'gzip' }).end(gzipSync('busy'));
      else response.end(Buffer.of(0, 255));
    });
    expect(await transport.send(node, utf8('x'), within)).toMatchObject({
      status: 503,
      body: Buffer.from('busy'),
    });
    expect((await transport.probe(node, within)).body).toEqual(Buffer.of(0, 255));
  });
});

describe('connections', () => {
  test('are kept: one for many requests in a row', async () => {
    const { server, node, transport } = await world(echo);
    await transport.probe(node, within);
    for (let count = 0; count < 50; count += 1) {
      expect(Buffer.from((await transport.send(node, utf8(`x${count}`), within)).body).toString()).toBe(
        `x${count}`,
      );
    }
    expect(server.connections()).toBe(1);
  });

  test('are at most six', async () => {
    const { server, node, transport } = await world(echo);
    await Promise.all(
      Array.from({ length: 40 }, (_, count) => transport.send(node, utf8(String(count)), within)),
    );
    expect(server.connections()).toBeLessThanOrEqual(6);
  });

  test('that the node has closed meanwhile are replaced, and nobody notices', async () => {
    let answered = 0;
    const { server, node, transport } = await world((request, response, body) => {
      answered += 1;
      // The second request on a connection finds it closed, as it does when a node's patience ends at that very moment.
      if (answered === 2) request.socket.destroy();
      else response.end(body);
    });
    await transport.send(node, utf8('first'), within);
    expect(Buffer.from((await transport.send(node, utf8('second'), within)).body).toString()).toBe('second');
    expect(server.connections()).toBe(2);
    server.closeIdle();
    expect((await transport.send(node, utf8('third'), within)).status).toBe(200);
  });

  test('that die at once are a failure, not a reason to go on for ever', async () => {
    let requests = 0;
    const { node, transport } = await world((request) => {
      requests += 1;
      request.socket.destroy();
    });
    await expect(transport.send(node, utf8('x'), within)).rejects.toMatchObject({ code: 'unreachable' });
    expect(requests).toBe(1);
  });

  test('are cut by a disconnect; what was in flight on a kept one goes again', async () => {
    const arrived = createDeferred<void>();
    let held = 0;
    const { node, transport } = await world((_request, response, body) => {
      if (body.toString() === 'hold' && (held += 1) === 1) arrived.resolve();
      else response.end(body);
    });
    await transport.send(node, utf8('warm'), within);
    const waiting = transport.send(node, utf8('hold'), within);
    await arrived.promise;
    transport.disconnect();
    expect((await waiting).status).toBe(200);
    expect(held).toBe(2);
  });
});

describe('a transfer', () => {
  test('tells how far it is, piece by piece', async () => {
    const { node, transport } = await world(echo);
    const steps: TransferProgress[] = [];
    const body = new Uint8Array(300_000);
    await transport.send(node, body, { ...within, onProgress: (step) => steps.push(step) });
    const up = steps.filter(({ direction }) => direction === 'up').map(({ bytes }) => bytes);
    expect(up).toEqual([65_536, 131_072, 196_608, 262_144, 300_000]);
    expect(steps.at(-1)).toEqual({ direction: 'down', bytes: 300_000, totalBytes: 300_000 });
  });

  test('goes on for as long as bytes move', async () => {
    const { node, transport } = await world((_request, response) => {
      let left = 6;
      response.writeHead(200, { 'content-length': left });
      const timer = setInterval(() => {
        left -= 1;
        if (left > 0) response.write('x');
        else {
          clearInterval(timer);
          response.end('x');
        }
      }, 60);
    });
    const answer = await transport.send(node, utf8('x'), { ...within, stallMs: 200 });
    expect(answer.body).toHaveLength(6);
  });

  test('ends when nothing moves any more', async () => {
    const { node, transport } = await world((_request, response) => response.write('x'));
    await expect(transport.send(node, utf8('x'), { ...within, stallMs: 100 })).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  test('of more than its caller wants is too large', async () => {
    const { node, transport } = await world((_request, response, body) => {
      if (body.toString() === 'packed')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000)));
      else response.end(Buffer.alloc(10_000));
    });
    for (const body of ['plain', 'packed']) {
      const sent = transport.send(node, utf8(body), { ...within, maxAnswerBytes: 9_999 });
      await expect(sent).rejects.toMatchObject({ code: 'too-large' });
    }
    const answer = await transport.send(node, utf8('plain'), { ...within, maxAnswerBytes: 10_000 });
    expect(answer.body).toHaveLength(10_000);
  });
});

describe('failures', () => {
  test('nobody there', async () => {
    const { server, node, transport } = await world(echo);
    await server.close();
    await expect(transport.send(node, utf8('x'), within)).rejects.toMatchObject({
      code: 'unreachable',
      retry: 'now',
    });
    await expect(transport.probe(node, within)).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('no answer in time', async () => {
    const { node, transport } = await world(() => undefined);
    await expect(transport.send(node, utf8('x'), { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  test('an answer that never ends', async () => {
    const { node, transport } = await world((_request, response) => response.write('x'));
    await expect(transport.send(node, utf8('x'), { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  test('an answer that breaks off', async () => {
    const { node, transport } = await world((request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => request.socket.destroy());
    });
    await expect(transport.send(node, utf8('x'), within)).rejects.toMatchObject({ code: 'unreachable' });
  });

  test.each<[string, Handler]>([
    ['says so', (_request, response) => response.writeHead(200, { 'content-length': 10 ** 9 }).write('x')],
    ['just flows', (_request, response) => response.end(Buffer.alloc(20 * 1024))],
    [
      'grows when unpacked',
      (_request, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10 ** 6))),
    ],
    [
      'is not packed as it says',
      (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'),
    ],
  ])('an oversized answer that %s', async (_name, handler) => {
    const { node, transport } = await world(handler);
    await expect(transport.probe(node, within)).rejects.toMatchObject({ code: 'bad-response' });
  });

  test('an answer that is no HTTP', async () => {
    const { node, transport } = await world((request) => request.socket.end('nonsense\r\n\r\n'));
    await expect(transport.send(node, utf8('x'), within)).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('who gives up, before or while waiting', async () => {
    const arrived = createDeferred<void>();
    const { node, transport } = await world(() => arrived.resolve());
    const aborter = new AbortController();
    const waiting = transport.send(node, utf8('x'), { ...within, signal: aborter.signal });
    await arrived.promise;
    aborter.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    await expect(
      transport.send(node, utf8('x'), { ...within, signal: aborter.signal }),
    ).rejects.toMatchObject({ code: 'aborted' });
  });

  test('a closed transport', async () => {
    const { node, transport } = await world(echo);
    transport.close();
    await expect(transport.send(node, utf8('x'), within)).rejects.toMatchObject({ code: 'closed' });
  });
});
