import { expect, test } from 'vitest';

import type { DisappearingChoice, MessageView } from '../../ts/client/index.ts';
import { MovingClock } from '../support/moving-clock.ts';
import { friends, secondDevice, withWorld } from './world.ts';
import type { Device, World } from './world.ts';

const HOUR_MS = 60 * 60 * 1_000;
const AFTER_SEND = { mode: 'after-send', timerS: 43_200 } as const;
const AFTER_READ = { mode: 'after-read', timerS: 3_600 } as const;
/** Swarms of one message take it one after another. */
const SAME_MS = 20_000;

function set(device: Device, peerId: string, setting: Omit<DisappearingChoice, 'conversationId'>): void {
  device.client.setDisappearing({ conversationId: device.conversationWith(peerId).id, ...setting });
}

/** The line about the timer of one author, when it has come. */
async function line(device: Device, authorId: string, timer: MessageView['timer']): Promise<MessageView> {
  const { message } = await device.event(
    'message',
    (event) =>
      event.message.kind === 'timer-update' &&
      event.message.authorId === authorId &&
      event.message.timer?.mode === timer?.mode &&
      event.message.timer?.timerS === timer?.timerS,
  );
  return message;
}

async function ticking(device: Device, id: number): Promise<number> {
  const { message } = await device.event(
    'message',
    (event) => event.message.id === id && event.message.disappears?.expiresAtMs !== undefined,
  );
  return message.disappears?.expiresAtMs ?? 0;
}

async function gone(device: Device, id: number): Promise<void> {
  await device.event('message-removed', ({ messageId }) => messageId === id);
}

/** Resolves when a message in the swarm of an account ends at this time. */
function endsInSwarm({ network }: World, account: string, expiresAtMs: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = network.observe(() => {
      if (!network.messagesOf(account, 0).some(({ expiryMs }) => expiryMs === expiresAtMs)) return;
      stop();
      resolve();
    });
  });
}

function read(device: Device, peerId: string): void {
  const { id, lastActiveMs } = device.conversationWith(peerId);
  device.client.markRead({ conversationId: id, upToSentAtMs: lastActiveMs });
}

function story(tell: (world: World, clock: MovingClock) => Promise<void>): Promise<void> {
  const clock = new MovingClock();
  return withWorld((world) => tell(world, clock), { clock });
}

test('what is sent to disappear ends on all devices of both at one time', async () => {
  await story(async (world, clock) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    set(alice, bob.id, AFTER_SEND);
    await Promise.all([line(bob, alice.id, AFTER_SEND), line(tablet, alice.id, AFTER_SEND)]);
    const sent = alice.send(bob.id, 'Burn it');
    expect(sent.disappears).toEqual(AFTER_SEND);
    const [there, copy] = await Promise.all([bob.received('Burn it'), tablet.received('Burn it')]);
    const ends = await Promise.all([
      ticking(alice, sent.id),
      ticking(bob, there.id),
      ticking(tablet, copy.id),
    ]);
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(SAME_MS);
    clock.moveOn(12 * HOUR_MS + SAME_MS);
    await Promise.all([gone(alice, sent.id), gone(bob, there.id), gone(tablet, copy.id)]);
    for (const [device, peer] of [
      [alice, bob],
      [bob, alice],
      [tablet, bob],
    ] as const) {
      expect(device.textsWith(peer.id)).not.toContain('Burn it');
      expect(device.conversationWith(peer.id).lastMessage?.text).toMatch(/^Hello/);
    }
  });
});

test('a setting is of one side: the other is told, our own devices follow', async () => {
  await story(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    set(alice, bob.id, AFTER_READ);
    // Shown by the tablet, it proves that the tablet has merged the contacts: else both sides of a tie might win.
    alice.client.changeConversation({
      id: alice.conversationWith(bob.id).id,
      change: { nickname: 'Bobby' },
    });
    await Promise.all([
      line(bob, alice.id, AFTER_READ),
      line(tablet, alice.id, AFTER_READ),
      tablet.event('conversation', ({ conversation }) => conversation.nickname === 'Bobby'),
    ]);
    expect(bob.conversationWith(alice.id).disappearing).toEqual({ mode: 'off', timerS: 0 });
    expect(tablet.conversationWith(bob.id).disappearing).toEqual(AFTER_READ);
    expect(bob.send(alice.id, 'Mine stays').disappears).toBeUndefined();
    expect(tablet.send(bob.id, 'Mine does not').disappears).toEqual(AFTER_READ);
    set(tablet, bob.id, { mode: 'off', timerS: 0 });
    await line(bob, alice.id, { mode: 'off', timerS: 0 });
    await line(alice, alice.id, { mode: 'off', timerS: 0 });
    expect(alice.conversationWith(bob.id).disappearing).toEqual({ mode: 'off', timerS: 0 });
    const { id } = bob.conversationWith(alice.id);
    const { messages } = bob.client.messages({ conversationId: id, limit: 50 });
    expect(messages.filter(({ kind }) => kind === 'timer-update')).toHaveLength(1);
  });
});

test('what disappears once read waits to be read, and then ends on the other devices of the reader too', async () => {
  await story(async (world, clock) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, bob, 'tablet');
    set(alice, bob.id, AFTER_READ);
    const sent = alice.send(bob.id, 'Read me');
    const [there, copy] = await Promise.all([bob.received('Read me'), tablet.received('Read me')]);
    await ticking(alice, sent.id);
    clock.moveOn(2 * HOUR_MS);
    await gone(alice, sent.id);
    expect(bob.textsWith(alice.id)).toContain('Read me');
    read(bob, alice.id);
    const [end, endThere] = await Promise.all([ticking(bob, there.id), ticking(tablet, copy.id)]);
    expect(end - clock.nowMs()).toBeGreaterThan(HOUR_MS - SAME_MS);
    expect(Math.abs(end - endThere)).toBeLessThan(SAME_MS);
    clock.moveOn(HOUR_MS + SAME_MS);
    await Promise.all([gone(bob, there.id), gone(tablet, copy.id)]);
    expect(tablet.textsWith(alice.id)).not.toContain('Read me');
  });
});

test('what is taken back or deleted unread leaves placeholders that end too, though nobody reads them', async () => {
  await story(async (world, clock) => {
    const { alice, bob } = await friends(world);
    set(alice, bob.id, AFTER_READ);
    await line(bob, alice.id, AFTER_READ);
    const takenBack = alice.send(bob.id, 'Taken back');
    alice.send(bob.id, 'Not wanted');
    alice.send(bob.id, 'Left unread');
    const [there, unwanted] = [await bob.received('Taken back'), await bob.received('Not wanted')];
    await bob.received('Left unread');
    alice.client.deleteMessages({ ids: [takenBack.id], scope: 'everyone' });
    bob.client.deleteMessages({ ids: [unwanted.id], scope: 'device' });
    const placeholders = [there.id, unwanted.id];
    await Promise.all(placeholders.map((id) => ticking(bob, id)));
    clock.moveOn(HOUR_MS + SAME_MS);
    await Promise.all(placeholders.map((id) => gone(bob, id)));
    expect(bob.textsWith(alice.id)).toContain('Left unread');
  });
});

test('a device that hears of a reading later lets the message end when the reader does', async () => {
  await story(async (world, clock) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, bob, 'tablet');
    set(alice, bob.id, AFTER_READ);
    alice.send(bob.id, 'Read me');
    const [there, copy] = await Promise.all([bob.received('Read me'), tablet.received('Read me')]);
    await tablet.close();
    const known = world.network.waitForStore(
      ({ account, namespace }) => account === bob.id && namespace === 4,
    );
    read(bob, alice.id);
    const end = await ticking(bob, there.id);
    await Promise.all([endsInSwarm(world, bob.id, end), known]);
    clock.moveOn(HOUR_MS / 2);
    const again = await world.device('tablet');
    await again.event(
      'message',
      ({ message }) => message.id === copy.id && message.disappears?.expiresAtMs === end,
    );
  });
});

test('what ended while the app was closed is never seen again', async () => {
  await story(async (world, clock) => {
    const { alice, bob } = await friends(world);
    set(alice, bob.id, AFTER_SEND);
    alice.send(bob.id, 'While you were away');
    await ticking(bob, (await bob.received('While you were away')).id);
    const { name } = bob;
    await bob.close();
    clock.moveOn(6 * HOUR_MS);
    const halfway = await world.device(name);
    expect(halfway.textsWith(alice.id)).toContain('While you were away');
    await halfway.close();
    clock.moveOn(6 * HOUR_MS + SAME_MS);
    const again = await world.device(name);
    expect(again.textsWith(alice.id)).not.toContain('While you were away');
    expect(again.conversationWith(alice.id)).toMatchObject({ unreadCount: 0 });
  });
});

test('what waits for a network does not end before it was sent', async () => {
  await story(async (world, clock) => {
    const { alice, bob } = await friends(world);
    set(alice, bob.id, AFTER_SEND);
    await line(bob, alice.id, AFTER_SEND);
    await world.network.goDark();
    const waiting = alice.send(bob.id, 'Patience');
    clock.moveOn(13 * HOUR_MS);
    expect(alice.textsWith(bob.id)).toContain('Patience');
    await world.network.comeBack();
    for (const device of [alice, bob]) device.client.connectivityChanged();
    await bob.received('Patience');
    const end = await ticking(alice, waiting.id);
    expect(end - clock.nowMs()).toBeGreaterThan(12 * HOUR_MS - 2 * SAME_MS);
  });
});

test('what ended before it was fetched is never shown', async () => {
  await story(async (world, clock) => {
    const { alice, bob } = await friends(world);
    const { name, id } = bob;
    await bob.close();
    set(alice, id, AFTER_SEND);
    const late = alice.send(id, 'Too late');
    await alice.sent(late.id);
    clock.moveOn(12 * HOUR_MS + SAME_MS);
    await gone(alice, late.id);
    set(alice, id, { mode: 'off', timerS: 0 });
    alice.send(id, 'In time');
    const again = await world.device(name);
    await again.received('In time');
    expect(again.textsWith(alice.id)).not.toContain('Too late');
  });
});

test('notes to oneself end after sending, and the other device has the setting too', async () => {
  await story(async (world, clock) => {
    const { alice } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    expect(() => set(alice, alice.id, AFTER_READ)).toThrow(
      expect.objectContaining({ code: 'timer-not-offered' }),
    );
    set(alice, alice.id, AFTER_SEND);
    await line(tablet, alice.id, AFTER_SEND);
    expect(tablet.conversationWith(alice.id).disappearing).toEqual(AFTER_SEND);
    const note = tablet.send(alice.id, 'Milk');
    const { id } = await alice.received('Milk');
    await Promise.all([ticking(alice, id), ticking(tablet, note.id)]);
    clock.moveOn(12 * HOUR_MS + SAME_MS);
    await Promise.all([gone(alice, id), gone(tablet, note.id)]);
  });
});

test('only what the app offers can be chosen, and only among people who have accepted each other', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    for (const wrong of [
      { mode: 'off', timerS: 5 },
      { mode: 'after-send', timerS: 3_600 },
      { mode: 'after-read', timerS: 60 },
      { mode: 'after-read', timerS: 0 },
    ] as const) {
      expect(() => set(alice, bob.id, wrong)).toThrow(expect.objectContaining({ code: 'timer-not-offered' }));
    }
    expect(() => alice.client.setDisappearing({ conversationId: 999, ...AFTER_SEND })).toThrow(
      expect.objectContaining({ code: 'conversation-unknown' }),
    );
    const carol = await world.person('Carol');
    alice.send(carol.id, 'Do you know me?');
    expect(() => set(alice, carol.id, AFTER_SEND)).toThrow(
      expect.objectContaining({ code: 'conversation-not-open' }),
    );
    alice.client.setBlocked({ id: alice.conversationWith(bob.id).id, isBlocked: true });
    expect(() => set(alice, bob.id, AFTER_SEND)).toThrow(
      expect.objectContaining({ code: 'conversation-not-open' }),
    );
    expect(alice.conversationWith(bob.id).disappearing).toEqual({ mode: 'off', timerS: 0 });
  });
});

test('whoever saves what a friend sent tells them', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const picture = alice.send(bob.id, 'Our picture');
    const { id } = await bob.received('Our picture');
    bob.client.noteMediaSaved(id);
    const { message } = await alice.event('message', (event) => event.message.kind === 'media-saved');
    expect(message).toMatchObject({ authorId: bob.id, direction: 'incoming' });
    expect(alice.conversationWith(bob.id).lastMessage?.kind).toBe('media-saved');
    alice.client.noteMediaSaved(picture.id);
    expect(() => bob.client.noteMediaSaved(999)).toThrow(
      expect.objectContaining({ code: 'message-unknown' }),
    );
  });
});
