import { Worker } from 'node:worker_threads';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { blake2b, cryptoReady, ed25519Seed, sha256 } from '../../../ts/crypto/index.ts';
import { toHex, WorkerPool } from '../../../ts/util/index.ts';
import type { BulkCrypto, BulkTasks } from '../../../ts/wire/index.ts';
import {
  AttachmentError,
  createBulkCrypto,
  deriveStreamKeys,
  encryptLegacy,
  encryptStream,
  freshLegacyKey,
  freshStreamKeys,
} from '../../../ts/wire/index.ts';
import { fakeRandom } from '../../support/fake-random.ts';
import { outcome, sampleFile } from '../attachments/support.ts';

beforeAll(cryptoReady);

const SMALL = 1000;
const LARGE = 200_000;
const SEED = ed25519Seed(new Uint8Array(32).fill(6));
const LEGACY = { ...freshLegacyKey(fakeRandom()), padding: 'bucket' as const };

/** Counts what goes to threads. */
class CountingPool extends WorkerPool<BulkTasks> {
  sent = 0;

  override run: WorkerPool<BulkTasks>['run'] = (name, input, options) => {
    this.sent += 1;
    return super.run(name, input, options);
  };
}

function counting(startThread: () => Worker): { pool: CountingPool; bulk: BulkCrypto } {
  const pool = new CountingPool({ threads: 2, startThread });
  return { pool, bulk: createBulkCrypto({ pool }) };
}

/** Does everything that there is with a file of `size` bytes. */
async function everything(bulk: BulkCrypto, size: number): Promise<void> {
  const data = sampleFile(size);
  const stream = freshStreamKeys(fakeRandom());
  const legacy = await bulk.encryptLegacy({ data, ...LEGACY });
  expect(legacy).toEqual(encryptLegacy(data, LEGACY));
  const pointer = { key: LEGACY.key, digest: legacy.digest, size };
  expect(await bulk.decryptLegacy({ data: legacy.file, ...pointer })).toEqual(data);

  const file = await bulk.encryptStream({ data, ...stream });
  expect(toHex(sha256(file))).toBe(toHex(sha256(encryptStream(data, stream))));
  expect(await bulk.decryptStream({ data: file, key: stream.key, size })).toEqual(data);

  const derivation = { seed: SEED, domain: 'profile-picture' as const };
  const keys = await bulk.deriveStreamKeys({ data, ...derivation });
  expect(keys).toEqual(deriveStreamKeys(data, derivation));
  const reproducible = await bulk.encryptStreamReproducibly({ data, ...derivation });
  expect(reproducible.key).toEqual(keys.key);
  expect(reproducible.file).toEqual(encryptStream(data, keys));

  const picture = { key: stream.key, iv: new Uint8Array(12) };
  const encrypted = await bulk.encryptLegacyPicture({ data, ...picture });
  expect(await bulk.decryptLegacyPicture({ data: encrypted, key: picture.key })).toEqual(data);

  expect(await bulk.sha256({ data })).toEqual(sha256(data));
  expect(await bulk.blake2b({ data, length: 33, key: SEED })).toEqual(blake2b(33, data, SEED));
}

describe('small files', () => {
  const { pool, bulk } = counting(() => {
    throw new Error('not for this');
  });

  test('are done at once, without a thread', async () => {
    await everything(bulk, SMALL);
    expect(pool.sent).toBe(0);
  });

  test('that are wrong give the same errors', async () => {
    const wrong = { data: new Uint8Array(SMALL), key: new Uint8Array(32) };
    expect(await outcome(() => bulk.decryptStream(wrong))).toBe('unknown-type');
    expect(await outcome(() => bulk.encryptLegacy({ data: new Uint8Array(), ...LEGACY }))).toBe('empty');
  });

  test('are not begun when nobody waits for them', async () => {
    const { signal } = { signal: AbortSignal.abort() };
    await expect(bulk.sha256({ data: sampleFile(SMALL) }, { signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

// Node of Electron 33 does not run TypeScript.
describe.skipIf(!process.features.typescript)('large files', () => {
  const { pool, bulk } = counting(() => new Worker(new URL('./bulk-thread.ts', import.meta.url)));

  afterAll(() => pool.close());

  test('are done in threads, with the same results', async () => {
    await everything(bulk, LARGE);
    expect(pool.sent).toBe(10);
  });

  test('several at once', async () => {
    const files = Array.from({ length: 6 }, (_, at) => sampleFile(LARGE + at));
    const hashes = await Promise.all(files.map((data) => bulk.sha256({ data })));
    expect(hashes).toEqual(files.map(sha256));
  });

  test('that are wrong give the same errors', async () => {
    const failure = bulk.decryptStream({ data: new Uint8Array(LARGE), key: new Uint8Array(32) });
    await expect(failure).rejects.toThrow(AttachmentError);
    await expect(failure).rejects.toMatchObject({ code: 'unknown-type' });
  });

  test('are copied, unless they are given away', async () => {
    const data = sampleFile(LARGE);
    const hash = sha256(data);
    const { key } = LEGACY;
    await bulk.encryptLegacy({ data, ...LEGACY });
    expect(data).toEqual(sampleFile(LARGE));
    expect(key).toEqual(LEGACY.key);
    expect(await bulk.sha256({ data }, { giveData: true })).toEqual(hash);
    expect(data).toHaveLength(0);
  });

  test('that are a part of something larger are copied in any case', async () => {
    const whole = sampleFile(LARGE + 1);
    const data = whole.subarray(1);
    expect(await bulk.sha256({ data }, { giveData: true })).toEqual(sha256(data));
    expect(whole).toEqual(sampleFile(LARGE + 1));
  });
});
