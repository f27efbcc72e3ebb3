import { expect, test, vi } from 'vitest';

import { circle, groupOn, groupWhen, lineOn } from './groups-world.ts';
import { type Device, secondDevice, withWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000 });

test('a group is made, its members come, and everybody reads what everybody writes', async () => {
  await withWorld(async (world) => {
    const [alice, bob, carol] = (await circle(world, ['Alice', 'Bob', 'Carol'])) as [Device, Device, Device];
    const made = alice.client.createGroup({ name: 'Hikers', memberIds: [bob.id, carol.id] });
    expect(made).toMatchObject({ kind: 'group', name: 'Hikers', groupAccess: 'admin' });
    const [atBob, atCarol] = await Promise.all([groupOn(bob, 'Hikers'), groupOn(carol, 'Hikers')]);
    expect(atBob).toMatchObject({ groupAccess: 'member', isRequest: false });
    await groupWhen(alice, made.id, ({ members }) =>
      members.every(({ status }) => ['invite-accepted', 'promotion-accepted'].includes(status)),
    );
    const sent = alice.client.sendMessage({ conversationId: made.id, text: 'Sunday at eight?' });
    await Promise.all([
      alice.sent(sent.id),
      bob.received('Sunday at eight?'),
      carol.received('Sunday at eight?'),
    ]);
    bob.client.sendMessage({ conversationId: atBob.id, text: 'I am in' });
    carol.client.sendMessage({ conversationId: atCarol.id, text: 'Me too' });
    const [fromBob] = await Promise.all([
      carol.received('I am in'),
      bob.received('Me too'),
      alice.received('I am in'),
      alice.received('Me too'),
    ]);
    expect(fromBob).toMatchObject({ authorId: bob.id, author: { name: 'Bob' }, direction: 'incoming' });
    expect(await lineOn(bob, ({ joined = [] }) => joined.includes(carol.id))).toMatchObject({
      authorId: alice.id,
    });
  });
});

test('what is shown of a group says how many are in it, who wrote last, and what those are called whom it names', async () => {
  await withWorld(async (world) => {
    const [alice, bob, carol] = (await circle(world, ['Alice', 'Bob', 'Carol'])) as [Device, Device, Device];
    const made = alice.client.createGroup({ name: 'Choir', memberIds: [bob.id, carol.id] });
    const [, atCarol] = await Promise.all([groupOn(bob, 'Choir'), groupOn(carol, 'Choir')]);
    const grown = await groupOn(alice, 'Choir', ({ members }) => members?.count === 3);
    expect(grown.members).toMatchObject({ isLastAdmin: true });
    expect(grown.members?.faces.map(({ name }) => name).sort()).toEqual(['Bob', 'Carol']);
    const line = await lineOn(alice, ({ joined = [] }) => joined.includes(bob.id));
    expect(line.people).toEqual({ [bob.id]: 'Bob', [carol.id]: 'Carol' });
    await groupWhen(alice, made.id, ({ members }) =>
      members.every(({ status }) => status.endsWith('accepted')),
    );

    const words = `Ask @${bob.id}`;
    carol.client.sendMessage({ conversationId: atCarol.id, text: words });
    const named = await alice.received(words);
    expect(named).toMatchObject({ author: { name: 'Carol' }, people: { [bob.id]: 'Bob' } });
    const row = await groupOn(alice, 'Choir', ({ lastMessage }) => lastMessage?.text === words);
    expect(row.lastMessage).toMatchObject({
      authorId: carol.id,
      author: { name: 'Carol' },
      people: { [bob.id]: 'Bob' },
    });

    alice.client.promoteInGroup({ conversationId: made.id, memberIds: [bob.id] });
    await groupOn(
      alice,
      'Choir',
      ({ members }) => members !== undefined && members.isLastAdmin === undefined,
    );
  });
});

test('who is removed reads nothing more, and is told so', async () => {
  await withWorld(async (world) => {
    const [alice, bob, carol] = (await circle(world, ['Alice', 'Bob', 'Carol'])) as [Device, Device, Device];
    const made = alice.client.createGroup({ name: 'Board', memberIds: [bob.id, carol.id] });
    await Promise.all([groupOn(bob, 'Board'), groupOn(carol, 'Board')]);
    await groupWhen(alice, made.id, ({ members }) =>
      members.every(({ status }) => ['invite-accepted', 'promotion-accepted'].includes(status)),
    );
    alice.client.removeFromGroup({ conversationId: made.id, memberIds: [bob.id] });
    const removed = await groupOn(bob, 'Board', ({ groupAccess }) => groupAccess === 'removed');
    await groupWhen(alice, made.id, ({ members }) => members.length === 2);
    alice.client.sendMessage({ conversationId: made.id, text: 'Only for the two of us' });
    await carol.received('Only for the two of us');
    expect(() => bob.client.sendMessage({ conversationId: removed.id, text: 'Hello?' })).toThrow(
      expect.objectContaining({ code: 'group-not-open' }),
    );
    bob.client.leaveGroup(removed.id);
    await bob.event('conversation-removed', ({ conversationId }) => conversationId === removed.id);
  });
});

test('a new admin can do what the first one can, on all devices', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await circle(world, ['Alice', 'Bob'])) as [Device, Device];
    const made = alice.client.createGroup({ name: 'Choir', memberIds: [bob.id] });
    await groupOn(bob, 'Choir');
    await groupWhen(alice, made.id, ({ members }) =>
      members.some(({ accountId, status }) => accountId === bob.id && status === 'invite-accepted'),
    );
    alice.client.promoteInGroup({ conversationId: made.id, memberIds: [bob.id] });
    const atBob = await groupOn(bob, 'Choir', ({ groupAccess }) => groupAccess === 'admin');
    await groupWhen(alice, made.id, ({ members }) =>
      members.some(({ accountId, status }) => accountId === bob.id && status === 'promotion-accepted'),
    );
    bob.client.describeGroup({ conversationId: atBob.id, name: 'Choir 2', description: 'Sing!' });
    await groupOn(alice, 'Choir 2');
    const tablet = await secondDevice(world, alice, 'tablet');
    const onTablet = await groupOn(tablet, 'Choir 2', ({ groupAccess }) => groupAccess === 'admin');
    await groupWhen(tablet, onTablet.id, ({ description }) => description === 'Sing!');
    const line = await lineOn(tablet, ({ promoted = [] }) => promoted.includes(bob.id));
    expect(line).toMatchObject({ direction: 'outgoing', state: 'sent' });
  });
});

test('a stranger’s invitation is a request, which one accepts or declines', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    const made = alice.client.createGroup({ name: 'Buy now', memberIds: [bob.id] });
    const invited = await groupOn(bob, 'Buy now', ({ groupAccess }) => groupAccess === 'invited');
    expect(invited.isRequest).toBe(true);
    bob.client.acceptRequest(invited.id);
    await groupOn(bob, 'Buy now', ({ groupAccess, isRequest }) => groupAccess === 'member' && !isRequest);
    await groupWhen(alice, made.id, ({ members }) =>
      members.some(({ accountId, status }) => accountId === bob.id && status === 'invite-accepted'),
    );
    const other = alice.client.createGroup({ name: 'Buy more', memberIds: [bob.id] });
    const again = await groupOn(bob, 'Buy more', ({ groupAccess }) => groupAccess === 'invited');
    bob.client.declineRequest(again.id);
    await bob.event('conversation-removed', ({ conversationId }) => conversationId === again.id);
    expect(alice.client.group(other.id).members).toHaveLength(2);
  });
});

test('whoever leaves is off the list; the last admin can only destroy the group', async () => {
  await withWorld(async (world) => {
    const [alice, bob, carol] = (await circle(world, ['Alice', 'Bob', 'Carol'])) as [Device, Device, Device];
    const made = alice.client.createGroup({ name: 'Band', memberIds: [bob.id, carol.id] });
    const [atBob, atCarol] = await Promise.all([groupOn(bob, 'Band'), groupOn(carol, 'Band')]);
    await groupWhen(alice, made.id, ({ members }) =>
      members.every(({ status }) => ['invite-accepted', 'promotion-accepted'].includes(status)),
    );
    bob.client.leaveGroup(atBob.id);
    await lineOn(carol, ({ left = [] }) => left.includes(bob.id));
    await groupWhen(alice, made.id, ({ members }) => members.length === 2);
    expect(() => alice.client.leaveGroup(made.id)).toThrow(
      expect.objectContaining({ code: 'group-last-admin' }),
    );
    alice.client.destroyGroup(made.id);
    await groupOn(carol, 'Band', ({ groupAccess }) => groupAccess === 'destroyed');
    await alice.event('conversation-removed', ({ conversationId }) => conversationId === made.id);
    carol.client.leaveGroup(atCarol.id);
    await carol.event('conversation-removed', ({ conversationId }) => conversationId === atCarol.id);
  });
});

test('an admin who leaves is off the list too, and whoever is the last one then cannot leave', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await circle(world, ['Alice', 'Bob'])) as [Device, Device];
    const made = alice.client.createGroup({ name: 'Duo', memberIds: [bob.id] });
    const atBob = await groupOn(bob, 'Duo');
    await groupWhen(alice, made.id, ({ members }) =>
      members.every(({ status }) => status.endsWith('accepted')),
    );
    alice.client.promoteInGroup({ conversationId: made.id, memberIds: [bob.id] });
    await groupOn(bob, 'Duo', ({ groupAccess }) => groupAccess === 'admin');
    await groupWhen(alice, made.id, ({ members }) => members.every(({ isAdmin }) => isAdmin));
    alice.client.leaveGroup(made.id);
    await groupWhen(bob, atBob.id, ({ members }) => members.length === 1);
    expect(() => bob.client.leaveGroup(atBob.id)).toThrow(
      expect.objectContaining({ code: 'group-last-admin' }),
    );
  });
});

test('reactions, deletions and disappearing messages reach everybody in the group', async () => {
  await withWorld(async (world) => {
    const [alice, bob, carol] = (await circle(world, ['Alice', 'Bob', 'Carol'])) as [Device, Device, Device];
    const made = alice.client.createGroup({ name: 'Trio', memberIds: [bob.id, carol.id] });
    const [atBob] = await Promise.all([groupOn(bob, 'Trio'), groupOn(carol, 'Trio')]);
    bob.client.sendMessage({ conversationId: atBob.id, text: 'Too loud?' });
    const atAlice = await alice.received('Too loud?');
    alice.client.react({ messageId: atAlice.id, emoji: '👍', action: 'react' });
    await carol.event('message', ({ message }) => message.reactions.length === 1);
    alice.client.deleteMessages({ ids: [atAlice.id], scope: 'everyone' });
    await Promise.all(
      [bob, carol].map((device) => device.event('message', ({ message }) => message.deletion === 'globally')),
    );
    alice.client.setDisappearing({ conversationId: made.id, mode: 'after-send', timerS: 43_200 });
    await groupOn(bob, 'Trio', ({ disappearing }) => disappearing.timerS === 43_200);
    const sent = bob.client.sendMessage({ conversationId: atBob.id, text: 'Gone tonight' });
    expect(sent.disappears).toMatchObject({ mode: 'after-send', timerS: 43_200 });
    expect((await carol.received('Gone tonight')).disappears?.expiresAtMs).toBeGreaterThan(sent.sentAtMs);
  });
});

test('the picture of a group is seen by its members', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await circle(world, ['Alice', 'Bob'])) as [Device, Device];
    const made = alice.client.createGroup({ name: 'Painters', memberIds: [bob.id] });
    await groupOn(bob, 'Painters');
    const picture = Uint8Array.from({ length: 2_000 }, (_, at) => at % 251);
    await alice.client.setGroupPicture({ conversationId: made.id, bytes: picture });
    await groupOn(bob, 'Painters', (conversation) => conversation.picture !== undefined);
    expect(await bob.client.readPicture(made.peerId)).toEqual(picture);
    alice.client.removeGroupPicture(made.id);
    await lineOn(bob, ({ avatarChanged }) => avatarChanged === true);
    await groupOn(bob, 'Painters', ({ picture: shown, id }) => id > 0 && shown === undefined);
  });
});

test('files in a group are fetched at once, whoever sends them, and open for all', async () => {
  await withWorld(async (world) => {
    const [alice, bob, carol] = (await circle(world, ['Alice', 'Bob', 'Carol'])) as [Device, Device, Device];
    const made = alice.client.createGroup({ name: 'Album', memberIds: [bob.id, carol.id] });
    const [atBob] = await Promise.all([groupOn(bob, 'Album'), groupOn(carol, 'Album')]);
    await groupWhen(alice, made.id, ({ members }) =>
      members.every(({ status }) => ['invite-accepted', 'promotion-accepted'].includes(status)),
    );
    const bytes = Uint8Array.from({ length: 3_000 }, (_, at) => at % 253);
    await bob.client.sendAttachments({
      conversationId: atBob.id,
      text: 'From Sunday',
      attachments: [{ bytes, contentType: 'image/png', name: 'peak.png' }],
    });
    // Carol has never spoken with Bob.
    for (const device of [alice, carol]) {
      const { message } = await device.event(
        'message',
        (event) => event.message.text === 'From Sunday' && event.message.attachments[0]?.state === 'ready',
      );
      const [{ id } = { id: 0 }] = message.attachments;
      expect((await device.client.readAttachment({ id })).bytes).toEqual(bytes);
    }
  });
});
