import { describe, expect, test, vi } from 'vitest';

import {
  accept,
  allowCalls,
  ANSWER,
  asked,
  call,
  conversation,
  inPhase,
  line,
  linesOf,
  OFFER,
  story,
  talk,
} from './calls-world.ts';
import { friends, secondDevice, withWorld } from './world.ts';

// Every story starts a network, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const started = (outcome: string) => expect.objectContaining({ form: 'started-call', outcome });
const missed = (outcome: string) => expect.objectContaining({ form: 'missed-call', outcome });

describe('two people', () => {
  test('ring, talk and hang up', async () => {
    await story(async ({ world: { network }, clock, alice, bob }) => {
      const before = network.messagesOf(bob.id, 0).length;
      const uuid = await call(alice, bob.id);
      const opened = await asked(alice, uuid, 'open');
      expect(opened).toMatchObject({
        connection: { iceTransportPolicy: 'all' },
        dataChannel: { id: 548, negotiated: true },
      });
      expect(opened.connection.iceServers).toHaveLength(2);
      const ringing = await inPhase(bob, uuid, 'incoming-ringing');
      expect(ringing).toMatchObject({ peerId: alice.id, direction: 'incoming' });
      expect(ringing.conversationId).toBe(bob.conversationWith(alice.id).id);
      // Each message is in the swarm once: the one that wakes phones, and the offer.
      expect(network.messagesOf(bob.id, 0)).toHaveLength(before + 2);
      const candidate = { candidate: 'candidate:1', sdpMLineIndex: 0, sdpMid: '0' };
      alice.client.reportCallMedia({ type: 'local-candidate', uuid, candidate });

      await accept(bob, uuid);
      expect((await asked(bob, uuid, 'apply-description')).description).toEqual(OFFER);
      expect((await asked(alice, uuid, 'apply-description')).description).toEqual(ANSWER);
      expect((await asked(bob, uuid, 'add-candidates')).candidates).toEqual([candidate]);
      for (const { client } of [alice, bob])
        client.reportCallMedia({ type: 'ice-state', uuid, state: 'connected' });
      await inPhase(bob, uuid, 'connected');

      clock.moveOn(3 * MINUTE_MS);
      expect(alice.client.currentCall()?.connectedForMs).toBeGreaterThanOrEqual(3 * MINUTE_MS);
      alice.client.hangUpCall({ uuid });
      expect((await asked(alice, uuid, 'close')).lastWord).toBe('{"hangup":true}');
      const ended = await inPhase(bob, uuid, 'ended');
      expect(ended.outcome).toBe('answered');
      expect(ended.durationS).toBeGreaterThanOrEqual(180);
      await line(bob, uuid, 'answered', ({ durationS = 0 }) => durationS >= 180);
      expect(linesOf(alice, bob.id)).toEqual([started('answered')]);
      expect(linesOf(bob, alice.id)).toEqual([
        expect.objectContaining({ form: 'answered-call', outcome: 'answered' }),
      ]);
      expect(bob.conversationWith(alice.id)).toMatchObject({
        unreadCount: expect.any(Number),
        lastMessage: { kind: 'call', call: { uuid, outcome: 'answered' } },
      });
      bob.client.dismissCall();
      expect(bob.client.currentCall()).toBeUndefined();
    });
  });

  test('see and hear what the other side lets them', async () => {
    await story(async ({ alice, bob }) => {
      const uuid = await talk(alice, bob);
      expect(alice.client.currentCall()).toMatchObject({ isMicrophoneOn: true, isCameraOn: false });
      alice.client.reportCallMedia({ type: 'channel-open', uuid });
      expect((await asked(alice, uuid, 'say')).text).toBe('{"video":false}');
      alice.client.setCallSwitches({ uuid, isCameraOn: true, isMicrophoneOn: false });
      expect(alice.client.currentCall()).toMatchObject({ isMicrophoneOn: false, isCameraOn: true });
      const { command } = await alice.event(
        'call-media',
        (event) => event.command.type === 'say' && event.command.text === '{"video":true}',
      );
      if (command.type !== 'say') throw new Error('Alice says nothing');
      bob.client.reportCallMedia({ type: 'channel-message', uuid, text: command.text });
      expect(bob.client.currentCall()).toMatchObject({ isRemoteVideoOn: true, isCameraOn: false });
      for (const text of ['', '{"video":1}', 'x'.repeat(100_000)])
        bob.client.reportCallMedia({ type: 'channel-message', uuid, text });
      expect(bob.client.currentCall()).toMatchObject({ phase: 'connected', isRemoteVideoOn: true });
      bob.client.reportCallMedia({ type: 'channel-message', uuid, text: '{"hangup":true}' });
      expect(bob.client.currentCall()).toMatchObject({ phase: 'ended', outcome: 'answered' });
    });
  });

  test('connect again when the connection breaks', async () => {
    await story(async ({ alice, bob }) => {
      const uuid = await talk(alice, bob);
      bob.client.reportCallMedia({ type: 'ice-state', uuid, state: 'failed' });
      alice.client.reportCallMedia({ type: 'ice-state', uuid, state: 'failed' });
      await alice.event('call-media', ({ command }) => command.type === 'create-offer' && command.iceRestart);
      const again = { type: 'offer', sdp: 'v=0\nagain' } as const;
      alice.client.reportCallMedia({ type: 'local-description', uuid, description: again });
      await bob.event(
        'call-media',
        ({ command }) => command.type === 'apply-description' && command.description.sdp === again.sdp,
      );
      alice.client.reportCallMedia({ type: 'ice-state', uuid, state: 'connected' });
      expect(alice.client.currentCall()?.phase).toBe('connected');
      expect(linesOf(bob, alice.id)).toHaveLength(1);
    });
  });

  test('call each other at once: both are busy, and can call again', async () => {
    await story(async ({ alice, bob }) => {
      const [hers, his] = [
        alice.client.startCall({ conversationId: alice.conversationWith(bob.id).id }).uuid,
        bob.client.startCall({ conversationId: bob.conversationWith(alice.id).id }).uuid,
      ];
      alice.client.reportCallMedia({ type: 'local-description', uuid: hers, description: OFFER });
      bob.client.reportCallMedia({ type: 'local-description', uuid: his, description: OFFER });
      await Promise.all([line(alice, hers, 'refused'), line(bob, his, 'refused')]);
      expect(linesOf(alice, bob.id)).toEqual([started('refused')]);
      expect(linesOf(bob, alice.id)).toEqual([started('refused')]);
      await talk(alice, bob);
    });
  });

  test('end the call when one of them blocks the other', async () => {
    await story(async ({ alice, bob }) => {
      const uuid = await talk(alice, bob);
      bob.client.setBlocked({ id: bob.conversationWith(alice.id).id, isBlocked: true });
      expect(bob.client.currentCall()).toMatchObject({ phase: 'ended' });
      await inPhase(alice, uuid, 'ended');
      alice.client.startCall({ conversationId: alice.conversationWith(bob.id).id });
      expect(() => bob.client.startCall({ conversationId: bob.conversationWith(alice.id).id })).toThrow(
        expect.objectContaining({ code: 'call-not-possible' }),
      );
    });
  });

  test('end the call when one of them quits', async () => {
    await story(async ({ alice, bob }) => {
      const uuid = await talk(alice, bob);
      await alice.close();
      expect(await inPhase(bob, uuid, 'ended')).toMatchObject({ outcome: 'answered' });
    });
  });
});

describe('a call that is not taken', () => {
  test('is declined on all devices', async () => {
    await story(async ({ world, alice, bob }) => {
      const tablet = await secondDevice(world, bob, 'tablet');
      allowCalls(tablet);
      const uuid = await call(alice, bob.id);
      await Promise.all([inPhase(bob, uuid, 'incoming-ringing'), inPhase(tablet, uuid, 'incoming-ringing')]);
      bob.client.declineCall({ uuid });
      await Promise.all([
        line(alice, uuid, 'refused'),
        line(bob, uuid, 'declined'),
        line(tablet, uuid, 'declined-elsewhere'),
      ]);
      expect(linesOf(tablet, alice.id)).toEqual([missed('declined-elsewhere')]);
    });
  });

  test('is missed after a minute, and says so', async () => {
    await story(async ({ clock, alice, bob }) => {
      const { id, lastActiveMs } = bob.conversationWith(alice.id);
      bob.client.markRead({ conversationId: id, upToSentAtMs: lastActiveMs });
      const uuid = await call(alice, bob.id);
      await inPhase(bob, uuid, 'incoming-ringing');
      await bob.event(
        'notification',
        ({ command }) => command.type === 'show' && command.notification.id === `call ${uuid}`,
      );
      clock.moveOn(MINUTE_MS);
      await Promise.all([line(alice, uuid, 'unanswered'), line(bob, uuid, 'missed')]);
      await conversation(bob, ({ unreadCount }) => unreadCount === 1);
      await bob.event(
        'notification',
        ({ command }) => command.type === 'withdraw' && command.id === `call ${uuid}`,
      );
      const { command } = await bob.event(
        'notification',
        (event) =>
          event.command.type === 'show' &&
          JSON.stringify(event.command.notification).includes('notificationMissedCall'),
      );
      expect(command).toMatchObject({ notification: { open: { conversationId: id } } });
      expect(bob.client.badge().count).toBe(1);
      bob.client.markRead({
        conversationId: id,
        upToSentAtMs: bob.conversationWith(alice.id).lastActiveMs,
      });
      expect(bob.client.badge().count).toBe(0);
    });
  });

  test('is missed when it is taken back', async () => {
    await story(async ({ alice, bob }) => {
      const uuid = await call(alice, bob.id);
      await inPhase(bob, uuid, 'incoming-ringing');
      alice.client.hangUpCall({ uuid });
      const [, { id }] = await Promise.all([line(alice, uuid, 'cancelled'), line(bob, uuid, 'missed')]);
      bob.client.deleteMessages({ ids: [id], scope: 'device' });
      expect(linesOf(bob, alice.id)).toEqual([]);
      expect(bob.conversationWith(alice.id).lastMessage?.kind).toBe('text');
    });
  });

  test('rings in the window alone where notifications are off', async () => {
    await story(async ({ alice, bob }) => {
      bob.client.changeConversation({ id: bob.conversationWith(alice.id).id, change: { notify: 'none' } });
      const shown: unknown[] = [];
      bob.client.subscribe((event) => {
        if (event.type === 'notification' && event.command.type === 'show') shown.push(event.command);
      });
      const uuid = await call(alice, bob.id);
      await inPhase(bob, uuid, 'incoming-ringing');
      alice.client.hangUpCall({ uuid });
      await line(bob, uuid, 'missed');
      expect(shown).toEqual([]);
    });
  });

  test('is missed by somebody who was away', async () => {
    await story(async ({ world, clock, alice, bob }) => {
      const bobId = bob.id;
      await bob.close();
      // His configs may still arrive.
      const stored = () =>
        world.network.waitForStore(({ account, namespace }) => account === bobId && namespace === 0);
      const wakesPhones = stored();
      const toBob = { conversationId: alice.conversationWith(bobId).id };
      const { uuid } = alice.client.startCall(toBob);
      await wakesPhones;
      const offers = stored();
      alice.client.reportCallMedia({ type: 'local-description', uuid, description: OFFER });
      await offers;
      clock.moveOn(2 * MINUTE_MS);
      await line(alice, uuid, 'unanswered');
      const again = await world.device('Bob');
      expect(await line(again, uuid, 'missed')).toMatchObject({ direction: 'incoming' });
      expect(again.client.currentCall()).toBeUndefined();
    });
  });

  test('is missed when the program was killed while it rang', async () => {
    await story(async ({ world, alice, bob }) => {
      const uuid = await call(alice, bob.id);
      await inPhase(bob, uuid, 'incoming-ringing');
      await bob.close();
      const again = await world.device('Bob');
      expect(linesOf(again, alice.id)).toEqual([missed('missed')]);
      expect(again.conversationWith(alice.id).unreadCount).toBeGreaterThan(0);
      expect(again.client.currentCall()).toBeUndefined();
      expect(alice.client.currentCall()?.phase).toBe('outgoing-ringing');
    });
  });

  test('has failed when no swarm takes its offer', async () => {
    await story(async ({ world, clock, alice, bob }) => {
      await world.network.goDark();
      const uuid = await call(alice, bob.id);
      // Pauses between the tries.
      const stop = setInterval(() => clock.moveOn(1_000), 50);
      try {
        await line(alice, uuid, 'failed');
      } finally {
        clearInterval(stop);
      }
      expect(await asked(alice, uuid, 'close')).toBeDefined();
    });
  });
});

describe('others', () => {
  test('who call somebody who is talking find them busy', async () => {
    await story(async ({ world, alice, bob }) => {
      const uuid = await talk(alice, bob);
      const carol = await world.person('Carol');
      allowCalls(carol);
      carol.send(alice.id, 'I am Carol');
      await alice.received('I am Carol');
      alice.client.acceptRequest(alice.conversationWith(carol.id).id);
      const hers = await call(carol, alice.id);
      await Promise.all([line(carol, hers, 'refused'), line(alice, hers, 'missed')]);
      expect(alice.client.currentCall()).toMatchObject({ uuid, phase: 'connected' });
    });
  });

  test('whom nobody knows cannot make anything ring', async () => {
    await story(async ({ world, alice }) => {
      const stranger = await world.person('Stranger');
      allowCalls(stranger);
      const uuid = await call(stranger, alice.id);
      stranger.send(alice.id, 'Why do you not answer?');
      await alice.received('Why do you not answer?');
      expect(alice.client.currentCall()).toBeUndefined();
      expect(linesOf(alice, stranger.id)).toEqual([]);
      expect(stranger.client.currentCall()).toMatchObject({ uuid, phase: 'outgoing-ringing' });
    });
  });

  test('devices of ours stop ringing when one takes the call', async () => {
    await story(async ({ world, alice, bob }) => {
      const tablet = await secondDevice(world, bob, 'tablet');
      allowCalls(tablet);
      const uuid = await call(alice, bob.id);
      await Promise.all([inPhase(bob, uuid, 'incoming-ringing'), inPhase(tablet, uuid, 'incoming-ringing')]);
      await accept(tablet, uuid);
      await inPhase(alice, uuid, 'connecting');
      expect(await inPhase(bob, uuid, 'ended')).toMatchObject({ outcome: 'answered-elsewhere' });
      await line(bob, uuid, 'answered-elsewhere');
      expect(tablet.client.currentCall()).toMatchObject({ uuid, phase: 'connecting' });
    });
  });

  test('devices of ours that were off do not say that a call was missed', async () => {
    await story(async ({ world, clock, alice, bob }) => {
      const tablet = await secondDevice(world, bob, 'tablet');
      allowCalls(tablet);
      await tablet.close();
      const uuid = await talk(alice, bob);
      clock.moveOn(2 * MINUTE_MS);
      const again = await world.device('tablet');
      await line(again, uuid, 'answered-elsewhere');
      expect(linesOf(again, alice.id)).toEqual([
        expect.objectContaining({ form: 'answered-call', outcome: 'answered-elsewhere' }),
      ]);
    });
  });
});

describe('calls that are switched off', () => {
  test('are off at first: nobody calls, and who is called hears of it', async () => {
    await withWorld(async (world) => {
      const { alice, bob } = await friends(world);
      expect(bob.client.privacy()).toMatchObject({ calls: false, callsOverRelays: false });
      const toBob = { conversationId: alice.conversationWith(bob.id).id };
      expect(() => alice.client.startCall(toBob)).toThrow(expect.objectContaining({ code: 'calls-off' }));
      alice.client.setPrivacy({ calls: true, callsOverRelays: true });
      const uuid = await call(alice, bob.id);
      expect((await asked(alice, uuid, 'open')).connection.iceTransportPolicy).toBe('relay');
      await line(bob, uuid, 'missed');
      expect(await bob.event('call-notice')).toMatchObject({
        code: 'call-missed-calls-off',
        conversationId: bob.conversationWith(alice.id).id,
      });
      expect(bob.client.currentCall()).toBeUndefined();

      bob.client.setPrivacy({ calls: true });
      expect(await inPhase(bob, uuid, 'incoming-ringing')).toMatchObject({ peerId: alice.id });
      await accept(bob, uuid);
      await inPhase(alice, uuid, 'connecting');
      expect(linesOf(bob, alice.id)).toEqual([expect.objectContaining({ outcome: 'answered' })]);
    });
  });

  test('do not reach ourselves, nor a second person at a time', async () => {
    await story(async ({ alice, bob }) => {
      const toSelf = { conversationId: alice.conversationWith(alice.id).id };
      expect(() => alice.client.startCall(toSelf)).toThrow(
        expect.objectContaining({ code: 'call-not-possible' }),
      );
      expect(() => alice.client.startCall({ conversationId: 9_999 })).toThrow(
        expect.objectContaining({ code: 'conversation-unknown' }),
      );
      await call(alice, bob.id);
      const again = { conversationId: alice.conversationWith(bob.id).id };
      expect(() => alice.client.startCall(again)).toThrow(
        expect.objectContaining({ code: 'call-in-progress' }),
      );
    });
  });
});

test('lines of calls disappear as the conversation has it', async () => {
  await story(async ({ clock, alice, bob }) => {
    const { id } = alice.conversationWith(bob.id);
    alice.client.setDisappearing({ conversationId: id, mode: 'after-read', timerS: 3_600 });
    await bob.event('message', ({ message }) => message.kind === 'timer-update');
    const uuid = await call(alice, bob.id);
    await inPhase(bob, uuid, 'incoming-ringing');
    alice.client.hangUpCall({ uuid });
    const [hers, his] = await Promise.all([line(alice, uuid, 'cancelled'), line(bob, uuid, 'missed')]);
    expect(hers.disappears).toMatchObject({ mode: 'after-send', expiresAtMs: expect.any(Number) });
    expect(his.disappears).toEqual({ mode: 'after-read', timerS: 3_600 });
    clock.moveOn(HOUR_MS + MINUTE_MS);
    await alice.event('message-removed', ({ messageId }) => messageId === hers.id);
    expect(linesOf(bob, alice.id)).toEqual([missed('missed')]);
    const { id: conversationId, lastActiveMs } = bob.conversationWith(alice.id);
    bob.client.markRead({ conversationId, upToSentAtMs: lastActiveMs });
    clock.moveOn(HOUR_MS + MINUTE_MS);
    await bob.event('message-removed', ({ messageId }) => messageId === his.id);
    expect(linesOf(bob, alice.id)).toEqual([]);
  });
});
