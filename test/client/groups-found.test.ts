// A group on the desktop and in the search (spec 04 §9).

import { expect, test, vi } from 'vitest';

import { circle, groupOn, groupWhen } from './groups-world.ts';
import { becomes, club } from './groups-agreement.ts';
import { type Device, withWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000 });

const inGroup = (author: string) => ({
  key: 'notificationFromInGroup',
  values: { author, group_name: 'Club' },
});
const words = (snippet: string) => ({ key: 'notificationText', values: { message_snippet: snippet } });

/** Resolves when a device tells the desktop this and nothing else. */
async function shows(device: Device, title: unknown, body: unknown): Promise<void> {
  const wanted = JSON.stringify([title, body]);
  await device.event(
    'notification',
    ({ command }) =>
      'notification' in command &&
      JSON.stringify([command.notification.title, command.notification.body]) === wanted,
  );
}

/** Everything that the desktop was told of until now. */
function told(device: Device): readonly string[] {
  const bodies: string[] = [];
  device.client.subscribe((event) => {
    if (event.type === 'notification' && 'notification' in event.command)
      bodies.push(JSON.stringify(event.command.notification));
  });
  return bodies;
}

test('an invitation is told of, and what is written there; with mentions only, what is meant for us', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await circle(world, ['Alice', 'Bob'])) as [Device, Device];
    bob.client.markRead({
      conversationId: bob.conversationWith(alice.id).id,
      upToSentAtMs: bob.conversationWith(alice.id).lastActiveMs,
    });
    const made = alice.client.createGroup({ name: 'Club', memberIds: [bob.id] });
    await shows(bob, inGroup('Alice'), { key: 'notificationGroupInvitation', values: {} });
    const atBob = await groupOn(bob, 'Club');
    await groupWhen(alice, made.id, ({ members }) =>
      members.some(({ accountId, status }) => accountId === bob.id && status === 'invite-accepted'),
    );
    const read = (): void =>
      bob.client.markRead({
        conversationId: atBob.id,
        upToSentAtMs: bob.client.conversation(atBob.id).lastActiveMs,
      });
    read();
    const seen = told(bob);
    expect(seen).toEqual([]);
    const ask = (text: string) => alice.client.sendMessage({ conversationId: made.id, text });
    ask('Who comes?');
    await shows(bob, inGroup('Alice'), words('Who comes?'));
    await bob.received('Who comes?');
    read();
    bob.client.changeConversation({ id: atBob.id, change: { notify: 'mentions' } });
    const quiet = told(bob);
    ask('Nobody?');
    await bob.received('Nobody?');
    ask(`@${bob.id}, what about you?`);
    await shows(bob, inGroup('Alice'), words('@Bob, what about you?'));
    expect(quiet.filter((body) => body.includes('Nobody?'))).toEqual([]);
    expect(bob.client.conversation(atBob.id)).toMatchObject({ unreadCount: 2, mentionCount: 1 });
  });
});

test('of a stranger an invitation is a request: told once, without a name', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    const bodies = told(bob);
    alice.client.createGroup({ name: 'Buy now', memberIds: [bob.id] });
    const first = await groupOn(bob, 'Buy now', ({ groupAccess }) => groupAccess === 'invited');
    await bob.event(
      'notification',
      ({ command }) =>
        'notification' in command && command.notification.title.key === 'notificationMessageRequest',
    );
    alice.client.createGroup({ name: 'Buy more', memberIds: [bob.id] });
    await groupOn(bob, 'Buy more', ({ groupAccess }) => groupAccess === 'invited');
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).not.toMatch(/Buy|Alice/);
    expect(bob.client.group(first.id).invitedBy).toEqual({ accountId: alice.id, name: 'Alice' });
    bob.client.setBlocked({ id: first.id, isBlocked: true });
    await bob.event('conversation-removed', ({ conversationId }) => conversationId === first.id);
    expect(bob.conversationWith(alice.id).isBlocked).toBe(true);
  });
});

test('a group is found by its name and by the beginning of its id, what is written there with it', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = await club(world, ['Alice', 'Bob'], 'Café Müller');
    const { client } = bob.device;
    const { groupId } = client.group(bob.conversationId);
    const names = (text: string): readonly string[] =>
      client.search({ text, limit: 20 }).groups.map(({ name }) => name);
    for (const text of ['cafe', 'müller caf', groupId.slice(0, 12), groupId.slice(2, 14).toUpperCase()])
      expect(names(text)).toEqual(['Café Müller']);
    for (const text of ['tea', groupId.slice(0, 3)]) expect(names(text)).toEqual([]);
    alice.device.client.describeGroup({ conversationId: alice.conversationId, name: 'Tea House' });
    await groupOn(bob.device, 'Tea House');
    expect(names('cafe')).toEqual([]);
    expect(names('tea')).toEqual(['Tea House']);
    alice.device.client.sendMessage({ conversationId: alice.conversationId, text: 'Oolong or Assam?' });
    await bob.device.received('Oolong or Assam?');
    expect(client.search({ text: 'oolong', limit: 20 })).toMatchObject({
      groups: [],
      messages: [{ authorId: alice.device.id, conversationId: bob.conversationId }],
      conversations: [{ id: bob.conversationId, name: 'Tea House' }],
    });
    const removed = becomes(bob, 'removed');
    const choice = { conversationId: alice.conversationId, memberIds: [bob.device.id] };
    alice.device.client.removeFromGroup(choice);
    await removed;
    client.leaveGroup(bob.conversationId);
    expect(names('tea')).toEqual([]);
  });
});
