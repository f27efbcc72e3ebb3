import { expect, test } from 'vitest';

import { polled } from './faults/conversation.ts';
import { friends, secondDevice, withWorld } from './world.ts';
import type { Device } from './world.ts';

/** Resolves when a message of this device has become a placeholder. */
async function takenBack(device: Device, id: number): Promise<void> {
  await device.event('message', ({ message }) => message.id === id && message.deletion === 'globally');
}

test('a message taken back leaves a placeholder on all devices of both, and nothing of its text', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    const sent = alice.send(bob.id, 'Wrong chat');
    const [there, copy] = await Promise.all([bob.received('Wrong chat'), tablet.received('Wrong chat')]);
    alice.client.deleteMessages({ ids: [sent.id], scope: 'everyone' });
    await Promise.all([takenBack(bob, there.id), takenBack(tablet, copy.id)]);
    expect(bob.textsWith(alice.id)).not.toContain('Wrong chat');
    expect(tablet.textsWith(bob.id)).not.toContain('Wrong chat');
    expect(alice.textsWith(bob.id)).not.toContain('Wrong chat');
  });
});

test('whoever was away while a message was taken back never sees it', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const { name, id } = bob;
    await bob.close();
    const regret = alice.send(id, 'I hate you');
    await alice.sent(regret.id);
    const unsent = world.network.waitForStore(({ account }) => account === id);
    alice.client.deleteMessages({ ids: [regret.id], scope: 'everyone' });
    await unsent;
    alice.send(id, 'Sorry, mistyped');
    const again = await world.device(name);
    await again.received('Sorry, mistyped');
    expect(again.textsWith(alice.id)).not.toContain('I hate you');
    expect(again.conversationWith(alice.id).unreadCount).toBe(1);
  });
});

test('on this device only means that nobody else hears of it', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    alice.send(bob.id, 'Keep it');
    const { id } = await bob.received('Keep it');
    bob.client.deleteMessages({ ids: [id], scope: 'device' });
    bob.send(alice.id, 'Done');
    await alice.received('Done');
    expect(bob.textsWith(alice.id)).not.toContain('Keep it');
    expect(alice.textsWith(bob.id)).toContain('Keep it');
  });
});

test('a note deleted everywhere is gone from the other devices, without a trace', async () => {
  await withWorld(async (world) => {
    const { alice } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    const note = alice.send(alice.id, 'PIN 1234');
    const { id } = await tablet.received('PIN 1234');
    alice.client.deleteMessages({ ids: [note.id], scope: 'own-devices' });
    await tablet.event('message-removed', ({ messageId }) => messageId === id);
    expect(alice.textsWith(alice.id)).toEqual([]);
  });
});

test('a note deleted while it is on its way does not come back for a moment', async () => {
  await withWorld(async (world) => {
    const { alice } = await friends(world);
    const stored = world.network.waitForStore(({ account }) => account === alice.id);
    const note = alice.send(alice.id, 'PIN 1234');
    await stored;
    alice.client.deleteMessages({ ids: [note.id], scope: 'own-devices' });
    const shown: string[] = [];
    alice.client.subscribe((event) => {
      if (event.type === 'message') shown.push(event.message.text);
    });
    alice.send(alice.id, 'Milk');
    await polled(world.network, alice.id);
    expect(shown).not.toContain('PIN 1234');
    expect(alice.textsWith(alice.id)).toEqual(['Milk']);
  });
});

test('nobody takes back what others wrote, and a list with one such message deletes nothing', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const own = bob.send(alice.id, 'Mine');
    alice.send(bob.id, 'Hers');
    const { id } = await bob.received('Hers');
    const deletion = (): void => bob.client.deleteMessages({ ids: [own.id, id], scope: 'everyone' });
    expect(deletion).toThrow(expect.objectContaining({ code: 'deletion-not-allowed' }));
    expect(bob.textsWith(alice.id)).toEqual(expect.arrayContaining(['Mine', 'Hers']));
  });
});

test('a conversation is cleared here and stays, with what comes afterwards; nobody else hears of it', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const { id } = bob.conversationWith(alice.id);
    bob.client.clearMessages(id);
    await bob.event('conversation-cleared', ({ conversationId }) => conversationId === id);
    expect(bob.textsWith(alice.id)).toEqual([]);
    alice.send(bob.id, 'Still here');
    await bob.received('Still here');
    expect(bob.textsWith(alice.id)).toEqual(['Still here']);
    expect(alice.textsWith(bob.id)).toEqual(['Hello Bob', 'Hello Alice', 'Still here']);
  });
});

test('notes are cleared on all devices, other conversations are not', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    alice.send(alice.id, 'PIN 1234');
    alice.send(alice.id, 'Buy milk');
    const notes = await Promise.all([tablet.received('PIN 1234'), tablet.received('Buy milk')]);
    const { id } = alice.conversationWith(alice.id);
    alice.client.clearMessages(id, 'own-devices');
    await alice.event('conversation-cleared', ({ conversationId }) => conversationId === id);
    for (const note of notes) await tablet.event('message-removed', ({ messageId }) => messageId === note.id);
    expect([alice.textsWith(alice.id), tablet.textsWith(alice.id)]).toEqual([[], []]);
    alice.send(alice.id, 'A new note');
    await tablet.received('A new note');
    const friend = alice.conversationWith(bob.id);
    expect(() => alice.client.clearMessages(friend.id, 'own-devices')).toThrow(
      expect.objectContaining({ code: 'deletion-not-allowed' }),
    );
  });
});
