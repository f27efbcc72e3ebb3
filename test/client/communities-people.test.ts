import { expect, test, vi } from 'vitest';

import {
  type Visitor,
  inRoom,
  listed,
  messageWhen,
  openRoom,
  post,
  roomWhen,
  visit,
} from './communities-world.ts';
import { friends, secondDevice, withWorld } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

type Two = [Visitor, Visitor];

/** Somebody takes messages from people whom they met in rooms, and everybody there hears it with their next post. */
async function opened(visitor: Visitor): Promise<void> {
  visitor.device.client.setPrivacy({ communityRequests: true });
  const sent = post(visitor, `Write to ${visitor.device.name}`);
  await visitor.device.sent(sent.id);
}

test('whoever is written to from a room answers, and one conversation of two people who know each other is left', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    await opened(bob);
    await alice.device.received('Write to Bob');
    const { client } = alice.device;
    const begun = client.writeToCommunityMember({
      conversationId: alice.conversationId,
      userId: bob.roomId,
    });
    expect(begun).toMatchObject({
      kind: 'blinded',
      peerId: bob.roomId,
      blinded: { refusesRequests: false },
    });
    const hello = client.sendMessage({ conversationId: begun.id, text: 'Do you sell seedlings?' });
    await alice.device.sent(hello.id);
    const seen = await bob.device.received('Do you sell seedlings?');
    expect(seen.authorId).toBe(alice.device.id);
    const atBob = await listed(bob.device, ({ id }) => id === seen.conversationId);
    expect(atBob).toMatchObject({ kind: 'contact', peerId: alice.device.id, isRequest: true });

    // The answer goes from account to account.
    bob.device.client.sendMessage({ conversationId: seen.conversationId, text: 'On Saturdays' });
    const answer = await alice.device.received('On Saturdays');
    expect(answer.authorId).toBe(bob.device.id);
    const merged = await listed(alice.device, ({ id }) => id === answer.conversationId);
    expect(merged).toMatchObject({ kind: 'contact', peerId: bob.device.id, isRequest: false });
    expect(alice.device.textsWith(bob.device.id)).toEqual(['Do you sell seedlings?', 'On Saturdays']);
    expect(client.conversations({ limit: 100 }).map(({ kind }) => kind)).not.toContain('blinded');
    client.sendMessage({ conversationId: merged.id, text: 'I will come' });
    await bob.device.received('I will come');
    expect(bob.device.textsWith(alice.device.id)).toEqual([
      'Do you sell seedlings?',
      'On Saturdays',
      'I will come',
    ]);
  });
});

test('what is written to somebody from a room is on the other devices of whoever wrote it', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    const tablet = await secondDevice(world, alice.device, 'Tablet');
    await listed(tablet, ({ kind }) => kind === 'community');
    await opened(bob);
    await alice.device.received('Write to Bob');
    const { client } = alice.device;
    const { id } = client.writeToCommunityMember({
      conversationId: alice.conversationId,
      userId: bob.roomId,
    });
    client.sendMessage({ conversationId: id, text: 'Hello from the garden' });
    const copy = await tablet.received('Hello from the garden');
    expect(copy.direction).toBe('outgoing');
    const there = await listed(tablet, (conversation) => conversation.id === copy.conversationId);
    expect(there).toMatchObject({ kind: 'blinded', peerId: bob.roomId });
  });
});

test('nobody is written to who does not want it', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    post(bob, 'I only read');
    await alice.device.received('I only read');
    const { client } = alice.device;
    const begun = client.writeToCommunityMember({
      conversationId: alice.conversationId,
      userId: bob.roomId,
    });
    expect(begun.blinded).toMatchObject({ refusesRequests: true });
    const refused = client.sendMessage({ conversationId: begun.id, text: 'Hello?' });
    await messageWhen(alice.device, ({ id, failure }) => id === refused.id && failure === 'requests-refused');
    await opened(bob);
    await listed(alice.device, ({ id, blinded }) => id === begun.id && blinded?.refusesRequests === false);
    client.retryMessage(refused.id);
    await bob.device.received('Hello?');
  });
});

test('whoever deletes their account everywhere leaves nothing in the inboxes of communities', async () => {
  await withWorld(async (world) => {
    const [alice] = (await inRoom(world, ['Alice'])) as [Visitor];
    const asked: string[] = [];
    world.network.observe((event) => {
      if (event.type === 'community' && event.path.startsWith('/inbox')) asked.push(event.endpoint);
    });
    await alice.device.client.deleteAccount({ scope: 'network' });
    expect(asked).toContain('DELETE /inbox');
  });
});

test('a contact is known by name in a room, and whoever becomes one is from then on', async () => {
  await withWorld(async (world) => {
    const url = openRoom(world);
    const { alice, bob } = await friends(world);
    const [first, second] = [await visit(alice, url), await visit(bob, url)];
    bob.client.setPrivacy({ communityRequests: true });
    alice.client.changeConversation({
      id: alice.conversationWith(bob.id).id,
      change: { nickname: 'Bobby' },
    });
    post(second, 'Guess who I am');
    const seen = await alice.received('Guess who I am');
    expect(seen).toMatchObject({
      authorId: second.roomId,
      author: { name: 'Bobby' },
      post: { author: { accountId: bob.id } },
    });
    const conversation = alice.client.writeToCommunityMember({
      conversationId: first.conversationId,
      userId: second.roomId,
    });
    expect(conversation).toMatchObject({ kind: 'contact', peerId: bob.id });
    alice.client.setBlocked({ id: conversation.id, isBlocked: true });
    post(second, 'Can you hear me?');
    post(second, 'Hello?');
    const other = await visit(await world.person('Carol'), url);
    post(other, 'Loud and clear');
    await alice.received('Loud and clear');
    const { messages } = alice.client.messages({ conversationId: first.conversationId, limit: 20 });
    expect(messages.map(({ text }) => text)).toEqual(['Guess who I am', 'Loud and clear']);
    await roomWhen(first, ({ state }) => state === 'ok');
  });
});
