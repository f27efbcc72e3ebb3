// People who act at the same time, come back, or come without keys (spec 04 §5.11).

import { expect, test, vi } from 'vitest';

import type { ConversationView } from '../../ts/client/index.ts';
import {
  accepts,
  agreed,
  becomes,
  club,
  consistsOf,
  everybodyTalks,
  othersGoOn,
  promote,
  textsIn,
} from './groups-agreement.ts';
import { groupOn, groupWhen, lineOn } from './groups-world.ts';
import { withWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000 });

test('five members, of whom two admins add, remove, rename and rekey at once: all end with the same group', async () => {
  await withWorld(async (world) => {
    const places = await club(world, ['Alice', 'Bob', 'Carol', 'Dave', 'Erin']);
    const [alice, bob, carol, dave, erin] = places;
    await promote(places, alice, bob);
    const [frank, grace] = [await world.person('Frank'), await world.person('Grace')];
    const [{ client: byAlice }, { client: byBob }] = [alice.device, bob.device];
    const [{ conversationId: atAlice }, { conversationId: atBob }] = [alice, bob];
    const removed = becomes(erin, 'removed');
    byAlice.describeGroup({ conversationId: atAlice, name: 'Alice’s club', description: 'All of us' });
    byBob.describeGroup({ conversationId: atBob, name: 'Bob’s club' });
    byAlice.inviteToGroup({ conversationId: atAlice, memberIds: [frank.id] });
    byBob.inviteToGroup({ conversationId: atBob, memberIds: [grace.id], withHistory: true });
    byAlice.removeFromGroup({ conversationId: atAlice, memberIds: [erin.device.id] });
    byBob.removeFromGroup({ conversationId: atBob, memberIds: [erin.device.id] });
    byBob.setDisappearing({ conversationId: atBob, mode: 'after-send', timerS: 86_400 });
    const here = [alice, bob, carol, dave, ...(await Promise.all([frank, grace].map(accepts)))];
    await removed;
    const areAllHere = consistsOf(...here.map(({ device }) => device));
    const group = await agreed(here, areAllHere);
    expect(['Alice’s club', 'Bob’s club']).toContain(group.name);
    expect(group.description).toBe('All of us');
    await everybodyTalks(here, 'what came of it');
    await agreed(here, areAllHere);
    expect(textsIn(erin).filter((text) => text.includes('what came of it'))).toEqual([]);
    await othersGoOn(alice, bob);
  });
});

test('two admins promote, and remove the same one with all messages, at once', async () => {
  await withWorld(async (world) => {
    const places = await club(world, ['Alice', 'Bob', 'Carol', 'Dave']);
    const [alice, bob, carol, dave] = places;
    await promote(places, alice, bob);
    await everybodyTalks(places, 'the weather');
    for (const { device, conversationId } of [alice, bob]) {
      device.client.promoteInGroup({ conversationId, memberIds: [carol.device.id] });
      device.client.removeFromGroup({ conversationId, memberIds: [dave.device.id], withMessages: true });
    }
    const left = [alice, bob, carol];
    await agreed(
      left,
      (group) =>
        consistsOf(...left.map(({ device }) => device))(group) &&
        group.members.every(({ isAdmin }) => isAdmin),
    );
    await Promise.all(
      left.map(({ device }) =>
        device.event(
          'message',
          ({ message }) => message.authorId === dave.device.id && message.deletion === 'globally',
        ),
      ),
    );
    await everybodyTalks(left, 'who is left');
    await othersGoOn(alice, dave);
  });
});

test('who was removed comes back, twice, and never reads what was said meanwhile', async () => {
  await withWorld(async (world) => {
    const places = await club(world, ['Alice', 'Bob', 'Carol']);
    const [alice, bob, carol] = places;
    for (const round of ['once', 'twice']) {
      const choice = { conversationId: alice.conversationId, memberIds: [bob.device.id] };
      const removed = becomes(bob, 'removed');
      alice.device.client.removeFromGroup(choice);
      await removed;
      await agreed([alice, carol], consistsOf(alice.device, carol.device));
      await everybodyTalks([alice, carol], `Bob, ${round}`);
      const back = becomes(bob, 'member');
      alice.device.client.inviteToGroup(choice);
      await back;
      await agreed(places, consistsOf(...places.map(({ device }) => device)));
      await everybodyTalks(places, `being back ${round}`);
      expect(textsIn(bob).filter((text) => text.includes('about Bob'))).toEqual([]);
    }
    await othersGoOn(bob, alice);
  });
});

test('whoever is invited with the history reads what was said before, others do not', async () => {
  await withWorld(async (world) => {
    const places = await club(world, ['Alice', 'Bob']);
    const [alice] = places;
    await everybodyTalks(places, 'the past');
    const [carol, dave] = [await world.person('Carol'), await world.person('Dave')];
    const { client } = alice.device;
    client.inviteToGroup({ conversationId: alice.conversationId, memberIds: [carol.id], withHistory: true });
    client.inviteToGroup({ conversationId: alice.conversationId, memberIds: [dave.id] });
    const joined = await Promise.all([carol, dave].map(accepts));
    const all = [...places, ...joined];
    await agreed(all, consistsOf(...all.map(({ device }) => device)));
    await everybodyTalks(all, 'the present');
    await Promise.all([carol.received('Alice about the past'), carol.received('Bob about the past')]);
    await lineOn(places[1].device, ({ joinedWithHistory = [] }) => joinedWithHistory.includes(carol.id));
    await lineOn(places[1].device, ({ joined = [] }) => joined.includes(dave.id));
    expect(textsIn(joined[1]!).filter((text) => text.includes('past'))).toEqual([]);
  });
});

test('a group whose keys cannot be had can be left; and if one waits, one is in it', async () => {
  await withWorld(async ({ network, person }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    const made = ['Unreachable', 'Patience'].map((name) =>
      alice.client.createGroup({ name, memberIds: [bob.id] }),
    );
    const isInvited = ({ groupAccess }: ConversationView): boolean => groupAccess === 'invited';
    const [unreachable, patience] = [
      await groupOn(bob, 'Unreachable', isInvited),
      await groupOn(bob, 'Patience', isInvited),
    ];
    const nodes = [...new Set(made.flatMap(({ peerId }) => network.swarmOf(peerId)))];
    for (const node of nodes) await network.faults(node).set({ down: true });
    for (const { id } of [unreachable, patience]) bob.client.acceptRequest(id);
    expect(bob.client.group(unreachable.id)).toMatchObject({ access: 'member', members: [] });
    bob.client.leaveGroup(unreachable.id);
    await bob.event('conversation-removed', ({ conversationId }) => conversationId === unreachable.id);
    for (const node of nodes) await network.faults(node).clear();
    for (const { client } of [alice, bob]) client.connectivityChanged();
    await groupWhen(alice, made[1]!.id, ({ members }) =>
      members.some(({ accountId, status }) => accountId === bob.id && status === 'invite-accepted'),
    );
    const sent = bob.client.sendMessage({ conversationId: patience.id, text: 'It was worth it' });
    await Promise.all([bob.sent(sent.id), alice.received('It was worth it')]);
    expect(bob.client.conversations({ limit: 9 }).map(({ name }) => name)).not.toContain('Unreachable');
  });
});

test('an admin leaves, another goes on', async () => {
  await withWorld(async (world) => {
    const places = await club(world, ['Alice', 'Bob', 'Carol']);
    const [alice, bob, carol] = places;
    await promote(places, alice, bob);
    alice.device.client.leaveGroup(alice.conversationId);
    await bob.device.event(
      'message',
      ({ message }) => message.groupUpdate?.left?.includes(alice.device.id) === true,
    );
    bob.device.client.describeGroup({ conversationId: bob.conversationId, name: 'Without Alice' });
    await agreed([bob, carol], ({ name }) => name === 'Without Alice');
    await everybodyTalks([bob, carol], 'Alice');
    await othersGoOn(alice, bob);
  });
});
