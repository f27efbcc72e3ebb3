import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { cryptoReady, x25519PublicKey } from '../../../ts/crypto/index.ts';
import { FileClient, fileUrl, parseFileServer } from '../../../ts/network/index.ts';
import type { FileProgress, FileServer, Network } from '../../../ts/network/index.ts';
import { fromHex } from '../../../ts/util/index.ts';
import { World, hasAllPaths, until, wrongClock } from '../world.ts';

await cryptoReady();

const HOUR_S = 3_600;
const clock = wrongClock(0);
let world: World;
let network: Network;
let server: FileServer;
let files: FileClient;

beforeEach(async () => {
  clock.aheadMs = 0;
  world = await World.start({ clock });
  network = world.client({ clock });
  server = parseFileServer(world.local.fileServer.address);
  files = new FileClient({ network, server });
});
afterEach(() => world.end());

const content = (byte: number, length = 1_000): Uint8Array => new Uint8Array(length).fill(byte);
const urlOf = ({ fileId }: { readonly fileId: string }): string =>
  fileUrl({ server, fileId, isStream: true });
/** How many requests have reached the file server, understood or not. */
const arrivals = (): number =>
  Object.values(world.local.statistics().nodes).reduce((sum, { hops }) => sum + hops.server, 0);

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

describe('a file', () => {
  test('goes to our server, and anybody with its URL gets it', async () => {
    const stored = await files.upload(content(1), { ttlS: HOUR_S });
    expect(stored.server).toBe(server);
    expect(Math.abs(stored.expiresAtMs! - clock.nowMs() - HOUR_S * 1_000)).toBeLessThan(60_000);
    const stranger = new FileClient({
      network: world.client(),
      server: parseFileServer('http://filev2.getsession.org'),
    });
    const url = urlOf(stored);
    expect(stranger.locate(url)).toMatchObject({ isServerKnown: false });
    expect(files.locate(url)).toMatchObject({ isServerKnown: true });
    const got = await stranger.download(url);
    expect(Buffer.from(got.content).equals(content(1))).toBe(true);
    expect(Math.abs(got.expiresAtMs! - stored.expiresAtMs!)).toBeLessThan(1_000);
  });

  test('may come in pieces, and is told about and kept longer', async () => {
    const stored = await files.upload(inPieces(content(2, 100_000), 30_000), { ttlS: HOUR_S });
    const info = await files.info(urlOf(stored));
    expect(info).toMatchObject({ sizeBytes: 100_000, expiresAtMs: stored.expiresAtMs });
    const extended = await files.extend(files.locate(urlOf(stored)), { ttlS: 2 * HOUR_S });
    expect(extended.expiresAtMs).toBeGreaterThan(info.expiresAtMs);
    expect((await files.sessionVersion('stable')).version).toBe('1.0.0');
  });

  test('that is too large is not even read to its end', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        await Promise.resolve();
        given += 1;
        yield content(3, 1_000_000);
      }
    }
    await expect(files.upload(endless())).rejects.toMatchObject({ code: 'file-too-large' });
    expect(given).toBe(11);
    await expect(files.upload(content(3, 10_000_001))).rejects.toMatchObject({ code: 'file-too-large' });
    expect(arrivals()).toBe(0);
  });

  test('tells how far it is, both ways', async () => {
    const size = 3_000_000;
    const [up, down]: [FileProgress[], FileProgress[]] = [[], []];
    const stored = await files.upload(content(4, size), { onProgress: (progress) => up.push(progress) });
    await files.download(urlOf(stored), { onProgress: (progress) => down.push(progress) });
    for (const steps of [up, down]) {
      expect(steps.length).toBeGreaterThan(10);
      expect(steps.map(({ doneBytes }) => doneBytes)).toEqual(
        steps.map(({ doneBytes }) => doneBytes).sort((a, b) => a - b),
      );
    }
    expect(up.at(-1)).toEqual({ doneBytes: size, totalBytes: size });
    expect(down.at(-1)!.doneBytes).toBe(down.at(-1)!.totalBytes);
    expect(down.at(-1)!.doneBytes - size).toBeLessThan(1_000);
  });

  test('is given up when we say so, while it goes and while it comes', async () => {
    const goes = new AbortController();
    const upload = files.upload(content(5, 9_000_000), {
      signal: goes.signal,
      onProgress: () => goes.abort(),
    });
    await expect(upload).rejects.toMatchObject({ code: 'aborted' });
    const stored = await files.upload(content(5, 9_000_000));
    const comes = new AbortController();
    const download = files.download(urlOf(stored), {
      signal: comes.signal,
      onProgress: () => comes.abort(),
    });
    await expect(download).rejects.toMatchObject({ code: 'aborted' });
    await expect(files.upload(content(5), { signal: comes.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    await expect(files.upload(inPieces(content(5), 10), { signal: comes.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

describe('a file that cannot be had', () => {
  test('is not there, or not any more', async () => {
    const stored = await files.upload(content(6), { ttlS: HOUR_S });
    const never = fileUrl({ server, fileId: 'A'.repeat(44), isStream: true });
    await expect(files.download(never)).rejects.toMatchObject({ code: 'file-not-found', status: 404 });
    clock.aheadMs += (HOUR_S + 1) * 1_000;
    await expect(files.download(urlOf(stored))).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(files.download(urlOf(stored), { expiresAtMs: stored.expiresAtMs! })).rejects.toMatchObject({
      code: 'file-expired',
    });
    await expect(files.download('http://nowhere.example/file/1')).rejects.toMatchObject({
      code: 'file-server-unknown',
    });
  });

  test('is larger than we want it, and no path suffers for that', async () => {
    const { paths } = await until(network, hasAllPaths);
    const stored = await files.upload(content(7, 500_000));
    for (let count = 0; count < 4; count += 1) {
      await expect(files.download(urlOf(stored), { maxBytes: 100_000 })).rejects.toMatchObject({
        name: 'FileServerError',
        code: 'file-too-large',
      });
    }
    // Within the overhead of the answer only the file itself tells.
    await expect(files.download(urlOf(stored), { maxBytes: 499_999 })).rejects.toMatchObject({
      code: 'file-too-large',
    });
    expect(network.status().paths).toEqual(paths);
    expect((await files.download(urlOf(stored), { maxBytes: 500_000 })).content).toHaveLength(500_000);
  });

  test('is behind a server that fails, breaks off or is not there', async () => {
    const stored = await files.upload(content(8));
    const { faults } = world.local.fileServer;
    const cases = [
      [{ status: 503 }, 'file-server-failed'],
      [{ reply: 'truncated' }, 'node-failed'],
      [{ down: true }, 'unreachable'],
    ] as const;
    for (const [fault, code] of cases) {
      await faults.set(fault);
      await expect(files.download(urlOf(stored))).rejects.toMatchObject({ code });
      await expect(files.upload(content(9))).rejects.toMatchObject({ code });
      await faults.clear();
    }
    expect((await files.download(urlOf(stored))).content).toHaveLength(1_000);
  });

  test('does not come while nothing is reachable', async () => {
    await until(network, hasAllPaths);
    await world.local.goDark();
    network.connectivityChanged();
    await until(network, ({ state }) => state === 'offline');
    await expect(files.download(fileUrl({ server, fileId: '1', isStream: false }))).rejects.toMatchObject({
      name: 'NetworkError',
      retry: 'later',
    });
  });
});

describe('the keys of a server', () => {
  const other = x25519PublicKey(fromHex('ab'.repeat(32)));

  test('are tried in turn, and the good one is remembered', async () => {
    const twoKeys: FileServer = { ...server, x25519: [other, ...server.x25519] };
    const client = new FileClient({ network, server: twoKeys });
    await client.upload(content(10));
    // Two paths have said that the first key is not understood.
    expect(arrivals()).toBe(3);
    await client.upload(content(11));
    expect(arrivals()).toBe(4);
  });

  test('are all wrong: that is said', async () => {
    const { paths } = await until(network, hasAllPaths);
    const client = new FileClient({ network, server: { ...server, x25519: [other] } });
    await expect(client.upload(content(12))).rejects.toMatchObject({ code: 'file-server-key-wrong' });
    expect(network.status().paths).toEqual(paths);
  });
});
