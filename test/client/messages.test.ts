import { expect, test } from 'vitest';

import { storedProfile, withWorld } from './world.ts';

test('two people write to each other', async () => {
  await withWorld(async ({ person }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    const hello = alice.send(bob.id, 'Hello Bob');
    expect(hello).toMatchObject({ state: 'sending', direction: 'outgoing', synced: false });
    expect(await bob.received('Hello Bob')).toMatchObject({
      authorId: alice.id,
      direction: 'incoming',
      state: 'received',
    });
    expect(await alice.sent(hello.id)).toMatchObject({ text: 'Hello Bob' });
    bob.send(alice.id, 'Hello Alice');
    expect(await alice.received('Hello Alice')).toMatchObject({ authorId: bob.id });
    expect(alice.textsWith(bob.id)).toEqual(['Hello Bob', 'Hello Alice']);
    expect(bob.textsWith(alice.id)).toEqual(['Hello Bob', 'Hello Alice']);
  });
});

test('the receiver learns the name, counts the unread message, and reading it brings the count back', async () => {
  await withWorld(async ({ person }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    alice.send(bob.id, 'Do you read me?');
    const message = await bob.received('Do you read me?');
    expect(bob.client.conversation(message.conversationId)).toMatchObject({
      name: 'Alice',
      unreadCount: 1,
      kind: 'contact',
    });
    bob.client.markRead({ conversationId: message.conversationId, upToSentAtMs: message.sentAtMs });
    expect(bob.client.conversation(message.conversationId).unreadCount).toBe(0);
  });
});

test('a page around a message holds it, and only in its own conversation', async () => {
  await withWorld(async ({ person }) => {
    const alice = await person('Alice');
    const notes = ['one', 'two', 'three', 'four', 'five'].map((text) => alice.send(alice.id, text));
    const middle = notes[2]!;
    const { conversationId } = middle;
    const page = alice.client.messages({ conversationId, limit: 3, around: middle.id });
    expect(page.messages.map(({ id }) => id)).toContain(middle.id);
    expect(page.messages).toHaveLength(3);
    expect(() => alice.client.messages({ conversationId, limit: 3, around: 4_711 })).toThrow(
      'message-unknown',
    );
    const other = alice.client.startConversation({ accountId: `05${'ab'.repeat(32)}` });
    expect(() => alice.client.messages({ conversationId: other.id, limit: 3, around: middle.id })).toThrow(
      'message-unknown',
    );
  });
});

test('a hundred messages arrive once each, in the order in which they were written', async () => {
  await withWorld(async ({ person }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    const texts = Array.from({ length: 100 }, (_, at) => `message ${at}`);
    const sent = texts.map((text) => alice.send(bob.id, text));
    await Promise.all(texts.map((text) => bob.received(text)));
    expect(bob.textsWith(alice.id)).toEqual(texts);
    const times = sent.map(({ sentAtMs }) => sentAtMs);
    expect(new Set(times).size).toBe(100);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
}, 60_000);

test('a note to self is sent, synced, and never unread', async () => {
  await withWorld(async ({ person }) => {
    const alice = await person('Alice');
    const note = alice.send(alice.id, 'buy milk');
    expect(alice.conversationWith(alice.id).kind).toBe('note-to-self');
    expect(await alice.synced(note.id)).toMatchObject({ state: 'sent' });
    expect(alice.conversationWith(alice.id)).toMatchObject({ unreadCount: 0 });
    expect(alice.textsWith(alice.id)).toEqual(['buy milk']);
  });
});

test('a restored account finds what the swarm still holds, its own messages too', async () => {
  await withWorld(async ({ network, person, device }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    const profile = storedProfile(network, bob);
    const question = bob.send(alice.id, 'Where are you?');
    await alice.received('Where are you?');
    await bob.synced(question.id);
    const answer = alice.send(bob.id, 'At home');
    await alice.synced(answer.id);
    await bob.received('At home');
    await profile;

    const tablet = await device('Bob on a tablet');
    await tablet.client.restoreAccount({ recoveryPassword: bob.client.recoveryPassword() });
    expect(tablet.client.status()).toMatchObject({
      phase: 'ready',
      account: { id: bob.id, displayName: 'Bob' },
    });
    await tablet.received('At home');
    await tablet.received('Where are you?');
    expect(tablet.textsWith(alice.id)).toEqual(['Where are you?', 'At home']);
  });
});

test('what one device sends appears on the other device of the account, as read', async () => {
  await withWorld(async ({ person, device }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    const tablet = await device('Bob on a tablet');
    await tablet.client.restoreAccount({ recoveryPassword: bob.client.recoveryPassword() });
    tablet.client.setDisplayName({ displayName: 'Bob' });
    bob.send(alice.id, 'from the desktop');
    const copy = await tablet.received('from the desktop');
    expect(copy).toMatchObject({ direction: 'outgoing', state: 'sent', synced: true, authorId: bob.id });
    expect(tablet.client.conversation(copy.conversationId)).toMatchObject({
      peerId: alice.id,
      unreadCount: 0,
    });
  });
});

test('a draft stays with its conversation over a restart', async () => {
  await withWorld(async ({ person, device }) => {
    const alice = await person('Alice');
    const { id } = alice.conversationWith(alice.id);
    alice.client.saveDraft({ conversationId: id, text: 'half a thou' });
    await alice.close();
    const again = await device('Alice');
    expect(again.client.conversation(id).draft).toBe('half a thou');
  });
});

test('a message that was taken back before it left is never sent', async () => {
  await withWorld(async ({ network, person }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    await alice.online();
    await network.goDark();
    const regret = alice.send(bob.id, 'I quit!');
    alice.client.deleteMessages({ ids: [regret.id], scope: 'device' });
    alice.send(bob.id, 'Good morning');
    await network.comeBack();
    alice.client.connectivityChanged();
    await bob.received('Good morning');
    expect(bob.textsWith(alice.id)).toEqual(['Good morning']);
    expect(alice.textsWith(bob.id)).toEqual(['Good morning']);
  });
}, 60_000);
