import { expect, test } from 'vitest';

import type { ConversationView } from '../../ts/client/index.ts';
import { friends, secondDevice, storedProfile, withWorld } from './world.ts';
import type { Device } from './world.ts';

/** Resolves when a device shows the conversation with somebody as `accepts` wants it. */
async function shown(
  device: Device,
  peerId: string,
  accepts: (conversation: ConversationView) => boolean,
): Promise<void> {
  await device.event(
    'conversation',
    ({ conversation }) => conversation.peerId === peerId && accepts(conversation),
  );
}

/** Resolves when a device hears, from now on, that somebody is not blocked. */
function unblockedHere({ client }: Device, peerId: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.subscribe((event) => {
      if (event.type !== 'conversation' || event.conversation.peerId !== peerId) return;
      if (event.conversation.isBlocked) return;
      stop();
      resolve();
    });
  });
}

test('whoever is accepted without a word is told, and both sides may write', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    alice.send(bob.id, 'May I?');
    const { conversationId } = await bob.received('May I?');
    bob.client.acceptRequest(conversationId);
    expect(bob.client.conversation(conversationId).isRequest).toBe(false);
    await alice.event('message', ({ message }) => message.kind === 'request-accepted');
    expect(alice.conversationWith(bob.id).isRequest).toBe(false);
  });
});

/** The lines about an accepted request that a device has in the conversation with somebody. */
function acceptances({ client }: Device, peerId: string): readonly string[] {
  const { id: conversationId } = client.startConversation({ accountId: peerId });
  return client
    .messages({ conversationId, limit: 50 })
    .messages.map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('request-accepted'));
}

test.each(['an answer', 'a reaction', 'a click'] as const)(
  'a request accepted by %s leaves one line on each side, before what is written then',
  async (way) => {
    await withWorld(async (world) => {
      const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
      alice.send(bob.id, 'May I?');
      const { conversationId, id: messageId } = await bob.received('May I?');
      if (way === 'a reaction') bob.client.react({ messageId, emoji: '👍', action: 'react' });
      if (way === 'a click') bob.client.acceptRequest(conversationId);
      bob.send(alice.id, 'You may');
      await alice.received('You may');
      await alice.event('message', ({ message }) => message.kind === 'request-accepted');
      bob.send(alice.id, 'Any time');
      await alice.received('Any time');
      expect(acceptances(alice, bob.id)).toEqual(['request-accepted']);
      expect(acceptances(bob, alice.id)).toEqual(['request-accepted-by-us']);
      const { messages } = bob.client.messages({ conversationId, limit: 50 });
      const ours = messages.filter(({ direction }) => direction === 'outgoing').map(({ kind }) => kind);
      expect(ours).toEqual(['request-accepted-by-us', 'text', 'text']);
      expect(alice.conversationWith(bob.id).unreadCount).toBe(2);
    });
  },
);

test('a declined request is gone, and a new message asks again', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    alice.send(bob.id, 'Buy my course');
    const { conversationId } = await bob.received('Buy my course');
    bob.client.declineRequest(conversationId);
    await bob.event('conversation-removed', (event) => event.conversationId === conversationId);
    expect(bob.client.conversations({ limit: 10 }).map(({ peerId }) => peerId)).not.toContain(alice.id);
    alice.send(bob.id, 'Please');
    const again = await bob.received('Please');
    expect(bob.client.conversation(again.conversationId)).toMatchObject({ isRequest: true });
    expect(bob.textsWith(alice.id)).toEqual(['Please']);
  });
});

test('a nickname, a pin and a mark of unread are the same on all devices', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, bob, 'tablet');
    const { id } = bob.conversationWith(alice.id);
    bob.client.changeConversation({ id, change: { nickname: 'Ally', priority: 1, isMarkedUnread: true } });
    expect(bob.client.conversation(id)).toMatchObject({
      nickname: 'Ally',
      priority: 1,
      isMarkedUnread: true,
    });
    await shown(tablet, alice.id, ({ nickname, priority }) => nickname === 'Ally' && priority === 1);
    await shown(tablet, alice.id, ({ isMarkedUnread }) => isMarkedUnread);
    tablet.client.changeConversation({
      id: tablet.conversationWith(alice.id).id,
      change: { nickname: '', priority: 0 },
    });
    await shown(bob, alice.id, ({ nickname, priority }) => nickname === '' && priority === 0);
  });
});

test('nothing of a blocked person arrives on any device, until they are unblocked', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, bob, 'tablet');
    bob.client.setBlocked({ id: bob.conversationWith(alice.id).id, isBlocked: true });
    await shown(tablet, alice.id, ({ isBlocked }) => isBlocked);
    const unblocked = unblockedHere(bob, alice.id);
    await alice.sent(alice.send(bob.id, 'Can you hear me?').id);
    tablet.client.setBlocked({ id: tablet.conversationWith(alice.id).id, isBlocked: false });
    await unblocked;
    alice.send(bob.id, 'And now?');
    await Promise.all([bob.received('And now?'), tablet.received('And now?')]);
  });
});

test('a deleted contact is gone from all devices', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, bob, 'tablet');
    await shown(tablet, alice.id, () => true);
    bob.client.deleteContact(bob.conversationWith(alice.id).id);
    await tablet.event('conversation-removed');
    expect(tablet.client.conversations({ limit: 10 }).map(({ peerId }) => peerId)).not.toContain(alice.id);
  });
});

test('a blocked contact who is deleted is unblocked, and may ask again', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const { id } = bob.conversationWith(alice.id);
    bob.client.setBlocked({ id, isBlocked: true });
    bob.client.deleteContact(id);
    await bob.event('conversation-removed', ({ conversationId }) => conversationId === id);
    alice.send(bob.id, 'Once more');
    const { conversationId } = await bob.received('Once more');
    expect(bob.client.conversation(conversationId)).toMatchObject({ isBlocked: false, isRequest: true });
  });
});

test('Note to Self begins hidden, and comes by writing, on all devices', async () => {
  await withWorld(async (world) => {
    const alice = await world.person('Alice');
    await storedProfile(world.network, alice);
    const tablet = await secondDevice(world, alice, 'tablet');
    for (const { client } of [alice, tablet]) expect(client.conversations({ limit: 10 })).toEqual([]);
    const profile = storedProfile(world.network, alice);
    alice.send(alice.id, 'Milk');
    await shown(tablet, alice.id, ({ priority, lastMessage }) => priority === 0 && lastMessage !== undefined);
    // Our other devices are told, or the next merge would hide it again.
    await profile;
  });
});

test('receipts tell who read what, if the reader wants it, and only then', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    for (const { client } of [alice, bob]) client.setPrivacy({ readReceipts: true });
    const sent = alice.send(bob.id, 'Seen?');
    const { conversationId, sentAtMs } = await bob.received('Seen?');
    bob.client.markRead({ conversationId, upToSentAtMs: sentAtMs });
    await alice.event('message', ({ message }) => message.id === sent.id && message.readAtMs !== undefined);
    const readTime = (): number | undefined =>
      alice.client
        .messages({ conversationId: sent.conversationId, limit: 10 })
        .messages.find(({ id }) => id === sent.id)?.readAtMs;
    expect(readTime()).toBeDefined();
    alice.client.setPrivacy({ readReceipts: false });
    expect(readTime()).toBeUndefined();
    alice.client.setPrivacy({ readReceipts: true });

    bob.client.setPrivacy({ readReceipts: false });
    const unseen = alice.send(bob.id, 'And this?');
    const second = await bob.received('And this?');
    bob.client.markRead({ conversationId, upToSentAtMs: second.sentAtMs });
    bob.send(alice.id, 'I read it');
    await alice.received('I read it');
    const { messages } = alice.client.messages({ conversationId: sent.conversationId, limit: 10 });
    expect(messages.find(({ id }) => id === unseen.id)?.readAtMs).toBeUndefined();
  });
});

test('typing is seen while it lasts, by those who tell it of themselves too', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    for (const { client } of [alice, bob]) client.setPrivacy({ typingIndicators: true });
    const conversationId = alice.conversationWith(bob.id).id;
    alice.client.setTyping({ conversationId, isTyping: true });
    await bob.event('typing', ({ isTyping }) => isTyping);
    alice.client.setTyping({ conversationId, isTyping: false });
    await bob.event('typing', ({ isTyping }) => !isTyping);
  });
});

test('a nickname too long is refused, and a conversation that is none', async () => {
  await withWorld(async (world) => {
    const alice = await world.person('Alice');
    await storedProfile(world.network, alice);
    const { id } = alice.conversationWith(`05${'ab'.repeat(32)}`);
    const rename = (nickname: string) => (): void =>
      alice.client.changeConversation({ id, change: { nickname } });
    expect(rename('x'.repeat(101))).toThrow(expect.objectContaining({ code: 'nickname-too-long' }));
    expect(() => alice.client.acceptRequest(99)).toThrow(
      expect.objectContaining({ code: 'conversation-unknown' }),
    );
  });
});

test('nothing is written to a blocked person: no message, no reaction, no invitation', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const { id } = bob.conversationWith(alice.id);
    const [hello] = bob.client.messages({ conversationId: id, limit: 10 }).messages;
    bob.client.setBlocked({ id, isBlocked: true });
    const blocked = expect.objectContaining({ code: 'contact-blocked' });
    expect(() => bob.send(alice.id, 'Still here?')).toThrow(blocked);
    expect(() => bob.client.react({ messageId: hello?.id ?? 0, emoji: '👍', action: 'react' })).toThrow(
      blocked,
    );
    const url = 'http://community.example/room?public_key=' + 'a'.repeat(64);
    expect(() => bob.client.sendInvitation({ conversationId: id, url, name: 'Room' })).toThrow(blocked);
    expect(bob.textsWith(alice.id)).toEqual(['Hello Bob', 'Hello Alice']);
    bob.client.setBlocked({ id, isBlocked: false });
    bob.send(alice.id, 'Here again');
    await alice.received('Here again');
  });
});

test('a request that is declined and blocked stays away, on all devices', async () => {
  await withWorld(async (world) => {
    const [mallory, bob] = [await world.person('Mallory'), await world.person('Bob')];
    await storedProfile(world.network, bob);
    const tablet = await secondDevice(world, bob, 'tablet');
    mallory.send(bob.id, 'Buy my course');
    const { conversationId } = await bob.received('Buy my course');
    await tablet.received('Buy my course');
    bob.client.setBlocked({ id: conversationId, isBlocked: true });
    bob.client.declineRequest(conversationId);
    await bob.event('conversation-removed', (event) => event.conversationId === conversationId);
    await tablet.event('conversation-removed');
    await mallory.sent(mallory.send(bob.id, 'Please').id);
    mallory.send(bob.id, 'Please!');
    bob.send(tablet.id, 'a note');
    await tablet.received('a note');
    for (const { client } of [bob, tablet]) {
      expect(client.messageRequests({ limit: 10 }).requests).toEqual([]);
      expect(client.contacts({ which: 'blocked', limit: 10 }).contacts).toMatchObject([
        { accountId: mallory.id },
      ]);
    }
  });
});

test('reading takes a mark of unread away, also where there is nothing to read', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const { id } = bob.conversationWith(alice.id);
    const { upToSentAtMs } = { upToSentAtMs: bob.client.conversation(id).lastActiveMs };
    bob.client.markRead({ conversationId: id, upToSentAtMs });
    bob.client.changeConversation({ id, change: { isMarkedUnread: true } });
    const unmarked = new Promise<void>((resolve) => {
      bob.client.subscribe((event) => {
        if (event.type === 'conversation' && event.conversation.id === id) resolve();
      });
    });
    bob.client.markRead({ conversationId: id, upToSentAtMs });
    await unmarked;
    expect(bob.client.conversation(id)).toMatchObject({ isMarkedUnread: false, unreadCount: 0 });
  });
});
