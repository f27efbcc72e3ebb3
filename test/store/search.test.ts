import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { AccountId } from '../../ts/account/index.ts';
import { openSqlcipher } from '../../ts/store/driver/sqlcipher.ts';
import type { MessageSearch, Store } from '../../ts/store/index.ts';
import {
  BOB,
  CAROL,
  conversationWith,
  id as accountId,
  KEY,
  ME,
  temporaryPath,
  temporaryStore,
  write,
} from './support.ts';

/** A store with these messages of Bob, at 1, 2, 3 … */
function storeWith(...bodies: readonly string[]): Store {
  const store = temporaryStore();
  const conversationId = conversationWith(store);
  bodies.forEach((body, index) => say(store, { conversationId, body, sentAtMs: index + 1 }));
  return store;
}

function say(
  store: Store,
  message: { readonly conversationId: number; readonly body: string; readonly sentAtMs: number },
): number {
  const authorId = store.conversations.require(message.conversationId).peerId as AccountId;
  return store.messages.insertIncoming({ ...message, authorId, receivedAtMs: 1 })!.id;
}

/** The bodies that are found, with what was found in brackets. */
function find(store: Store, text: string, query: Partial<MessageSearch> = {}): readonly string[] {
  return store.search.messages({ text, limit: 50, ...query }).hits.map(({ message, matches }) => {
    let shown = '';
    let at = 0;
    for (const { start, length } of matches) {
      expect(start).toBeGreaterThanOrEqual(at);
      expect(length).toBeGreaterThan(0);
      shown += `${message.body.slice(at, start)}[${message.body.slice(start, start + length)}]`;
      at = start + length;
    }
    return shown + message.body.slice(at);
  });
}

describe('messages are found', () => {
  test.each([
    ['a word, whatever its case', 'SEA', 'By the sea', 'By the [sea]'],
    ['the beginning of the last word', 'mount', 'Mountains', '[Mountains]'],
    ['words in any order', 'sea the', 'By the sea', 'By [the] [sea]'],
    ['one letter', 's', 'By the sea', 'By the [sea]'],
    ['marks that are not typed', 'cafe', 'Un café?', 'Un [café]?'],
    ['marks that are typed only', 'ärger', 'Kein Arger', 'Kein [Arger]'],
    ['letters with a stroke', 'lodz', 'w Łódź', 'w [Łódź]'],
    ['sharp s', 'strasse', 'Lange Straße!', 'Lange [Straße]!'],
    ['half of a folded letter', 'stras', 'Lange Straße!', 'Lange [Straße]!'],
    ['the dotless i', 'ilik', 'ılık su', '[ılık] su'],
    ['Cyrillic', 'елка', 'Ёлка горит', '[Ёлка] горит'],
    ['Arabic without vowels', 'محمد', 'هذا مُحَمَّد هنا', 'هذا [مُحَمَّد] هنا'],
    ['Arabic with another alef', 'احمد', 'أحمد', '[أحمد]'],
    ['Arabic with another ending', 'مدرسه', 'إلى المدرسة أو مدرسة', 'إلى المدرسة أو [مدرسة]'],
    ['Persian letters', 'كتابي', 'کتابی', '[کتابی]'],
    ['Hebrew without points', 'שלום', 'שָׁלוֹם לך', '[שָׁלוֹם] לך'],
    ['Chinese inside a sentence', '天气', '今天天气很好', '今天[天气]很好'],
    ['one Chinese character', '好', '今天天气很好', '今天天气很[好]'],
    ['Japanese', '東京', '新東京タワー', '新[東京]タワー'],
    ['the beginning of Korean', '안녕', '안녕하세요 세계', '[안녕하세요] 세계'],
    ['full width', 'full', 'ＦＵＬＬ ｗｉｄｔｈ', '[ＦＵＬＬ] ｗｉｄｔｈ'],
    ['ligatures', 'fine', 'It is ﬁne', 'It is [ﬁne]'],
    ['a part of an address', 'sea.example', 'http://sea.example/x', 'http://[sea.example]/x'],
    ['a mention', `@${BOB}`, `hi @${BOB}`, `hi @[${BOB}]`],
  ])('by %s', (_, typed, body, shown) => {
    expect(find(storeWith(body, 'nothing of it'), typed)).toEqual([shown]);
  });

  test.each([
    ['quoted words apart', '"the sea"', 'the blue sea'],
    ['a quoted beginning', '"se"', 'the sea'],
    ['the middle of a word', 'ountain', 'mountain'],
    ['characters in another order', '气天', '今天天气很好'],
    ['some of the words', 'sea sky', 'the sea'],
    ['nothing', '', 'the sea'],
    ['blanks', '  \n ', 'the sea'],
    ['only signs', '!? -- ()', 'the sea!?'],
    ['the words of an index', 'c1', 'the sea'],
  ])('not by %s', (_, typed, body) => {
    expect(find(storeWith(body), typed)).toEqual([]);
  });

  test('by words in quotes, in this order', () => {
    const store = storeWith('the blue sea', 'the sea', 'sea the');
    expect(find(store, '"the sea"')).toEqual(['[the sea]']);
    expect(find(store, '“the sea”')).toEqual(['[the sea]']);
    expect(find(store, '"blue sea" the')).toEqual(['[the] [blue sea]']);
    expect(find(store, '"the se')).toEqual(['[sea] [the]', '[the] [sea]', '[the] blue [sea]']);
  });

  test('by nothing that means something to the database', () => {
    const store = storeWith('AND OR NOT NEAR body : place * ^ ( ) { } + - " \' ; --');
    for (const typed of [
      'AND',
      'OR NOT',
      'NEAR(',
      'body : place',
      '*',
      'body*',
      '^body',
      '{place}: x',
      "';--",
    ]) {
      expect(() => find(store, typed)).not.toThrow();
    }
    expect(find(store, 'body : plac')).toHaveLength(1);
    expect(find(store, 'NEAR(body place)')).toHaveLength(1);
    expect(find(store, 'place : c1')).toEqual([]);
  });

  test('by any part of their own words, and never with an error', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    let sentAtMs = 0;
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.lorem(), fc.constantFrom('\ufdd0a\ufdd1', '\0a'));
    fc.assert(
      fc.property(text, text, (body, typed) => {
        sentAtMs += 1;
        const id = say(store, { conversationId, body, sentAtMs });
        find(store, typed);
        const [word] = /^[a-z]+$/m.exec(body) ?? [];
        if (word === undefined) return;
        const { hits } = store.search.messages({ text: word, limit: 1_000 });
        expect(hits.map(({ message }) => message.id)).toContain(id);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the results', () => {
  test('come newest first and page by page', () => {
    const bodies = Array.from({ length: 25 }, (_, index) => `sea ${index}`);
    const store = storeWith(...bodies);
    const found: string[] = [];
    for (let before: number | undefined = Number.MAX_SAFE_INTEGER; before !== undefined;) {
      const page = store.search.messages({ text: 'sea', limit: 10, before });
      found.push(...page.hits.map(({ message }) => message.body));
      before = page.next;
    }
    expect(found).toEqual([...bodies].reverse());
    expect(store.search.countMessages({ text: 'sea', atMost: 100 })).toBe(25);
    expect(store.search.countMessages({ text: 'sea', atMost: 10 })).toBe(10);
    expect(store.search.countMessages({ text: '', atMost: 10 })).toBe(0);
  });

  test('are those of one conversation, of an author, of a time, of a kind', () => {
    const store = temporaryStore();
    const bob = conversationWith(store, BOB);
    const carol = conversationWith(store, CAROL);
    say(store, { conversationId: bob, body: 'sea of Bob', sentAtMs: 10 });
    say(store, { conversationId: carol, body: 'sea of Carol', sentAtMs: 20 });
    const link = say(store, { conversationId: carol, body: 'HTTPS://sea.example sea', sentAtMs: 30 });
    store.messages.insertOutgoing({
      conversationId: bob,
      authorId: ME,
      body: 'my sea',
      sentAtMs: 40,
      receivedAtMs: 1,
      clock: 'network',
    });
    const ids = (query: Partial<MessageSearch>): readonly number[] =>
      store.search.messages({ text: 'sea', limit: 9, ...query }).hits.map(({ message }) => message.sentAtMs);
    expect(ids({})).toEqual([40, 30, 20, 10]);
    expect(ids({ conversationId: bob })).toEqual([40, 10]);
    expect(ids({ conversationId: carol })).toEqual([30, 20]);
    expect(ids({ conversationId: 99 })).toEqual([]);
    expect(ids({ authorId: ME })).toEqual([40]);
    expect(ids({ sentFromMs: 20, sentBeforeMs: 40 })).toEqual([30, 20]);
    expect(ids({ kind: 'links' })).toEqual([30]);
    expect(ids({ kind: 'media' })).toEqual([]);
    store.attachments.add(link, [
      { role: 'attachment', contentType: 'image/png', isVoice: false, state: 'pending' },
    ]);
    expect(ids({ kind: 'media' })).toEqual([30]);
    expect(store.search.countMessages({ text: 'sea', conversationId: bob, atMost: 9 })).toBe(2);
  });

  test('go on after many messages that a filter leaves out', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    write(store, conversationId, 1);
    store.transaction(() => {
      for (let at = 2; at < 3_000; at += 1) say(store, { conversationId, body: 'out', sentAtMs: at });
    });
    const query = { text: 'out', authorId: ME, limit: 100 };
    const first = store.search.messages(query);
    expect(first.hits).toEqual([]);
    expect(first.next).toBeDefined();
    const second = store.search.messages({ ...query, before: first.next! });
    expect(second.hits).toHaveLength(1);
    expect(second.next).toBeUndefined();
  });

  test('have nothing of blocked people', () => {
    const store = storeWith('sea');
    store.contacts.update(BOB, { isBlocked: true });
    expect(find(store, 'sea')).toEqual([]);
    store.contacts.update(BOB, { isBlocked: false });
    expect(find(store, 'sea')).toHaveLength(1);
  });

  test('have nothing that is gone', () => {
    const path = temporaryPath();
    const store = temporaryStore(path);
    const conversationId = conversationWith(store);
    const [deleted, emptied, expired, cleared, kept] = [1, 2, 3, 4, 9].map((at) => {
      const body = `drowned${at} مُحَمَّد`;
      return store.messages.insertIncoming({
        conversationId,
        authorId: BOB,
        body,
        sentAtMs: at,
        receivedAtMs: 1,
        expiration: { mode: 'after-send', timerS: 5 },
      })!.id;
    }) as [number, number, number, number, number];
    expect(find(store, 'drown')).toHaveLength(5);
    store.messages.delete(deleted);
    store.messages.leavePlaceholder(emptied, 'globally');
    store.messages.setExpirationStart({ id: expired, startedAtMs: 1 });
    store.messages.expireDue({ nowMs: 99_999, limit: 9 });
    store.conversations.clearSlice({
      id: conversationId,
      upToSentAtMs: store.messages.require(cleared).sentAtMs,
      limit: 9,
    });
    expect(store.search.messages({ text: 'محمد', limit: 9 }).hits.map(({ message }) => message.id)).toEqual([
      kept,
    ]);
    expect(store.integrityCheck()).toEqual([]);
    store.close();
    const database = openSqlcipher({ path, key: KEY });
    database.exec("INSERT INTO messages_fts (messages_fts, rank) VALUES ('integrity-check', 1)");
    const pages = database.prepare('SELECT block FROM messages_fts_data').all();
    const index = Buffer.concat(pages.map((row) => Buffer.from(row['block'] as Uint8Array))).toString(
      'latin1',
    );
    expect(index).toContain('drowned9');
    for (const at of [1, 2, 3, 4]) expect(index).not.toContain(`drowned${at}`);
    database.close();
  });
});

describe('people are found', () => {
  function acquaintances() {
    const store = temporaryStore();
    const names = [
      ['a1', 'Anna Müller', ''],
      ['a2', 'Bertha', 'Tante Anna'],
      ['a3', 'محمّد', ''],
      ['a4', '王小明', ''],
      ['a5', 'Stranger Anna', ''],
    ] as const;
    for (const [byte, name, nickname] of names) {
      const peer = accountId(byte);
      if (byte === 'a5') store.contacts.findOrCreate({ accountId: peer, createdAtS: 1 });
      else conversationWith(store, peer);
      store.contacts.update(peer, { name, nickname });
    }
    store.conversations.touch(store.conversations.byPeer(accountId('a2'))!.id, 9_000);
    const search = (text: string): readonly string[] =>
      store.search.people({ text, limit: 9 }).map(({ contact }) => contact.accountId.slice(2, 4));
    return { store, search };
  }

  test('by the beginnings of their names, or of what we call them, the most recent first', () => {
    const { store, search } = acquaintances();
    expect(search('an')).toEqual(['a2', 'a1']);
    expect(search('ANNA mul')).toEqual(['a1']);
    expect(search('bert')).toEqual(['a2']);
    expect(search('محمد')).toEqual(['a3']);
    expect(search('小明')).toEqual(['a4']);
    expect(search('tante')).toEqual(['a2']);
    store.contacts.update(accountId('a2'), { nickname: '' });
    expect(search('tante')).toEqual([]);
    store.contacts.update(accountId('a5'), { isApproved: true });
    expect(search('stranger')).toEqual(['a5']);
    store.contacts.delete(accountId('a5'));
    expect(search('stranger')).toEqual([]);
    expect(search('')).toEqual([]);
    expect(store.search.people({ text: 'a', limit: 1 })).toHaveLength(1);
    expect(store.search.people({ text: 'mül', limit: 1 })[0]?.conversationId).toBe(
      store.conversations.byPeer(accountId('a1'))?.id,
    );
  });

  test('by the beginning of their id, with its prefix or without', () => {
    const { search } = acquaintances();
    expect(search('05a3a3')).toEqual(['a3']);
    expect(search(' A3A3a3 ')).toEqual(['a3']);
    expect(search(accountId('a3'))).toEqual(['a3']);
    expect(search(accountId('a5'))).toEqual([]);
    expect(search('a3a')).toEqual([]);
  });
});
