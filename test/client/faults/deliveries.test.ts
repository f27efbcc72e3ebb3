import { expect, test } from 'vitest';

import type { LocalNetwork, NodeFaults } from '../../../ts/local-network/index.ts';
import { concatBytes } from '../../../ts/util/index.ts';
import { friends, withWorld } from '../world.ts';
import { expectAgreement, polled, texts } from './conversation.ts';
import { HeardLog } from './heard-log.ts';

const DIRECT_MESSAGES = 0;
/** Field 15 of a protocol buffer, a varint 1: nobody knows it, everybody skips it. */
const UNKNOWN_FIELD = Uint8Array.of(0x78, 0x01);

async function swarmFault(
  network: LocalNetwork,
  account: string,
  change: Partial<NodeFaults>,
): Promise<void> {
  for (const node of network.swarmOf(account)) await network.faults(node).set(change);
}

test('a swarm that hands everything out backwards: what was missed is shown in its order', async () => {
  await withWorld(async (world) => {
    const { network, device } = world;
    const { alice, bob } = await friends(world);
    const { id: bobId } = bob;
    await bob.close();
    const missed = texts('backwards', 12);
    for (const text of missed) await alice.sent(alice.send(bobId, text).id);
    await swarmFault(network, bobId, { delivery: 'reversed' });
    const awake = await device('Bob');
    await expectAgreement(network, [alice, awake], { byOne: missed });
    expect(awake.conversationWith(alice.id).unreadCount).toBe(missed.length);
    const later = texts('and later', 6);
    for (const text of later) alice.send(bobId, text);
    await expectAgreement(network, [alice, awake], { byOne: [...missed, ...later] });
  });
}, 60_000);

test('an unsend and a reaction that come before their message find it when it comes', async () => {
  await withWorld(async (world) => {
    const { network, device } = world;
    const { alice, bob } = await friends(world);
    const { id: bobId } = bob;
    await bob.close();
    const [regretted, loved] = [alice.send(bobId, 'regretted'), alice.send(bobId, 'loved')];
    await Promise.all([alice.sent(regretted.id), alice.sent(loved.id)]);
    const stored = network.waitForStore(({ account }) => account === bobId);
    alice.client.deleteMessages({ ids: [regretted.id], scope: 'everyone' });
    await stored;
    const reacted = network.waitForStore(({ account }) => account === bobId);
    alice.client.react({ messageId: loved.id, emoji: '❤️', action: 'react' });
    await reacted;
    await swarmFault(network, bobId, { delivery: 'reversed' });
    const awake = await device('Bob');
    await awake.event(
      'message',
      ({ message }) => message.text === 'loved' && message.reactions.some(({ emoji }) => emoji === '❤️'),
    );
    await polled(network, bobId);
    expect(awake.textsWith(alice.id)).toEqual(['Hello Bob', 'Hello Alice', '', 'loved']);
  });
}, 60_000);

test('a swarm that hands everything out twice, again and again, doubles nothing and tells nothing anew', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    await swarmFault(network, bob.id, { delivery: 'repeated' });
    const said = texts('once', 8);
    const told: string[] = [];
    bob.client.subscribe((event) => {
      if (event.type === 'message' && event.message.direction === 'incoming') told.push(event.message.text);
    });
    for (const text of said) alice.send(bob.id, text);
    await expectAgreement(network, [alice, bob], { byOne: said });
    expect(told).toEqual(said);
    expect(bob.conversationWith(alice.id).unreadCount).toBe(said.length);
    expect(bob.textsWith(alice.id)).toHaveLength(2 + said.length);
  });
}, 60_000);

test('messages that somebody stores once more under other hashes are shown once', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const log = new HeardLog();
    const { alice, bob } = await friends(world, { bob: { log } });
    const said = texts('replayed', 4);
    for (const text of said) alice.send(bob.id, text);
    await expectAgreement(network, [alice, bob], { byOne: said });
    const before = network.messagesOf(bob.id, DIRECT_MESSAGES);
    const again = before.map((message) => ({ ...message, data: concatBytes(message.data, UNKNOWN_FIELD) }));
    network.plant(bob.id, DIRECT_MESSAGES, again);
    expect(network.messagesOf(bob.id, DIRECT_MESSAGES)).toHaveLength(2 * before.length);
    await polled(network, bob.id);
    expect(log.entries.filter(({ event }) => event === 'message-unreadable')).toEqual([]);
    expect(bob.textsWith(alice.id)).toHaveLength(2 + said.length);
    expect(bob.conversationWith(alice.id).unreadCount).toBe(said.length);
  });
}, 60_000);

test('nodes that sign for messages and forget them take none away', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    for (const account of [alice.id, bob.id])
      for (const node of network.swarmOf(account).slice(0, 3))
        await network.faults(node).set({ forgetful: true });
    const [byAlice, byBob] = [texts('from Alice', 8), texts('from Bob', 8)];
    for (const [at, text] of byAlice.entries()) {
      alice.send(bob.id, text);
      bob.send(alice.id, byBob[at]!);
    }
    await expectAgreement(network, [alice, bob], { byOne: byAlice, byOther: byBob });
  });
}, 60_000);
