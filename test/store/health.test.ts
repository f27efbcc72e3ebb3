import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { openSqlcipher } from '../../ts/store/driver/sqlcipher.ts';
import { migration0001 } from '../../ts/store/migrations/0001-first-schema.ts';
import {
  LOST_ACCOUNT,
  REPAIR_REPORT,
  destroyStoreFiles,
  discardDamaged,
  repairStore,
  stringSetting,
} from '../../ts/store/index.ts';
import type { Store } from '../../ts/store/index.ts';
import {
  BOB,
  CAROL,
  conversationWith,
  expectCode,
  id,
  KEY,
  ME,
  ports,
  receive,
  temporaryPath,
  temporaryStore,
  write,
} from './support.ts';

const PAGE = 4_096;
const COUNT = 2_000;

/** A closed store with two conversations and something in every table that matters. */
function filledFile(): string {
  const path = temporaryPath();
  const store = temporaryStore(path);
  const bob = conversationWith(store, BOB);
  const carol = conversationWith(store, CAROL);
  store.transaction(() => {
    for (let at = 1; at <= COUNT; at += 1) receive(store, at % 4 === 0 ? carol : bob, at);
    for (let at = 1; at <= 200; at += 1) {
      store.hashes.markSeen({ account: ME, namespace: 0, hash: `hash ${at}`, expiresAtMs: at });
    }
    const key = new Uint8Array(32).fill(7);
    const file = store.files.create({ path: 'f1', size: 1, key, nowMs: 1 });
    store.attachments.add(10, [
      { role: 'attachment', contentType: 'image/png', isVoice: false, state: 'ready', fileId: file.id },
    ]);
    store.reactions.apply({ messageId: 10, senderId: ME, emoji: '🌊', action: 'react', sentAtMs: 1 });
    store.contacts.update(BOB, { name: 'Bob', isApproved: true });
    store.settings.set(stringSetting('appearance.theme'), 'dark');
  });
  store.messages.delete(COUNT);
  store.close();
  return path;
}

/** Flips a bit in the middle of a page, counted from the end of the file. */
function damage(path: string, pageFromEnd: number): void {
  const bytes = readFileSync(path);
  const spot = bytes.length - pageFromEnd * PAGE + 2_000;
  bytes[spot] = bytes[spot]! ^ 1;
  writeFileSync(path, bytes);
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    expect(error).toMatchObject({ code: 'store-corrupt' });
    return undefined;
  }
}

const repair = (path: string) => repairStore({ path, key: KEY, ...ports });

function toTheEnd<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function bodiesOf(store: Store): readonly string[] {
  return [1, 2].flatMap((conversationId) =>
    store.messages.page({ conversationId, limit: 10_000 }).rows.map((row) => row.body),
  );
}

describe('a check', () => {
  test('finds nothing in a sound file', () => {
    const store = temporaryStore(filledFile());
    expect(store.integrityCheck('quick')).toEqual([]);
    expect(store.integrityCheck()).toEqual([]);
  });

  test('finds an index that does not fit its text', () => {
    const path = filledFile();
    const database = openSqlcipher({ path, key: KEY });
    database.exec('DROP TRIGGER messages_reindexed');
    database.exec("UPDATE messages SET body = 'other' WHERE id = 5");
    database.close();
    const store = temporaryStore(path);
    expect(store.integrityCheck('quick')).toEqual([]);
    expect(store.integrityCheck('full')).not.toEqual([]);
  });
});

describe('a repair', () => {
  test('of a sound file changes nothing', () => {
    const path = filledFile();
    const before = temporaryStore(path);
    const bodies = bodiesOf(before);
    const conversations = before.conversations.list({ limit: 9 });
    before.close();
    const report = repair(path);
    expect(report.tables.filter(({ lost }) => lost !== 0)).toEqual([]);
    expect(report.tables.find(({ name }) => name === 'messages')?.copied).toBe(COUNT - 1);
    expect(report.dropped).toBe(0);
    expect(existsSync(report.damagedPath)).toBe(true);
    const store = temporaryStore(path);
    expect(bodiesOf(store)).toEqual(bodies);
    expect(store.conversations.list({ limit: 9 })).toEqual(conversations);
    expect(store.messages.require(10).hasMedia).toBe(true);
    expect(store.files.get(1)?.referenceCount).toBe(1);
    expect(store.reactions.forMessages([10])).toHaveLength(1);
    expect(store.settings.get(stringSetting('appearance.theme'))).toBe('dark');
    expect(store.search.countMessages({ text: '"in 77"', atMost: 9 })).toBe(1);
    expect(store.search.people({ text: 'bob', limit: 9 })).toHaveLength(1);
    expect(receive(store, 1, 99_999).id).toBe(COUNT + 1);
    expect(store.conversations.require(1).lastMessageId).toBe(COUNT + 1);
    expect(store.integrityCheck()).toEqual([]);
    discardDamaged(path);
    expect(existsSync(report.damagedPath)).toBe(false);
    store.close();
    expect(existsSync(repair(path).damagedPath)).toBe(true);
    destroyStoreFiles(path);
    expect(existsSync(report.damagedPath)).toBe(false);
  });

  test('saves all but what lies on broken pages, wherever they are', () => {
    const whole = filledFile();
    const original = readFileSync(whole);
    const pages = original.length / PAGE;
    let damaged = 0;
    let hopeless = 0;
    for (let page = 1; page < pages - 1; page += Math.ceil(pages / 14)) {
      writeFileSync(whole, original);
      damage(whole, page);
      const report = attempt(() => repair(whole));
      if (report === undefined) {
        hopeless += 1;
        continue;
      }
      const messages = report.tables.find(({ name }) => name === 'messages')!;
      // The root of the table: nothing leads to the leaves.
      if (messages.copied === 0) {
        hopeless += 1;
        continue;
      }
      // A leaf holds some thirty messages; an inner page more.
      expect(messages.copied).toBeGreaterThan(COUNT / 4);
      if (messages.copied < COUNT - 1) damaged += 1;
      const store = temporaryStore(whole);
      expect(store.integrityCheck()).toEqual([]);
      expect(bodiesOf(store)).toHaveLength(messages.copied - report.dropped);
      for (const conversation of store.conversations.list({ limit: 9 })) {
        const { rows } = store.messages.page({ conversationId: conversation.id, limit: 10_000 });
        expect(conversation.unreadCount).toBe(rows.length);
        expect(conversation.lastMessageId).toBe(rows.at(-1)?.id);
      }
      store.close();
    }
    expect(damaged).toBeGreaterThan(2);
    // The list of tables itself has a few pages, and the table of messages one root.
    expect(hopeless).toBeLessThan(5);
  }, 60_000);

  test('saves what is left of a file that was cut off, and keeps the file', () => {
    const path = filledFile();
    const bytes = readFileSync(path);
    const cut = bytes.subarray(0, Math.floor(bytes.length * 0.7) + 7);
    writeFileSync(path, cut);
    expectCode('store-corrupt', () => temporaryStore(path));
    const { tables } = repairStore({ path, key: KEY, ...ports });
    const messages = tables.find(({ name }) => name === 'messages');
    expect(messages?.copied).toBeGreaterThan(COUNT / 4);
    expect(readFileSync(`${path}.damaged`)).toEqual(cut);
    const store = temporaryStore(path);
    expect(store.integrityCheck()).toEqual([]);
    const note = JSON.parse(store.settings.get(REPAIR_REPORT) ?? '{}') as { readonly copied: number };
    expect(note.copied).toBeGreaterThan(COUNT / 4);
  });

  test('drops what belonged to lost rows', () => {
    const path = filledFile();
    const database = openSqlcipher({ path, key: KEY });
    database.exec('PRAGMA foreign_keys = OFF');
    database.exec('DELETE FROM conversations WHERE id = 2');
    database.exec('DELETE FROM files');
    database.close();
    const report = repair(path);
    expect(report.dropped).toBeGreaterThanOrEqual(COUNT / 4 - 1);
    const store = temporaryStore(path);
    expect(store.integrityCheck()).toEqual([]);
    expect(store.attachments.forMessages([10])).toMatchObject([{ state: 'expired', fileId: undefined }]);
  });

  test('leaves an empty file empty, so that it is never taken for a new profile', () => {
    const path = filledFile();
    writeFileSync(path, '');
    expectCode('store-corrupt', () => repair(path));
    expect(statSync(path).size).toBe(0);
    expectCode('store-corrupt', () => temporaryStore(path));
  });

  test('says whose profile it is when the account itself is lost', () => {
    const path = filledFile();
    const store = temporaryStore(path);
    store.account.create({
      seed: new Uint8Array(16),
      accountId: ME,
      displayName: 'Alice',
      origin: 'created',
      createdAtMs: 1,
      profileReady: true,
    });
    write(store, 1, COUNT + 1);
    store.close();
    repair(path);
    const sound = temporaryStore(path);
    expect(sound.settings.get(LOST_ACCOUNT)).toBeUndefined();
    sound.close();
    const database = openSqlcipher({ path, key: KEY });
    database.exec('DELETE FROM account');
    database.close();
    repair(path);
    expect(temporaryStore(path).settings.get(LOST_ACCOUNT)).toBe(ME);
  });

  test('leaves alone what it cannot read at all', () => {
    const path = filledFile();
    const bytes = readFileSync(path);
    damage(path, bytes.length / PAGE);
    const before = readFileSync(path);
    expectCode('store-corrupt', () => repair(path));
    expect(readFileSync(path).equals(before)).toBe(true);
    const old = temporaryPath();
    temporaryStore(old).close();
    destroyStoreFiles(old);
    const database = openSqlcipher({ path: old, key: KEY });
    database.exec(migration0001.sql);
    database.close();
    expectCode('store-corrupt', () => repair(old));
  });
});

/** All that the index of messages holds, as one text. */
function indexOf(path: string): string {
  const database = openSqlcipher({ path, key: KEY });
  const pages = database.prepare('SELECT block FROM messages_fts_data').all();
  database.close();
  return Buffer.concat(pages.map((row) => Buffer.from(row['block'] as Uint8Array))).toString('latin1');
}

describe('the words of many deleted messages', () => {
  test('are found no more at once, and leave the index with tidying', () => {
    const path = temporaryPath();
    let store = temporaryStore(path);
    const say = (peer: typeof BOB, word: string) => {
      const conversationId = conversationWith(store, peer);
      store.transaction(() => {
        for (let at = 1; at <= 300; at += 1) {
          const body = `${word}${at} said`;
          store.messages.insertIncoming({
            conversationId,
            authorId: peer,
            body,
            sentAtMs: at,
            receivedAtMs: 1,
          });
        }
      });
      return conversationId;
    };
    say(CAROL, 'kept');
    const bob = say(BOB, 'drowned');
    while (store.conversations.clearSlice({ id: bob, limit: 100 }).more);
    expect(store.search.countMessages({ text: 'drowned', atMost: 9 })).toBe(0);
    expect(store.search.countMessages({ text: 'said', atMost: 999 })).toBe(300);
    expect(store.integrityCheck()).toEqual([]);
    store.close();
    expect(indexOf(path)).toContain('drowned');
    store = temporaryStore(path);
    expect(store.tidySlice(1).more).toBe(true);
    say(id('dd'), 'meanwhile');
    let calls = 0;
    while (store.tidySlice(2).more) calls += 1;
    expect(calls).toBeGreaterThan(1);
    expect(store.integrityCheck()).toEqual([]);
    expect(store.search.countMessages({ text: 'said', atMost: 999 })).toBe(600);
    store.close();
    expect(indexOf(path)).toContain('kept');
    expect(indexOf(path)).not.toContain('drowned');
  });
});

describe('room', () => {
  test('that deleted rows left is given back in slices', () => {
    const path = temporaryPath();
    const store = temporaryStore(path);
    const conversationId = conversationWith(store);
    store.transaction(() => {
      for (let at = 1; at <= 500; at += 1) {
        store.messages.insertOutgoing({
          conversationId,
          authorId: ME,
          body: 'x'.repeat(4_000),
          sentAtMs: at,
          receivedAtMs: at,
          clock: 'network',
        });
      }
    });
    store.conversations.clearSlice({ id: conversationId, limit: 1_000 });
    const before = store.room();
    expect(before.freeBytes).toBeGreaterThan(1_000_000);
    let calls = 0;
    while (store.tidySlice(100).more) calls += 1;
    expect(calls).toBeGreaterThan(3);
    const after = store.room();
    expect(after.freeBytes).toBe(0);
    expect(after.databaseBytes).toBeLessThan(before.databaseBytes / 2);
    expect(statSync(path).size).toBe(after.databaseBytes);
    expect(store.integrityCheck()).toEqual([]);
  });

  test('is told, with what takes it', () => {
    const store = temporaryStore();
    const bob = conversationWith(store, BOB);
    const carol = conversationWith(store, CAROL);
    const key = new Uint8Array(32);
    for (const [conversationId, size] of [
      [bob, 5],
      [carol, 700],
      [bob, 10],
    ] as const) {
      const file = store.files.create({ path: `f${size}`, size, key, nowMs: 1 });
      store.attachments.add(write(store, conversationId, size).id, [
        { role: 'attachment', contentType: 'image/png', isVoice: false, state: 'ready', fileId: file.id },
      ]);
    }
    store.files.create({ path: 'face', size: 4_000, key, nowMs: 1 });
    expect(toTheEnd(store.measure())).toEqual({
      rows: { contacts: 2, conversations: 2, messages: 3, attachments: 3, jobs: 0 },
      attached: { files: 3, bytes: 715 },
      others: { files: 1, bytes: 4_000 },
      byConversation: [
        { conversationId: bob, messages: 2, files: 2, bytes: 15 },
        { conversationId: carol, messages: 1, files: 1, bytes: 700 },
      ],
    });
  });

  test('is told in many strokes, that others have their turns between', () => {
    const store = temporaryStore();
    const bob = conversationWith(store, BOB);
    const carol = conversationWith(store, CAROL);
    const many = 8_300;
    store.transaction(() => {
      for (let at = 1; at <= many; at += 1) receive(store, bob, at);
      receive(store, carol, 1);
    });
    const { byConversation } = toTheEnd(store.measure());
    expect(byConversation.map(({ messages }) => messages)).toEqual([many, 1]);
    // No stroke passes over more than 2,000 messages; whoever closes in between is not kept from it.
    const measuring = store.measure();
    let strokes = 1;
    while (measuring.next().done !== true) strokes += 1;
    expect(strokes).toBeGreaterThan(2 + many / 2_000);
    const abandoned = store.measure();
    abandoned.next();
    store.close();
    expect(() => toTheEnd(abandoned)).toThrowError(
      expect.objectContaining({ code: 'store-closed' }) as Error,
    );
  });

  test('is won by writing the file anew', () => {
    const store = temporaryStore(filledFile());
    store.conversations.clearSlice({ id: 1, limit: 10_000 });
    expect(store.room().freeBytes).toBeGreaterThan(0);
    store.compact();
    expect(store.room().freeBytes).toBe(0);
    expect(store.search.countMessages({ text: 'in', atMost: 10_000 })).toBe(COUNT / 4 - 1);
    expect(store.integrityCheck()).toEqual([]);
  });
});
