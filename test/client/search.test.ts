import { expect, test } from 'vitest';

import type { SearchPage } from '../../ts/client/index.ts';
import { snippetOf } from '../../ts/client/search-views.ts';
import { friends, withWorld } from './world.ts';
import type { Device } from './world.ts';

const found = ({ client }: Device, text: string): readonly string[] =>
  client.search({ text, limit: 20 }).messages.map(({ snippet }) => snippet.text);

/** What is marked in the snippets of a page. */
const marked = ({ messages }: SearchPage): readonly string[] =>
  messages.flatMap(({ snippet: { text, matches } }) =>
    matches.map(({ start, length }) => text.slice(start, start + length)),
  );

test('messages are found by words, people by name and id, each with its conversation', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const note = alice.send(alice.id, 'Café in the Rue du Bac, with Bob');
    await alice.sent(note.id);
    const { id } = alice.conversationWith(bob.id);

    const page = alice.client.search({ text: 'cafe ru', limit: 20 });
    expect(page).toMatchObject({ people: [], total: 1, conversations: [{ kind: 'note-to-self' }] });
    expect(page.messages).toMatchObject([{ id: note.id, authorId: alice.id, direction: 'outgoing' }]);
    expect(marked(page)).toEqual(['Café', 'Rue']);

    const both = alice.client.search({ text: 'bob', limit: 20 });
    expect(both.people).toMatchObject([{ accountId: bob.id, displayName: 'Bob', conversationId: id }]);
    expect(both.messages).toHaveLength(2);
    expect(both.conversations).toHaveLength(2);
    expect(alice.client.search({ text: bob.id.slice(0, 12), limit: 20 }).people).toHaveLength(1);
    expect(alice.client.search({ text: 'bob', conversationId: id, limit: 20 })).toMatchObject({
      people: [],
      messages: [{ conversationId: id }],
    });
    expect(alice.client.search({ text: 'hello', authorId: bob.id, limit: 20 }).messages).toHaveLength(1);
  });
});

test('a long list of finds is read page by page, the last ones first', async () => {
  await withWorld(async (world) => {
    const alice = await world.person('Alice');
    for (let at = 1; at <= 5; at += 1) alice.send(alice.id, `entry ${at}`);
    const first = alice.client.search({ text: 'entry', limit: 3 });
    expect(first.messages.map(({ snippet }) => snippet.text)).toEqual(['entry 5', 'entry 4', 'entry 3']);
    expect(first.total).toBe(5);
    const second = alice.client.search({ text: 'entry', limit: 3, before: first.next ?? 0 });
    expect(second.messages.map(({ snippet }) => snippet.text)).toEqual(['entry 2', 'entry 1']);
    expect(second.total).toBeUndefined();
  });
});

test('nothing is found of what was deleted, nor what blocked people wrote; they themselves are', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const gone = alice.send(alice.id, 'a secret hideout');
    await alice.sent(gone.id);
    expect(found(alice, 'hideout')).toEqual(['a secret hideout']);
    alice.client.deleteMessages({ ids: [gone.id], scope: 'device' });
    expect(found(alice, 'hideout')).toEqual([]);

    expect(found(alice, 'hello alice')).toEqual(['Hello Alice']);
    alice.client.setBlocked({ id: alice.conversationWith(bob.id).id, isBlocked: true });
    const page = alice.client.search({ text: 'bob', limit: 20 });
    expect(page.people).toMatchObject([{ accountId: bob.id, isBlocked: true }]);
    expect(page.messages).toEqual([]);
    expect(found(alice, 'hello alice')).toEqual([]);
  });
});

test('contacts are listed by name, blocked ones apart', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const { id } = alice.conversationWith(bob.id);
    const page = alice.client.contacts({ which: 'approved', limit: 10 });
    expect(page).toMatchObject({ hasMore: false });
    expect(page.contacts).toMatchObject([{ accountId: bob.id, isApproved: true, conversationId: id }]);
    const [last] = page.contacts;
    expect(
      alice.client.contacts({
        which: 'approved',
        limit: 10,
        after: { displayName: last!.displayName, accountId: last!.accountId },
      }).contacts,
    ).toEqual([]);
    expect(alice.client.contacts({ which: 'blocked', limit: 10 }).contacts).toEqual([]);
    alice.client.setBlocked({ id, isBlocked: true });
    expect(alice.client.contacts({ which: 'approved', limit: 10 }).contacts).toEqual([]);
    expect(alice.client.contacts({ which: 'blocked', limit: 10 }).contacts).toMatchObject([
      { accountId: bob.id },
    ]);
  });
});

test('requests have a list of their own, and are cleared together', async () => {
  await withWorld(async (world) => {
    const alice = await world.person('Alice');
    const strangers = [await world.person('Mallory'), await world.person('Trudy')];
    for (const stranger of strangers) stranger.send(alice.id, `${stranger.name} here`);
    const asked = await Promise.all(strangers.map(({ name }) => alice.received(`${name} here`)));
    const page = alice.client.messageRequests({ limit: 1 });
    expect(page).toMatchObject({ hasMore: true, unreadCount: 2, requests: [{ isRequest: true }] });
    await alice.client.clearRequests();
    expect(alice.client.messageRequests({ limit: 10 })).toEqual({
      requests: [],
      hasMore: false,
      unreadCount: 0,
    });
    await Promise.all(
      asked.map(({ conversationId }) =>
        alice.event('conversation-removed', (event) => event.conversationId === conversationId),
      ),
    );
    strangers[0]!.send(alice.id, 'Me again');
    await alice.received('Me again');
    expect(alice.client.messageRequests({ limit: 10 }).requests).toMatchObject([{ isRequest: true }]);
  });
});

test('a conversation that is none has no media', async () => {
  await withWorld(async (world) => {
    const alice = await world.person('Alice');
    const { id } = alice.conversationWith(alice.id);
    expect(alice.client.media({ conversationId: id, kind: 'media', limit: 50 })).toEqual([]);
    expect(() => alice.client.media({ conversationId: 99, kind: 'files', limit: 50 })).toThrow(
      expect.objectContaining({ code: 'conversation-unknown' }),
    );
  });
});

test('a snippet shows the first match and some of what is around it, in whole characters', () => {
  expect(snippetOf('short', [{ start: 0, length: 5 }])).toEqual({
    text: 'short',
    matches: [{ start: 0, length: 5 }],
    isCutBefore: false,
    isCutAfter: false,
  });
  const long = `${'lorem ipsum '.repeat(30)}needle${' dolor sit'.repeat(30)}`;
  const { text, matches, isCutBefore, isCutAfter } = snippetOf(long, [
    { start: long.indexOf('needle'), length: 6 },
    { start: long.length - 3, length: 3 },
  ]);
  expect(text.length).toBeLessThanOrEqual(160);
  expect(text).toMatch(/^(?:lorem|ipsum)/);
  expect(matches.map(({ start, length }) => text.slice(start, start + length))).toEqual(['needle']);
  expect([isCutBefore, isCutAfter]).toEqual([true, true]);
  const emoji = snippetOf(`${'🙂'.repeat(99)}x${'🙂'.repeat(99)}`, [{ start: 198, length: 1 }]);
  expect(emoji.text).not.toMatch(/\p{Surrogate}/u);
  const odd = snippetOf(`a${'🙂'.repeat(99)}x${'🙂'.repeat(99)}`, [{ start: 199, length: 1 }]);
  expect(odd.text).not.toMatch(/\p{Surrogate}/u);
});
