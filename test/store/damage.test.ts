import { readFileSync, writeFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { openStore } from '../../ts/store/index.ts';
import {
  BOB,
  CAROL,
  conversationWith,
  expectCode,
  KEY,
  ports,
  receive,
  temporaryPath,
  temporaryStore,
} from './support.ts';

const PAGE = 4_096;

/** A store with one long draft whose pages in the middle cannot be read, and somebody else's messages that can. */
function damagedFile(): { readonly path: string; readonly sound: number; readonly broken: number } {
  const path = temporaryPath();
  const store = temporaryStore(path);
  const sound = conversationWith(store, CAROL);
  const broken = conversationWith(store, BOB);
  for (let at = 1; at <= 20; at += 1) receive(store, sound, at);
  store.conversations.setDraft(broken, 'x'.repeat(400_000));
  store.close();
  const bytes = readFileSync(path);
  const spot = bytes.length - 50 * PAGE + 100;
  bytes[spot] = (bytes[spot] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  return { path, sound, broken };
}

test('a page that cannot be read is told and costs only what is on it', () => {
  const { path, sound, broken } = damagedFile();
  let told = 0;
  const store = openStore({ path, key: Uint8Array.from(KEY), ...ports, onDamage: () => (told += 1) });
  const count = (): number => store.messages.page({ conversationId: sound, limit: 99 }).rows.length;
  expect(count()).toBe(20);
  for (let round = 1; round <= 3; round += 1) {
    expectCode('store-corrupt', () => store.conversations.require(broken));
    expect(told).toBe(round);
    expect(count()).toBe(19 + round);
    receive(store, sound, 20 + round);
  }
  store.close();
  expectCode('store-closed', count);
});

test('a transaction that meets it is undone as a whole, and the next one is not', () => {
  const { path, sound, broken } = damagedFile();
  const store = openStore({ path, key: Uint8Array.from(KEY), ...ports, onDamage: () => undefined });
  expectCode('store-corrupt', () =>
    store.transaction(() => {
      receive(store, sound, 100);
      try {
        store.conversations.require(broken);
      } catch {
        // Whoever swallows it does not go on outside of the transaction.
      }
      receive(store, sound, 101);
    }),
  );
  store.transaction(() => receive(store, sound, 102));
  const { rows } = store.messages.page({ conversationId: sound, limit: 99 });
  expect(rows.map(({ sentAtMs }) => sentAtMs).slice(-2)).toEqual([20, 102]);
  store.close();
});

test('a copy during which the database has connected anew is not taken for whole', async () => {
  const { path, sound, broken } = damagedFile();
  const store = openStore({ path, key: Uint8Array.from(KEY), ...ports, onDamage: () => undefined });
  const copying = store.copyTo(`${path}.copy`);
  expectCode('store-corrupt', () => store.conversations.require(broken));
  receive(store, sound, 500);
  await expect(copying).rejects.toThrow(expect.objectContaining({ code: 'store-corrupt' }));
  await store.copyTo(`${path}.copy`);
  store.close();
});
