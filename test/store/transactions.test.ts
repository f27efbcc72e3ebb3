import { describe, expect, onTestFinished, test } from 'vitest';

import type { Database } from '../../ts/store/driver/database.ts';
import { openSqlcipher } from '../../ts/store/driver/sqlcipher.ts';
import { stringSetting } from '../../ts/store/index.ts';
import type { Repositories } from '../../ts/store/index.ts';
import { createRepositories } from '../../ts/store/repositories/index.ts';
import { BOB, conversationWith, expectCode, KEY, receive, temporaryPath, temporaryStore } from './support.ts';

const NOTE = stringSetting('test.note');

describe('transactions', () => {
  test('give what the work gives and keep what it did', () => {
    const path = temporaryPath();
    const store = temporaryStore(path);
    const id = store.transaction(({ conversations, messages }) => {
      const { id: conversationId } = conversations.findOrCreate({ peerId: BOB, kind: 'contact', nowMs: 1 });
      messages.insertIncoming({ conversationId, authorId: BOB, body: 'x', sentAtMs: 5, receivedAtMs: 6 });
      return conversationId;
    });
    store.close();
    expect(temporaryStore(path).conversations.require(id)).toMatchObject({
      unreadCount: 1,
      lastActiveMs: 5,
    });
  });

  test('undo everything when the work throws', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    const failure = new Error('no');
    expect(() =>
      store.transaction((inside) => {
        inside.settings.set(NOTE, 'x');
        receive(store, bob, 5);
        inside.jobs.enqueue({ kind: 'k', queue: 'q', payload: {}, runAtMs: 1, nowMs: 1 });
        throw failure;
      }),
    ).toThrow(failure);
    expect(store.settings.get(NOTE)).toBeUndefined();
    expect(store.jobs.byQueue('q')).toEqual([]);
    expect(store.conversations.require(bob).unreadCount).toBe(0);
    store.transaction(({ settings }) => settings.set(NOTE, 'y'));
    expect(store.settings.get(NOTE)).toBe('y');
  });

  test('inside a transaction join it', () => {
    const store = temporaryStore();
    expect(() =>
      store.transaction(() => {
        store.transaction(({ settings }) => settings.set(NOTE, 'x'));
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(store.settings.get(NOTE)).toBeUndefined();
  });

  test('inside a transaction take it down when they fail, even if the failure is caught', () => {
    const store = temporaryStore();
    const failure = new Error('no');
    expect(() =>
      store.transaction(({ settings }) => {
        settings.set(NOTE, 'x');
        try {
          store.transaction(() => {
            throw failure;
          });
        } catch {
          // Too late: the inner work is half done.
        }
      }),
    ).toThrow(failure);
    expect(store.settings.get(NOTE)).toBeUndefined();
  });

  test('outlive a refused row, which changes nothing', () => {
    const store = temporaryStore();
    const bob = conversationWith(store);
    store.transaction(({ messages, settings }) => {
      settings.set(NOTE, 'x');
      expectCode('store-not-found', () => messages.require(99));
      expectCode('store-not-found', () =>
        messages.insertIncoming({
          conversationId: bob + 1,
          authorId: BOB,
          body: 'x',
          sentAtMs: 1,
          receivedAtMs: 1,
        }),
      );
    });
    expect(store.settings.get(NOTE)).toBe('x');
  });

  test('are synchronous', () => {
    const store = temporaryStore();
    expect(() =>
      store.transaction(async ({ settings }) => {
        settings.set(NOTE, 'x');
      }),
    ).toThrow(TypeError);
    expect(store.settings.get(NOTE)).toBeUndefined();
  });

  test('end with their store', () => {
    const path = temporaryPath();
    const store = temporaryStore(path);
    expectCode('store-closed', () =>
      store.transaction(({ settings }) => {
        settings.set(NOTE, 'x');
        store.close();
      }),
    );
    expect(temporaryStore(path).settings.get(NOTE)).toBeUndefined();
  });
});

describe('a closed store', () => {
  test('refuses everything but being closed again', () => {
    const store = temporaryStore();
    store.close();
    store.close();
    expectCode('store-closed', () => store.settings.get(NOTE));
    expectCode('store-closed', () => store.settings.set(NOTE, 'x'));
    expectCode('store-closed', () => store.transaction(() => 1));
    expectCode('store-closed', () => store.integrityCheck());
  });
});

describe('a full disk', () => {
  const body = 'x'.repeat(50_000);

  function setUp(): { database: Database; repositories: Repositories; fill: (at: number) => void } {
    const path = temporaryPath();
    const store = temporaryStore(path);
    conversationWith(store);
    store.close();
    const database = openSqlcipher({ path, key: KEY });
    onTestFinished(() => database.close());
    const repositories = createRepositories(database);
    database.exec(`PRAGMA max_page_count = ${Number(database.pragma('page_count')) + 20}`);
    const fill = (sentAtMs: number): void => {
      repositories.messages.insertIncoming({
        conversationId: 1,
        authorId: BOB,
        body,
        sentAtMs,
        receivedAtMs: 1,
      });
    };
    return { database, repositories, fill };
  }

  test('undoes the transaction and loses nothing before it', () => {
    const { database, repositories, fill } = setUp();
    repositories.settings.set(NOTE, 'before');
    fill(1);
    expectCode('store-disk-full', () =>
      database.transaction(() => {
        repositories.settings.set(NOTE, 'after');
        for (let at = 2; at < 50; at += 1) fill(at);
      }),
    );
    expect(repositories.settings.get(NOTE)).toBe('before');
    expect(repositories.conversations.require(1).unreadCount).toBe(1);
    database.exec('PRAGMA max_page_count = 10000');
    database.transaction(() => fill(2));
    expect(repositories.conversations.require(1).unreadCount).toBe(2);
    expect(database.pragma('integrity_check')).toBe('ok');
  });

  test('cannot be overlooked by work that catches it and goes on', () => {
    const { database, repositories, fill } = setUp();
    expectCode('store-disk-full', () =>
      database.transaction(() => {
        expectCode('store-disk-full', () => {
          for (let at = 2; at < 50; at += 1) fill(at);
        });
        expectCode('store-disk-full', () => repositories.settings.set(NOTE, 'half'));
        expectCode('store-disk-full', () => repositories.settings.get(NOTE));
      }),
    );
    expect(repositories.settings.get(NOTE)).toBeUndefined();
    expect(repositories.conversations.require(1).unreadCount).toBe(0);
  });

  test('refuses a single statement as well', () => {
    const { repositories, fill } = setUp();
    expectCode('store-disk-full', () => {
      for (let at = 2; at < 50; at += 1) fill(at);
    });
    const { unreadCount } = repositories.conversations.require(1);
    expect(unreadCount).toBeGreaterThan(0);
    expect(repositories.messages.page({ conversationId: 1, limit: 100 }).rows).toHaveLength(unreadCount);
  });
});
