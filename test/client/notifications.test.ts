import { expect, test } from 'vitest';

import type { ClientEvent } from '../../ts/client/index.ts';
import { friends, secondDevice, withWorld } from './world.ts';
import type { Device } from './world.ts';

type Command = Extract<ClientEvent, { readonly type: 'notification' }>['command'];

/** Resolves when the device shows a notification with exactly these keys and values. */
async function shows(device: Device, title: unknown, body: unknown): Promise<Command> {
  const wanted = JSON.stringify([title, body]);
  const { command } = await device.event(
    'notification',
    ({ command: { type, ...rest } }) =>
      (type === 'show' || type === 'update') &&
      'notification' in rest &&
      JSON.stringify([rest.notification.title, rest.notification.body]) === wanted,
  );
  return command;
}

/** All that the device tells the desktop from now on. */
function commandsOf(device: Device): Command[] {
  const commands: Command[] = [];
  device.client.subscribe((event) => {
    if (event.type === 'notification') commands.push(event.command);
  });
  return commands;
}

const from = (name: string) => ({ key: 'notificationFrom', values: { name } });
const words = (snippet: string) => ({ key: 'notificationText', values: { message_snippet: snippet } });

test('what came while nobody looked is shown, counted, and taken away when it is read', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const { id: conversationId } = bob.conversationWith(alice.id);
    bob.client.markRead({ conversationId, upToSentAtMs: bob.conversationWith(alice.id).lastActiveMs });
    expect(bob.client.badge()).toEqual({ count: 0, label: '' });
    alice.send(bob.id, `@${bob.id} and @${alice.id}, news!`);
    const command = await shows(bob, from('Alice'), words('@Bob and @Alice, news!'));
    expect(command).toMatchObject({
      notification: { open: { conversationId }, iconConversationId: conversationId },
    });
    await bob.event('badge', ({ badge }) => badge.count === 1);
    const told = commandsOf(bob);
    bob.client.markRead({ conversationId, upToSentAtMs: bob.conversationWith(alice.id).lastActiveMs });
    expect(told).toEqual([{ type: 'withdraw', id: 'unseen' }]);
    expect(bob.client.badge().count).toBe(0);
  });
});

test('what is read on one device is taken from the desktop of the other', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, bob, 'tablet');
    alice.send(bob.id, 'Seen?');
    await shows(tablet, from('Alice'), words('Seen?'));
    const { sentAtMs, conversationId } = await bob.received('Seen?');
    const told = commandsOf(tablet);
    bob.client.markRead({ conversationId, upToSentAtMs: sentAtMs });
    await tablet.event('conversation', ({ conversation }) => conversation.lastReadMs >= sentAtMs);
    expect(told).toEqual([{ type: 'withdraw', id: 'unseen' }]);
  });
});

test('a message that is taken back leaves the desktop', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const { id: conversationId } = bob.conversationWith(alice.id);
    bob.client.markRead({ conversationId, upToSentAtMs: bob.conversationWith(alice.id).lastActiveMs });
    const { id } = alice.send(bob.id, 'Oh no');
    await shows(bob, from('Alice'), words('Oh no'));
    const told = commandsOf(bob);
    alice.client.deleteMessages({ ids: [id], scope: 'everyone' });
    await bob.event('message', ({ message }) => message.deletion === 'globally');
    expect(told).toContainEqual({ type: 'withdraw', id: 'unseen' });
  });
});

test('a reaction is told of, until it is taken back', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const { id: conversationId, lastActiveMs } = alice.conversationWith(bob.id);
    alice.client.markRead({ conversationId, upToSentAtMs: lastActiveMs });
    const message = alice.send(bob.id, 'We won!');
    const { id: messageId } = await bob.received('We won!');
    bob.client.react({ messageId, emoji: '🎉', action: 'react' });
    const body = { key: 'notificationReaction', values: { name: 'Bob', emoji: '🎉' } };
    await alice.event(
      'notification',
      ({ command }) =>
        command.type !== 'withdraw' &&
        command.type !== 'sound' &&
        command.notification.open?.messageId === message.id &&
        JSON.stringify(command.notification.body) === JSON.stringify(body),
    );
    const told = commandsOf(alice);
    const isGone = new Promise<void>((resolve) => {
      alice.client.subscribe((event) => {
        if (event.type !== 'message' || event.message.id !== message.id) return;
        if (event.message.reactions.length === 0) resolve();
      });
    });
    bob.client.react({ messageId, emoji: '🎉', action: 'remove' });
    await isGone;
    expect(told).toContainEqual({ type: 'withdraw', id: 'unseen' });
  });
});

test('nothing is told of what is in sight, of who is muted, or with notifications off', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const { id: conversationId } = bob.conversationWith(alice.id);
    const settings = bob.client.setNotificationSettings({ whileFocused: 'other-conversations' });
    expect(settings).toEqual({ detail: 'message', isSoundOn: true, whileFocused: 'other-conversations' });
    bob.client.setFocused(true);
    bob.client.setOpenConversation({ conversationId });
    const told = commandsOf(bob);
    alice.send(bob.id, 'You see this');
    await bob.received('You see this');
    bob.client.setFocused(false);
    bob.client.changeConversation({ id: conversationId, change: { notify: 'none' } });
    alice.send(bob.id, 'Muted');
    await bob.received('Muted');
    bob.client.changeConversation({ id: conversationId, change: { notify: 'all' } });
    bob.client.setNotificationSettings({ detail: 'off', isSoundOn: false });
    alice.send(bob.id, 'Off');
    await bob.received('Off');
    expect(told.filter(({ type }) => type !== 'withdraw')).toEqual([]);
    bob.client.setNotificationSettings({ detail: 'name' });
    alice.send(bob.id, 'Only the name');
    await shows(bob, from('Alice'), { key: 'notificationNewMessage', values: {} });
  });
});

test('a locked screen says that there is something, and no more', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    bob.client.setLocked(true);
    alice.send(bob.id, 'Secret');
    await shows(bob, { key: 'notificationNewMessage', values: {} }, undefined);
  });
});

test('only the first request ever is told of, also after a restart', async () => {
  await withWorld(async (world) => {
    const bob = await world.person('Bob');
    const [eve, mallory] = [await world.person('Eve'), await world.person('Mallory')];
    eve.send(bob.id, 'Hello from Eve');
    await shows(bob, { key: 'notificationMessageRequest', values: {} }, undefined);
    const { id } = bob.conversationWith(eve.id);
    bob.client.acceptRequest(id);
    await bob.close();
    const again = await world.device('Bob');
    const told = commandsOf(again);
    mallory.send(again.id, 'Hello from Mallory');
    await again.received('Hello from Mallory');
    expect(told).toEqual([]);
  });
});
