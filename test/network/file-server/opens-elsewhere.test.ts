import { Worker } from 'node:worker_threads';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { ClientTasks } from '../../../ts/client/index.ts';
import { cryptoReady, x25519PublicKey } from '../../../ts/crypto/index.ts';
import {
  FileClient,
  type StoredFile,
  fileUrl,
  openInPool,
  parseFileServer,
} from '../../../ts/network/index.ts';
import { sealLayer } from '../../../ts/network/onion/layer.ts';
import { WorkerPool, systemRandom } from '../../../ts/util/index.ts';
import { World } from '../world.ts';

await cryptoReady();

const PROGRAM = new URL('../../../src/main/engine/bulk-worker.ts', import.meta.url);

/** The threads of the app, and how large what they opened was. */
class WatchedPool extends WorkerPool<ClientTasks> {
  readonly opened: number[] = [];

  override run: WorkerPool<ClientTasks>['run'] = (name, input, options) => {
    if ('sealed' in input) this.opened.push(input.sealed.length);
    return super.run(name, input, options);
  };
}

const urlOf = ({ server, fileId }: StoredFile): string => fileUrl({ server, fileId, isStream: true });

let pool: WatchedPool;
let world: World;

beforeEach(async () => {
  pool = new WatchedPool({ threads: 1, startThread: () => new Worker(PROGRAM) });
  world = await World.start();
});
afterEach(async () => {
  await world.end();
  await pool.close();
});

test('an answer with a large file is opened in another thread, small ones at once', async () => {
  const network = world.client({ openLarge: openInPool(pool) });
  const files = new FileClient({ network, server: parseFileServer(world.local.fileServer.address) });
  const [small, large] = [new Uint8Array(1_000).fill(1), new Uint8Array(5_000_000).fill(2)];
  const [first, second] = [await files.upload(small), await files.upload(large)];
  expect(Buffer.from((await files.download(urlOf(first))).content).equals(small)).toBe(true);
  expect(pool.opened).toEqual([]);
  expect(Buffer.from((await files.download(urlOf(second))).content).equals(large)).toBe(true);
  expect(pool.opened).toHaveLength(1);
  expect(pool.opened[0]).toBeGreaterThan(large.length);
});

test('one that was forged is told by the thread as it would be told here', async () => {
  const recipient = x25519PublicKey(new Uint8Array(32).fill(9));
  const { secret } = sealLayer(new Uint8Array(1), recipient, { type: 'aes-gcm', random: systemRandom });
  const opening = openInPool(pool)(new Uint8Array(100_000), { secret, type: 'aes-gcm' });
  await expect(opening).rejects.toMatchObject({ name: 'ReplyError', code: 'reply-forged' });
});
