import { expect, test, vi } from 'vitest';

import type { CallMessage } from '../../ts/wire/index.ts';
import { createAccountKeys } from '../../ts/account/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import { accept, call, inPhase, keysOf, line, linesOf, OFFER, story, withForger } from './calls-world.ts';

// Floods take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const uuidOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function message(type: CallMessage['type'], change: Partial<CallMessage> = {}): CallMessage {
  return { kind: 'call', type, uuid: uuidOf(1), ...change };
}

const NONSENSE: readonly CallMessage[] = [
  message('offer', { sdps: [`v=0\n${'x'.repeat(60_000)}`] }),
  message('offer', { sdps: ['<script>'] }),
  message('offer', { sdps: [] }),
  message('offer', { uuid: '', sdps: [OFFER.sdp] }),
  message('offer', { uuid: 'x'.repeat(10_000), sdps: [OFFER.sdp] }),
  message('offer', { uuid: `${uuidOf(2)}'; DROP TABLE messages; --`, sdps: [OFFER.sdp] }),
  message('answer', { sdps: [OFFER.sdp] }),
  message('end-call'),
  message('ice-candidates', { sdps: ['candidate:1'], sdpMids: [], sdpMLineIndexes: [] }),
  message('ice-candidates', {
    uuid: uuidOf(3),
    sdps: Array.from({ length: 500 }, (_, at) => `candidate:${at} ${'y'.repeat(80)}`),
    sdpMids: Array.from({ length: 500 }, () => '0'),
    sdpMLineIndexes: Array.from({ length: 500 }, () => 0),
  }),
];

test('nonsense of a friend changes nothing, and a call after it rings', async () => {
  await story(async ({ world: { network }, alice, bob }) => {
    const told: unknown[] = [];
    bob.client.subscribe((event) => {
      if (event.type.startsWith('call')) told.push(event);
    });
    await withForger(network, keysOf(alice), async (forger) => {
      for (const nonsense of NONSENSE) await forger.send(bob.id, nonsense);
    });
    alice.send(bob.id, 'It was not me');
    await bob.received('It was not me');
    expect(bob.client.currentCall()).toBeUndefined();
    expect(told).toEqual([]);
    expect(linesOf(bob, alice.id)).toEqual([]);
    const uuid = await call(alice, bob.id);
    await inPhase(bob, uuid, 'incoming-ringing');
    await accept(bob, uuid);
    await inPhase(alice, uuid, 'connecting');
  });
});

test('a flood of offers is one call that rings, and stops nothing', async () => {
  await story(async ({ world: { network }, alice, bob }) => {
    const flood = 40;
    const uuid = await call(alice, bob.id);
    await inPhase(bob, uuid, 'incoming-ringing');
    await withForger(network, keysOf(alice), async (forger) => {
      await Promise.all(
        Array.from({ length: flood }, (_, at) =>
          forger.send(bob.id, message('offer', { uuid: uuidOf(at), sdps: [OFFER.sdp] })),
        ),
      );
    });
    alice.send(bob.id, 'Still there?');
    await bob.received('Still there?');
    expect(bob.client.currentCall()).toMatchObject({ uuid, phase: 'incoming-ringing' });
    expect(linesOf(bob, alice.id)).toHaveLength(1);
    await accept(bob, uuid);
    await inPhase(alice, uuid, 'connecting');
  });
});

test('nobody ends, answers or marks calls of others by their ID', async () => {
  await story(async ({ world, alice, bob }) => {
    const carol = createAccountKeys(systemRandom);
    await withForger(world.network, carol, async (forger) => {
      // Bob knows her: what she says is listened to.
      bob.send(carol.accountId, 'Hi Carol');
      const uuid = await call(alice, bob.id);
      await inPhase(bob, uuid, 'incoming-ringing');
      await forger.send(bob.id, message('offer', { uuid, sdps: ['v=0\ncarol'] }));
      await forger.send(bob.id, message('answer', { uuid, sdps: ['v=0\ncarol'] }));
      await forger.send(bob.id, message('end-call', { uuid }));
      await forger.send(bob.id, { kind: 'data', body: 'I am done' });
      await bob.received('I am done');
      expect(linesOf(bob, carol.accountId)).toEqual([expect.objectContaining({ uuid, outcome: 'missed' })]);
      expect(bob.client.currentCall()).toMatchObject({ uuid, peerId: alice.id, phase: 'incoming-ringing' });
      expect(linesOf(bob, alice.id)).toEqual([expect.objectContaining({ uuid, outcome: 'ringing' })]);
      await accept(bob, uuid);
      await inPhase(alice, uuid, 'connecting');
      await line(bob, uuid, 'answered');
    });
  });
});

test('our own offers and candidates, as other devices of ours send them, ring nowhere', async () => {
  await story(async ({ world: { network }, alice }) => {
    await withForger(network, keysOf(alice), async (forger) => {
      await forger.send(alice.id, message('offer', { sdps: [OFFER.sdp] }));
      await forger.send(alice.id, message('pre-offer'));
      await forger.send(alice.id, { kind: 'data', body: 'A note' });
    });
    await alice.received('A note');
    expect(alice.client.currentCall()).toBeUndefined();
    expect(linesOf(alice, alice.id)).toEqual([]);
  });
});
