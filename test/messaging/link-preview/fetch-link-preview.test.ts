import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, test } from 'vitest';

import { LinkPreviewError, WebPreviewHttp, fetchLinkPreview } from '../../../ts/messaging/index.ts';
import type { PreviewHttp, PreviewRequest } from '../../../ts/messaging/index.ts';
import { createDeferred, errorCode, systemClock } from '../../../ts/util/index.ts';
import { startServer } from '../../network/transport/https-server.ts';
import { FakeClock } from '../../support/fake-clock.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const HOST = 'site.example';
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A web site on this machine, and what leads to it. */
async function site(answer: Answer) {
  const requests: IncomingMessage[] = [];
  const server = await startServer('https', (request, response) => {
    requests.push(request);
    answer(request, response);
  });
  ends.push(() => server.close());
  const clock = new FakeClock();
  const agent = new https.Agent({ rejectUnauthorized: false });
  const http = new LocalHttp(new WebPreviewHttp({ clock, agent }));
  const origin = `https://${HOST}:${server.port}`;
  const preview = (path = '/', options: { readonly signal?: AbortSignal } = {}) =>
    fetchLinkPreview(origin + path, { http, clock, isAllowedAddress: isHere, ...options });
  return { server, clock, http, origin, requests, preview };
}

function isHere(address: string): boolean {
  return address === '127.0.0.1' || address === '127.0.0.2';
}

/** The real way to web servers, but every name is found on this machine. */
class LocalHttp implements PreviewHttp {
  readonly resolved: string[] = [];
  readonly addresses: (readonly string[])[] = [];
  readonly connected: (string | undefined)[] = [];
  readonly dead = new Set<string | undefined>();
  private readonly web: WebPreviewHttp;

  constructor(web: WebPreviewHttp) {
    this.web = web;
  }

  async resolve(hostname: string): Promise<readonly string[]> {
    this.resolved.push(hostname);
    return this.addresses.shift() ?? ['127.0.0.1'];
  }

  get(request: PreviewRequest) {
    this.connected.push(request.address);
    if (this.dead.has(request.address)) return Promise.reject(new Error('dead'));
    return this.web.get(request);
  }
}

function page(response: ServerResponse, html: string, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
  response.end(html);
}

function redirect(response: ServerResponse, location: string, status = 302): void {
  response.writeHead(status, { location });
  response.end();
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LinkPreviewError);
  return errorCode(error);
}

/** A page with a picture, which `picture` answers. */
function pageWithPicture(picture: Answer): Answer {
  return (request, response) => {
    if (request.url === '/picture') picture(request, response);
    else page(response, '<title>With a picture</title><meta property="og:image" content="/picture">');
  };
}

describe('a page', () => {
  test('is asked for as all clients ask', async () => {
    const { preview, requests, origin } = await site((_request, response) =>
      page(response, '<title>Hello</title>'),
    );
    expect(await preview('/a?b=c')).toEqual({ url: `${origin}/a?b=c`, title: 'Hello' });
    const [request] = requests;
    expect(request?.url).toBe('/a?b=c');
    expect(request?.headers).toEqual({
      host: new URL(origin).host,
      'user-agent': 'WhatsApp',
      accept: 'text/html,application/xhtml+xml',
      'accept-encoding': 'identity',
      connection: expect.any(String),
    });
  });

  test('is found over redirects; the preview keeps the link as it was written', async () => {
    const hops = [301, 302, 303, 307, 308];
    const { preview, http, origin } = await site((request, response) => {
      const hop = Number(request.url?.slice(1));
      if (hop < hops.length)
        redirect(response, `https://hop${hop}.example:${request.socket.localPort}/${hop + 1}`, hops[hop]);
      else page(response, '<title>At last</title>');
    });
    expect(await preview('/0')).toEqual({ url: `${origin}/0`, title: 'At last' });
    expect(http.resolved).toEqual([
      HOST,
      'hop0.example',
      'hop1.example',
      'hop2.example',
      'hop3.example',
      'hop4.example',
    ]);
  });

  test.each([
    [
      'is not a page',
      'not-a-page',
      (response: ServerResponse) => page(response, 'x', { 'content-type': 'image/png' }),
    ],
    [
      'says nothing of what it is',
      'not-a-page',
      (response: ServerResponse) => response.end('<title>x</title>'),
    ],
    ['has no title', 'no-title', (response: ServerResponse) => page(response, '<title> </title>')],
    ['is not there', 'bad-status', (response: ServerResponse) => response.writeHead(404).end()],
    [
      'is cut by its server',
      'unreachable',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-length': '100' });
        response.write('<title>x</title>');
        setImmediate(() => response.destroy());
      },
    ],
    [
      'is packed though we did not ask',
      'encoding-unsupported',
      (response: ServerResponse) => page(response, 'x', { 'content-encoding': 'br' }),
    ],
    [
      'has endless headers',
      'unreachable',
      (response: ServerResponse) => page(response, '<title>x</title>', { 'x-long': 'a'.repeat(100_000) }),
    ],
    ['hangs up', 'unreachable', (response: ServerResponse) => response.destroy()],
    ['leads nowhere', 'redirect-invalid', (response: ServerResponse) => response.writeHead(302).end()],
    ['leads to nonsense', 'redirect-invalid', (response: ServerResponse) => redirect(response, 'https://[')],
    [
      'leads away from TLS',
      'redirect-invalid',
      (response: ServerResponse) => redirect(response, 'http://site.example/'),
    ],
    [
      'leads to a file',
      'redirect-invalid',
      (response: ServerResponse) => redirect(response, 'file:///etc/passwd'),
    ],
    [
      'leads to a password',
      'redirect-invalid',
      (response: ServerResponse) => redirect(response, 'https://u:p@site.example/'),
    ],
    [
      'leads to this machine',
      'address-forbidden',
      (response: ServerResponse) => redirect(response, 'https://localhost/'),
    ],
    [
      'leads to the network of this machine',
      'address-forbidden',
      (response: ServerResponse) => redirect(response, 'https://192.168.1.1/'),
    ],
    [
      'leads to this machine in disguise',
      'address-forbidden',
      (response: ServerResponse) => redirect(response, 'https://0x7f000003/'),
    ],
    [
      'leads to this machine by IPv6',
      'address-forbidden',
      (response: ServerResponse) => redirect(response, 'https://[::ffff:127.0.0.1]/'),
    ],
  ])('that %s gives no preview', async (_what, code, answer) => {
    const { preview } = await site((_request, response) => answer(response));
    expect(await codeOf(preview())).toBe(code);
  });

  test('that leads in a circle is left after twenty redirects', async () => {
    const { preview, requests } = await site((request, response) => redirect(response, request.url ?? '/'));
    expect(await codeOf(preview())).toBe('too-many-redirects');
    expect(requests).toHaveLength(21);
  });

  test('without end is read for half a megabyte', async () => {
    let written = 0;
    const { preview } = await site((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('<title>Endless</title>');
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384, 0x20))) written += 16_384;
      };
      response.on('drain', more);
      more();
    });
    expect(await preview()).toMatchObject({ title: 'Endless' });
    expect(written).toBeLessThan(16 * 1024 * 1024);
  });

  test.each([
    [
      'drips',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.write('<title>');
      },
    ],
    ['never answers', () => undefined],
  ])('that %s is given up after twenty seconds, and the connection with it', async (_what, answer) => {
    const asked = createDeferred<ServerResponse>();
    const { preview, clock } = await site((_request, response) => {
      answer(response);
      asked.resolve(response);
    });
    const code = codeOf(preview());
    const response = await asked.promise;
    const closed = new Promise((resolve) => response.on('close', resolve));
    await clock.advance(20_000);
    expect(await code).toBe('timeout');
    await closed;
    expect(clock.pendingTimers).toBe(0);
  });

  test('is not waited for when the person does not want it any more', async () => {
    const asked = createDeferred<void>();
    const { preview } = await site(() => asked.resolve());
    const cancel = new AbortController();
    const code = codeOf(preview('/', { signal: cancel.signal }));
    await asked.promise;
    cancel.abort();
    expect(await code).toBe('aborted');
    expect(await codeOf(preview('/', { signal: cancel.signal }))).toBe('aborted');
  });

  test('of a site whose certificate is not its own is not read', async () => {
    const { server, clock } = await site((_request, response) => page(response, '<title>x</title>'));
    const http = new LocalHttp(new WebPreviewHttp({ clock }));
    const url = `https://${HOST}:${server.port}/`;
    expect(await codeOf(fetchLinkPreview(url, { http, clock, isAllowedAddress: isHere }))).toBe(
      'unreachable',
    );
  });
});

describe('addresses', () => {
  test('on this machine are forbidden unless a test allows them', async () => {
    const { server, clock, http, requests } = await site((_request, response) =>
      page(response, '<title>x</title>'),
    );
    const url = `https://${HOST}:${server.port}/`;
    expect(await codeOf(fetchLinkPreview(url, { http, clock }))).toBe('address-forbidden');
    expect(requests).toEqual([]);
  });

  test('are checked at every step, and what was checked is connected to', async () => {
    const { preview, http, requests } = await site((_request, response) => redirect(response, '/next'));
    http.addresses.push(['127.0.0.1'], ['10.0.0.1']);
    expect(await codeOf(preview())).toBe('address-forbidden');
    expect(requests).toHaveLength(1);
    expect(http.connected).toEqual(['127.0.0.1']);
  });

  test('of which a single one is forbidden make the host forbidden', async () => {
    const { preview, http } = await site((_request, response) => page(response, '<title>x</title>'));
    http.addresses.push(['127.0.0.1', '169.254.169.254']);
    expect(await codeOf(preview())).toBe('address-forbidden');
    expect(http.connected).toEqual([]);
  });

  test('that do not answer give way to the next', async () => {
    const { preview, http } = await site((_request, response) => page(response, '<title>Second</title>'));
    http.dead.add('127.0.0.2');
    http.addresses.push(['127.0.0.2', '127.0.0.1']);
    expect((await preview()).title).toBe('Second');
    expect(http.connected).toEqual(['127.0.0.2', '127.0.0.1']);
  });

  test('that take a connection and say nothing are given up after five seconds', async () => {
    const silent = createServer();
    const connected = new Promise((resolve) => silent.once('connection', resolve));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    ends.push(() => silent.close());
    const { port } = silent.address() as AddressInfo;
    const clock = new FakeClock();
    const { signal } = new AbortController();
    const url = new URL(`https://${HOST}:${port}/`);
    const code = codeOf(
      new WebPreviewHttp({ clock }).get({ url, address: '127.0.0.1', headers: {}, signal }),
    );
    await connected;
    await clock.advance(5_000);
    expect(await code).toBe('unreachable');
  });

  test('are the proxy’s business where there is one, but local names are not given to it', async () => {
    const proxied: PreviewHttp = {
      resolve: () => Promise.resolve(undefined),
      get: ({ address }) =>
        Promise.resolve({
          status: 302,
          headers: { location: 'https://printer.local/' },
          body: (async function* () {})(),
          close: () => expect(address).toBeUndefined(),
        }),
    };
    const code = codeOf(fetchLinkPreview('https://example.org/', { http: proxied, clock: new FakeClock() }));
    expect(await code).toBe('address-forbidden');
    expect(
      await new WebPreviewHttp({ clock: systemClock, isProxy: true }).resolve('example.org'),
    ).toBeUndefined();
  });
});

describe('a picture', () => {
  test('comes with its kind, whatever its server calls it', async () => {
    const { preview } = await site(
      pageWithPicture((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' });
        response.end(PNG);
      }),
    );
    const { title, image } = await preview();
    expect(title).toBe('With a picture');
    expect(image?.contentType).toBe('image/png');
    expect(Buffer.from(image?.bytes ?? [])).toEqual(PNG);
  });

  test.each<[string, Answer]>([
    ['that is none', (_request, response) => response.end('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['that is too small', (_request, response) => response.end(PNG.subarray(0, 7))],
    ['that is missing', (_request, response) => response.writeHead(404).end()],
    [
      'that is announced as too large',
      (_request, response) => response.writeHead(200, { 'content-length': '1048577' }).flushHeaders(),
    ],
    [
      'that is too large without saying so',
      (_request, response) => response.end(Buffer.concat([PNG, Buffer.alloc(1024 * 1024)])),
    ],
    ['that leads to this machine', (_request, response) => redirect(response, 'https://[::1]/')],
    ['that breaks off', (_request, response) => response.destroy()],
  ])('%s is left out', async (_what, picture) => {
    const { preview } = await site(pageWithPicture(picture));
    expect(await preview()).toEqual({ url: expect.any(String), title: 'With a picture' });
  });

  test('that does not come in time is left out', async () => {
    const asked = createDeferred<void>();
    const { preview, clock } = await site(pageWithPicture(() => asked.resolve()));
    const found = preview();
    await asked.promise;
    await clock.advance(20_000);
    expect(await found).toEqual({ url: expect.any(String), title: 'With a picture' });
  });

  test('that is not wanted any more ends the preview', async () => {
    const asked = createDeferred<void>();
    const { preview } = await site(pageWithPicture(() => asked.resolve()));
    const cancel = new AbortController();
    const code = codeOf(preview('/', { signal: cancel.signal }));
    await asked.promise;
    cancel.abort();
    expect(await code).toBe('aborted');
  });
});

test('links of the wrong kind are not even looked at', async () => {
  const http: PreviewHttp = {
    resolve: () => Promise.reject(new Error('asked')),
    get: () => Promise.reject(new Error('asked')),
  };
  for (const url of ['http://example.org/', 'https://u@example.org/', 'hello'])
    expect(await codeOf(fetchLinkPreview(url, { http, clock: new FakeClock() }))).toBe('link-not-acceptable');
});
