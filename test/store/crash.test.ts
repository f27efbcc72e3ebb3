import { existsSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { openStore } from '../../ts/store/index.ts';
import { startStoreProcess } from './child.ts';
import { BOB, expectCode, KEY, ports, temporaryPath, temporaryStore } from './support.ts';

describe('a process that is killed', () => {
  test('in the middle of a transaction leaves what was before it', async () => {
    const path = temporaryPath();
    const process = startStoreProcess(path, 'half');
    expect(await process.line()).toBe('half');
    await process.kill();
    expect(existsSync(`${path}-wal`)).toBe(true);
    const store = temporaryStore(path);
    const { rows } = store.messages.page({ conversationId: 1, limit: 999 });
    expect(rows.map((row) => row.body)).toEqual(['whole']);
    expect(store.hashes.isSeen({ account: BOB, namespace: 0, hash: 'h2' })).toBe(false);
    expect(store.jobs.byQueue('q2')).toEqual([]);
    expect(store.integrityCheck()).toEqual([]);
  });

  test.each([1, 7, 40])('after %d transactions has kept them all, each whole', async (count) => {
    const path = temporaryPath();
    const process = startStoreProcess(path, 'stream');
    for (let at = 1; at <= count; at += 1) expect(await process.line()).toBe(String(at));
    await process.kill();
    const store = temporaryStore(path);
    const { rows } = store.messages.page({ conversationId: 1, limit: 100_000 });
    expect(rows.length).toBeGreaterThanOrEqual(count);
    expect(rows.map((row) => row.sentAtMs)).toEqual(rows.map((_, index) => index + 1));
    for (let at = 1; at <= rows.length + 1; at += 1) {
      const complete = at <= rows.length;
      expect(store.hashes.isSeen({ account: BOB, namespace: 0, hash: `h${at}` })).toBe(complete);
      expect(store.jobs.byQueue(`q${at}`)).toHaveLength(complete ? 1 : 0);
    }
    expect(store.conversations.require(1).unreadCount).toBe(rows.length);
    expect(store.integrityCheck()).toEqual([]);
  });
});

describe('counters, files and words', () => {
  test.each([3, 50, 200])('fit each other after %d steps and a kill', async (count) => {
    const path = temporaryPath();
    const process = startStoreProcess(path, 'churn');
    for (let at = 1; at <= count; at += 1) expect(await process.line()).toBe(String(at));
    await process.kill();
    const store = temporaryStore(path);
    const { rows } = store.messages.page({ conversationId: 1, limit: 100_000 });
    expect(store.conversations.require(1)).toMatchObject({
      unreadCount: rows.filter((row) => row.isUnread).length,
      lastMessageId: rows.at(-1)?.id,
    });
    const attachments = store.attachments.forMessages(rows.map((row) => row.id));
    const kept = store.files.page({ limit: 100_000 });
    expect(kept.map((file) => file.id)).toEqual(attachments.map((attachment) => attachment.fileId));
    expect(kept.every((file) => file.referenceCount === 1)).toBe(true);
    const last = rows.at(-1)?.sentAtMs ?? 0;
    expect(last).toBeGreaterThanOrEqual(count);
    expect(store.files.orphans(100_000)).toHaveLength(last - kept.length);
    expect(store.search.countMessages({ text: 'محمد', atMost: 100_000 })).toBe(rows.length);
    expect(store.integrityCheck()).toEqual([]);
  });
});

describe('a second process', () => {
  test('is kept out until the first is gone', async () => {
    const path = temporaryPath();
    const process = startStoreProcess(path, 'hold');
    expect(await process.line()).toBe('open');
    expectCode('store-locked', () => openStore({ path, key: KEY, ...ports }));
    await process.kill();
    expect(temporaryStore(path).conversations.byPeer(BOB)?.id).toBe(1);
  });
});
