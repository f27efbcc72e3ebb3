import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';

import { versionBlindedHeaders, versionBlindedKeys } from '../../ts/account/index.ts';
import { cryptoReady, ed25519Seed, x25519PublicKey } from '../../ts/crypto/index.ts';
import { decodeV4Request } from '../../ts/local-network/file-server/server-request.ts';
import type { FileEvent, LocalNetworkOptions } from '../../ts/local-network/index.ts';
import {
  bodyOf,
  deterministicFileId,
  downloadRequest,
  extendRequest,
  fileInfoRequest,
  networkInfoRequest,
  readDownload,
  readFileInfo,
  readNetworkInfo,
  readSessionVersion,
  readUpload,
  sessionVersionRequest,
  tokenInfoRequest,
  uploadRequest,
} from '../../ts/network/index.ts';
import type { Network, ServerAnswer, ServerRequest } from '../../ts/network/index.ts';
import { fromHex, fromUtf8, toBase64, utf8 } from '../../ts/util/index.ts';
import { World, wrongClock } from '../network/world.ts';

await cryptoReady();

const DAY_MS = 86_400_000;
const worlds: World[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.end()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function start(options: Partial<LocalNetworkOptions> = {}): Promise<World> {
  const world = await World.start({ nodeCount: 12, swarmSize: 3, ...options });
  worlds.push(world);
  return world;
}

/** A client that asks the file server over onion paths. */
function asking(world: World): (request: ServerRequest, x25519?: string) => Promise<ServerAnswer> {
  const network: Network = world.client();
  const { host, pubkey_x25519: key } = world.local.fileServer;
  return (request, x25519 = key) =>
    network.requestServer({ host, x25519: x25519PublicKey(fromHex(x25519)), protocol: 'http' }, request, {
      kind: 'files',
    });
}

const content = (byte: number, length = 1_000): Uint8Array => new Uint8Array(length).fill(byte);

describe('over onion paths', () => {
  test('the file server takes a file, gives it back and tells about it', async () => {
    const world = await start();
    const ask = asking(world);
    const before = Date.now();
    const { fileId, expiresAtMs } = readUpload(await ask(uploadRequest(content(1), { ttlS: 3_600 })));
    expect(fileId).toBe(deterministicFileId(content(1)));
    expect(Math.abs(expiresAtMs! - before - 3_600_000)).toBeLessThan(60_000);
    const download = readDownload(await ask(downloadRequest(fileId)));
    expect(Buffer.from(download.content).equals(content(1))).toBe(true);
    expect(Math.abs(download.expiresAtMs! - expiresAtMs!)).toBeLessThan(1_000);
    expect(readFileInfo(await ask(fileInfoRequest(fileId)))).toMatchObject({ sizeBytes: 1_000, expiresAtMs });
    expect(world.local.statistics().files).toEqual({ upload: 1, download: 1, info: 1 });
  });

  test('the largest file goes there and back, a byte more is refused', async () => {
    const world = await start();
    const ask = asking(world);
    const { fileId } = readUpload(await ask(uploadRequest(content(2, 10_000_000))));
    expect(readDownload(await ask(downloadRequest(fileId))).content).toHaveLength(10_000_000);
    const larger = await ask({ ...uploadRequest(content(3, 1)), body: content(3, 10_000_001) });
    expect([larger.status, fromUtf8(larger.body)]).toEqual([413, '{"status_code":413}']);
  });

  test('equal files are one, and live as long as the longer of both', async () => {
    const ask = asking(await start());
    const long = readUpload(await ask(uploadRequest(content(4), { ttlS: 7_200 })));
    const short = readUpload(await ask(uploadRequest(content(4), { ttlS: 60 })));
    expect(short).toEqual(long);
    const longest = readUpload(await ask(uploadRequest(content(4))));
    expect(longest.fileId).toBe(long.fileId);
    expect(longest.expiresAtMs! - Date.now()).toBeGreaterThan(13 * DAY_MS);
  });

  test('a file’s life is lengthened, never shortened', async () => {
    const ask = asking(await start());
    const { fileId, expiresAtMs } = readUpload(await ask(uploadRequest(content(5), { ttlS: 3_600 })));
    const shorter = readFileInfo(await ask(extendRequest(fileId, { ttlS: 60 })));
    expect(shorter.expiresAtMs).toBe(expiresAtMs);
    const longer = readFileInfo(await ask(extendRequest(fileId, { ttlS: 7_200 })));
    expect(longer.expiresAtMs).toBeGreaterThan(expiresAtMs! + 3_000_000);
    expect((await ask(extendRequest(deterministicFileId(content(6))))).status).toBe(404);
  });

  test('files end by the network’s clock', async () => {
    const clock = wrongClock(0);
    const ask = asking(await start({ clock }));
    const { fileId } = readUpload(await ask(uploadRequest(content(7), { ttlS: 3_600 })));
    clock.aheadMs += 3_599_000;
    expect((await ask(downloadRequest(fileId))).status).toBe(200);
    clock.aheadMs += 2_000;
    for (const request of [downloadRequest(fileId), fileInfoRequest(fileId), extendRequest(fileId)]) {
      expect((await ask(request)).status).toBe(404);
    }
  });

  test.each(['-1', 'soon', '1209601', '1.5'])('a TTL of %s is refused', async (ttl) => {
    const ask = asking(await start());
    const answer = await ask({ ...uploadRequest(content(8)), headers: { 'x-fs-ttl': ttl } });
    expect(answer.status).toBe(400);
  });

  test('it tells versions to whoever asks, with a good signature or none', async () => {
    const world = await start();
    const ask = asking(world);
    world.local.fileServer.setRelease('alpha', { version: '2.0.0-alpha', updatedMs: 5_000, notes: 'bold' });
    const keys = versionBlindedKeys(ed25519Seed(content(1, 32)));
    const pathWithQuery = sessionVersionRequest({ channel: 'alpha' }).endpoint;
    const signedAt = (timestampS: number): Readonly<Record<string, string>> => ({
      ...versionBlindedHeaders(keys, { timestampS, method: 'GET', pathWithQuery }),
    });
    const nowS = Math.floor(Date.now() / 1_000);
    for (const headers of [{}, signedAt(nowS)]) {
      const answer = await ask(sessionVersionRequest({ channel: 'alpha', headers }));
      expect(readSessionVersion(answer)).toMatchObject({ version: '2.0.0-alpha', updatedAtMs: 5_000 });
    }
    const refusals: readonly (readonly [Readonly<Record<string, string>>, number])[] = [
      [signedAt(nowS - 2 * 86_400), 425],
      [{ ...signedAt(nowS), 'X-FS-Timestamp': `${nowS - 1}` }, 401],
      [{ 'X-FS-Pubkey': '07' }, 400],
    ];
    for (const [headers, status] of refusals) {
      expect((await ask(sessionVersionRequest({ channel: 'alpha', headers }))).status).toBe(status);
    }
    expect(
      (await ask({ method: 'GET', endpoint: '/session_version?platform=toaster', headers: {} })).status,
    ).toBe(404);
  });

  test('it tells of tokens, as the network server to those who sign', async () => {
    const ask = asking(await start());
    expect(JSON.parse(fromUtf8(bodyOf(await ask(tokenInfoRequest(7)))))).toMatchObject({ status_code: 200 });
    expect((await ask(networkInfoRequest({}))).status).toBe(401);
    const keys = versionBlindedKeys(ed25519Seed(content(1, 32)));
    const timestampS = Math.floor(Date.now() / 1_000);
    const headers = versionBlindedHeaders(keys, { timestampS, method: 'GET', pathWithQuery: '/info' });
    expect(readNetworkInfo(await ask(networkInfoRequest({ ...headers }))).networkSize).toBe(2_000);
  });

  test('it does not understand what is sealed for another key', async () => {
    const world = await start();
    await expect(
      asking(world)(downloadRequest('1'), world.local.nodes[0]!.pubkey_x25519),
    ).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('a request', () => {
  const list = (...parts: readonly string[]): Uint8Array =>
    utf8(`l${parts.map((part) => `${utf8(part).length}:${part}`).join('')}e`);

  test('is a list of JSON and body', () => {
    const meta = '{"method":"GET","endpoint":"/file/1?x=y","headers":{"X-One":"1","two":2}}';
    const request = { method: 'GET', endpoint: '/file/1?x=y', headers: { 'x-one': '1', two: '2' } };
    expect(decodeV4Request(list(meta))).toEqual({ ...request, body: new Uint8Array() });
    expect(decodeV4Request(list(meta, 'body'))).toEqual({ ...request, body: utf8('body') });
    expect(decodeV4Request(list('{"method":"GET","endpoint":"/"}'))).toMatchObject({ headers: {} });
  });

  test.each([
    utf8(''),
    utf8('x'),
    utf8('le'),
    utf8('7:{"a":1}'),
    utf8('li1ee'),
    list('{}'),
    list('null'),
    list('{'),
    list('{"method":"GET","endpoint":"file"}'),
    list('{"method":"GET","endpoint":"/","headers":[]}'),
    list('{"method":1,"endpoint":"/"}'),
    list('{"method":"GET","endpoint":"/"}', '', ''),
    utf8('l31:{"method":"GET","endpoint":"/"}'),
  ])('of another form is none', (bytes) => {
    expect(decodeV4Request(bytes)).toBeUndefined();
  });

  test('of any bytes is read or not, and nothing breaks', () => {
    const meta = list('{"method":"GET","endpoint":"/file/1","headers":{}}', 'body');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(80), (noise, at) => {
        const bytes = Uint8Array.from(meta);
        bytes.set(noise.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
        decodeV4Request(bytes);
        decodeV4Request(noise);
      }),
    );
  });
});

describe('its faults', () => {
  test('down, failing, slow, truncated, wrong', async () => {
    const world = await start();
    const ask = asking(world);
    const { fileId } = readUpload(await ask(uploadRequest(content(9))));
    const { faults } = world.local.fileServer;
    await faults.set({ down: true });
    await expect(ask(downloadRequest(fileId))).rejects.toMatchObject({ code: 'unreachable' });
    await faults.set({ down: false, status: 503 });
    expect((await ask(downloadRequest(fileId))).status).toBe(503);
    await faults.set({ status: 0, reply: 'truncated' });
    await expect(ask(downloadRequest(fileId))).rejects.toMatchObject({ code: 'node-failed' });
    await faults.set({ reply: 'wrong-bytes' });
    expect((await ask(downloadRequest(fileId))).body).toEqual(content(9 ^ 0xff));
    await faults.set({ reply: 'none', slowMs: 300 });
    const startedMs = performance.now();
    expect((await ask(downloadRequest(fileId))).status).toBe(200);
    expect(performance.now() - startedMs).toBeGreaterThan(290);
    await faults.clear();
    await world.local.goDark();
    await world.local.comeBack();
    expect(faults.current).toEqual({ down: false, slowMs: 0, status: 0, reply: 'none' });
  });

  test('are set from other processes too, as names are registered', async () => {
    const { local } = await start();
    const post = (path: string, body: unknown): Promise<Response> =>
      fetch(`${local.seedUrl}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      });
    expect(await (await fetch(`${local.seedUrl}/describe`)).json()).toEqual(local.describe());
    await post('/faults', { file_server: { set: { status: 500, slowMs: 1 } } });
    expect(local.fileServer.faults.current).toMatchObject({ status: 500, slowMs: 1 });
    const answer = await post('/faults', { file_server: { clear: true } });
    expect(await answer.json()).toMatchObject({ file_server: { status: 0, slowMs: 0 } });
    expect((await post('/faults', { file_server: { set: { status: 200 } } })).status).toBe(400);
    expect((await post('/names', { name: 'Alice', account: `05${'ab'.repeat(32)}` })).status).toBe(200);
    expect((await post('/names', { name: 'no spaces', account: `05${'ab'.repeat(32)}` })).status).toBe(400);
    expect((await fetch(`${local.seedUrl}/names`, { method: 'POST', body: '{}' })).status).toBe(415);
  });
});

describe('in plain HTTP', () => {
  test('it does the same', async () => {
    const { local } = await start();
    const events: FileEvent[] = [];
    local.observe((event) => {
      if (event.type === 'file') events.push(event);
    });
    const { url } = local.fileServer;
    const upload = await fetch(`${url}/file`, {
      method: 'POST',
      body: Buffer.from(content(1)),
      headers: { 'X-FS-TTL': '60' },
    });
    const { id } = (await upload.json()) as { readonly id: string };
    const file = await fetch(`${url}/file/${id}`);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(Date.parse(file.headers.get('expires') ?? '')).toBeGreaterThan(Date.now());
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(content(1));
    expect(events).toEqual([
      { type: 'file', action: 'upload', code: 200, fileId: id },
      { type: 'file', action: 'download', code: 200, fileId: id },
    ]);
    expect((await fetch(`${url}/file/nobody`)).status).toBe(404);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
    await local.fileServer.faults.set({ reply: 'truncated' });
    await expect(fetch(`${url}/file/${id}`).then((answer) => answer.arrayBuffer())).rejects.toThrow();
  });

  test('and has the files of old times, with numbers', async () => {
    const { local } = await start();
    const { url } = local.fileServer;
    const upload = async (bytes: Uint8Array): Promise<unknown> => {
      const body = JSON.stringify({ file: toBase64(bytes) });
      return (await fetch(`${url}/files`, { method: 'POST', body })).json();
    };
    expect(await upload(content(1))).toEqual({ result: 1, status_code: 200 });
    expect(await upload(content(2))).toEqual({ result: 2, status_code: 200 });
    expect(await (await fetch(`${url}/files/2`)).json()).toEqual({
      result: toBase64(content(2)),
      status_code: 200,
    });
    expect(new Uint8Array(await (await fetch(`${url}/file/2`)).arrayBuffer())).toEqual(content(2));
    expect((await fetch(`${url}/file/2/extend`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${url}/files`, { method: 'POST', body: '{"file":7}' })).status).toBe(400);
  });
});

test('its files, keys and port are kept in the folder of the network', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'local-network-files-'));
  folders.push(dataDir);
  const first = await start({ dataDir });
  const { url } = first.local.fileServer;
  const { id } = (await (
    await fetch(`${url}/file`, { method: 'POST', body: Buffer.from(content(1)) })
  ).json()) as {
    readonly id: string;
  };
  const description = first.local.describe();
  await worlds.pop()!.end();
  const second = await start({ dataDir });
  expect(second.local.describe()).toEqual(description);
  expect((await fetch(`${url}/file/${id}`)).status).toBe(200);
});
