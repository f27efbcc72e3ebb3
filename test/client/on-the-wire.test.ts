// What each kind of message is when a swarm has it: to whom, for how long, and with what in it (spec 04 §2.3, §2.6).

import { expect, test } from 'vitest';

import { accountKeysFromSeed16, decodeRecoveryPassword } from '../../ts/account/index.ts';
import { type Content, decodeContent, decodeDirectMessage } from '../../ts/wire/index.ts';
import { allowCalls, talk } from './calls-world.ts';
import { type Device, type World, friends, withWorld } from './world.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const FORTNIGHT_MS = 14 * DAY_MS;

/** A message as its recipient reads it. */
interface Letter {
  readonly content: Content;
  readonly envelopeMs: number;
  readonly ttlMs: number;
  readonly hash: string;
}

/** What somebody's swarm has for them, in the order of sending. */
function lettersTo({ network }: World, { id, client }: Device): readonly Letter[] {
  const keys = accountKeysFromSeed16(decodeRecoveryPassword(client.recoveryPassword()));
  return network
    .messagesOf(id, 0)
    .map(({ data, hash, timestampMs, expiryMs }) => {
      const { content, timestampMs: envelopeMs } = decodeDirectMessage({
        payload: data,
        recipient: keys.x25519,
      });
      return { content: decodeContent(content), envelopeMs, ttlMs: expiryMs - timestampMs, hash };
    })
    .sort((a, b) => a.envelopeMs - b.envelopeMs);
}

/** The next letter that comes to somebody, or came before, of which this is true. */
function letter(world: World, to: Device, accepts: (content: Content) => boolean): Promise<Letter> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const found = lettersTo(world, to).find(({ content }) => accepts(content));
      if (found !== undefined) resolve(found);
      return found !== undefined;
    };
    if (look()) return;
    const stop = world.network.observe(() => {
      if (look()) stop();
    });
  });
}

const isText =
  (body: string) =>
  (content: Content): boolean =>
    content.payload.kind === 'data' && content.payload.body === body;
const isKind =
  (kind: Content['payload']['kind']) =>
  (content: Content): boolean =>
    content.payload.kind === kind;
const isReaction = ({ payload }: Content): boolean =>
  payload.kind === 'data' && payload.reaction !== undefined;
const isTimerUpdate = ({ payload }: Content): boolean =>
  payload.kind === 'data' && payload.isExpirationTimerUpdate === true;
const isCall =
  (type: Extract<Content['payload'], { readonly kind: 'call' }>['type']) =>
  ({ payload }: Content): boolean =>
    payload.kind === 'call' && payload.type === type;
const data = ({ content }: Letter) => (content.payload.kind === 'data' ? content.payload : undefined);

test('a text goes to its recipient with our profile, and to ourselves without it but with its place', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const sent = alice.send(bob.id, 'Tea?');
    const [there, copy] = await Promise.all([
      letter(world, bob, isText('Tea?')),
      letter(world, alice, isText('Tea?')),
    ]);
    const { sentAtMs } = await alice.synced(sent.id);
    for (const { content, envelopeMs, ttlMs } of [there, copy]) {
      expect(content.sigTimestampMs).toBe(sentAtMs);
      expect(envelopeMs).toBe(sentAtMs);
      expect(content).toMatchObject({ expirationType: 'unknown', expirationTimerS: 0 });
      expect(ttlMs).toBe(FORTNIGHT_MS);
    }
    expect(data(there)).toMatchObject({ profile: { displayName: 'Alice' } });
    expect(data(there)?.profile?.updatedAtS).toBeGreaterThan(0);
    expect(data(there)?.syncTarget).toBeUndefined();
    expect(data(copy)).toMatchObject({ syncTarget: bob.id });
    expect(data(copy)?.profile).toBeUndefined();
  });
});

test('a note goes to ourselves alone, once', async () => {
  await withWorld(async (world) => {
    const { alice } = await friends(world);
    await alice.synced(alice.send(alice.id, 'Milk').id);
    const notes = lettersTo(world, alice).filter(({ content }) => isText('Milk')(content));
    expect(notes.map((note) => [data(note)?.syncTarget, data(note)?.profile, note.ttlMs])).toEqual([
      [alice.id, undefined, FORTNIGHT_MS],
    ]);
  });
});

test('what disappears lives in swarms as long as its timer, or until it can be read', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const { id: conversationId } = alice.conversationWith(bob.id);
    alice.client.setDisappearing({ conversationId, mode: 'after-send', timerS: 43_200 });
    alice.send(bob.id, 'Soon gone');
    const afterSend = { expirationType: 'delete-after-send', expirationTimerS: 43_200 };
    for (const to of [alice, bob]) {
      for (const accepts of [isTimerUpdate, isText('Soon gone')]) {
        const { content, ttlMs } = await letter(world, to, accepts);
        expect(content).toMatchObject(afterSend);
        expect(ttlMs).toBe(DAY_MS / 2);
      }
      expect(data(await letter(world, to, isTimerUpdate))?.profile).toBeUndefined();
    }
    const [own, theirs] = ['Soon gone', 'Hello Alice'].map(
      (words) =>
        alice.client.messages({ conversationId, limit: 10 }).messages.find(({ text }) => text === words)
          ?.id ?? 0,
    ) as [number, number];
    alice.client.react({ messageId: own, emoji: '🔥', action: 'react' });
    const reaction = await letter(world, bob, isReaction);
    expect([reaction.content.expirationTimerS, reaction.ttlMs]).toEqual([43_200, DAY_MS / 2]);
    alice.client.noteMediaSaved(theirs);
    const saved = await letter(world, bob, isKind('data-extraction'));
    expect(saved.content).toMatchObject({ expirationType: 'delete-after-read', expirationTimerS: 43_200 });
    alice.client.setDisappearing({ conversationId, mode: 'after-read', timerS: 3_600 });
    alice.send(bob.id, 'Read me');
    const [there, copy] = await Promise.all([
      letter(world, bob, isText('Read me')),
      letter(world, alice, isText('Read me')),
    ]);
    expect(there.content).toMatchObject({ expirationType: 'delete-after-read', expirationTimerS: 3_600 });
    expect([there.ttlMs, copy.ttlMs]).toEqual([FORTNIGHT_MS, 3_600_000]);
  });
});

test('swarms keep what is said of a call for five minutes, also what goes to ourselves', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    allowCalls(alice, bob);
    const uuid = await talk(alice, bob);
    alice.client.hangUpCall({ uuid });
    const letters = await Promise.all([
      ...(['pre-offer', 'offer', 'end-call'] as const).map((type) => letter(world, bob, isCall(type))),
      letter(world, alice, isCall('answer')),
      letter(world, bob, isCall('answer')),
    ]);
    expect(letters.map(({ ttlMs }) => ttlMs)).toEqual(letters.map(() => 5 * 60_000));
  });
});

test('reactions, receipts, unsends and notices say nothing of us, and go where they belong', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    for (const { client } of [alice, bob]) client.setPrivacy({ readReceipts: true });
    alice.send(bob.id, 'We won!');
    const { id: messageId, conversationId, sentAtMs } = await bob.received('We won!');
    bob.client.react({ messageId, emoji: '🎉', action: 'react' });
    bob.client.markRead({ conversationId, upToSentAtMs: sentAtMs });
    bob.client.noteMediaSaved(messageId);
    const regret = bob.send(alice.id, 'Oops');
    await bob.synced(regret.id);
    bob.client.deleteMessages({ ids: [regret.id], scope: 'everyone' });
    const [reaction, reactionCopy, receipt, saved, unsend, unsendCopy] = await Promise.all([
      letter(world, alice, isReaction),
      letter(world, bob, isReaction),
      letter(world, alice, isKind('receipt')),
      letter(world, alice, isKind('data-extraction')),
      letter(world, alice, isKind('unsend')),
      letter(world, bob, isKind('unsend')),
    ]);
    expect(data(reaction)).toMatchObject({
      reaction: { targetAuthor: alice.id, targetSentAtMs: sentAtMs, emoji: '🎉', action: 'react' },
    });
    expect(data(reaction)?.syncTarget).toBeUndefined();
    expect(data(reactionCopy)?.syncTarget).toBe(alice.id);
    for (const one of [reaction, reactionCopy]) expect(data(one)?.profile).toBeUndefined();
    expect(receipt.content.payload).toMatchObject({ type: 'read', timestampsMs: [sentAtMs] });
    expect(saved.content.payload).toMatchObject({ type: 'media-saved', timestampMs: sentAtMs });
    expect(unsend.content.payload).toMatchObject({ author: bob.id, timestampMs: regret.sentAtMs });
    expect(unsendCopy.content.payload).toEqual(unsend.content.payload);
    const all = [reaction, reactionCopy, receipt, saved, unsend, unsendCopy];
    for (const { ttlMs } of all) expect(ttlMs).toBe(FORTNIGHT_MS);
    // Only the two copies of one reaction share a sent-at: for others it is the id of a message.
    expect(new Set(all.map(({ envelopeMs }) => envelopeMs)).size).toBe(5);
    expect(lettersTo(world, bob).some(({ content }) => isKind('receipt')(content))).toBe(false);
    for (const { content } of [receipt, unsend]) expect(content.expirationType ?? 'unknown').toBe('unknown');
  });
});

test('whoever accepts a request says so with their profile, to the one who asked alone, before they write', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    alice.send(bob.id, 'May I?');
    await bob.received('May I?');
    await bob.synced(bob.send(alice.id, 'You may').id);
    const [accepted, text] = await Promise.all([
      letter(world, alice, isKind('message-request-response')),
      letter(world, alice, isText('You may')),
    ]);
    expect(accepted.content.payload).toMatchObject({ isApproved: true, profile: { displayName: 'Bob' } });
    expect(accepted.ttlMs).toBe(FORTNIGHT_MS);
    expect(accepted.envelopeMs).toBeLessThan(text.envelopeMs);
    const toBob = lettersTo(world, bob).map(({ content }) => content.payload.kind);
    expect(toBob).not.toContain('message-request-response');
  });
});

test('nothing is said to whoever asks before they are accepted', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    bob.client.setPrivacy({ readReceipts: true, typingIndicators: true });
    alice.send(bob.id, 'May I?');
    const { id, conversationId, sentAtMs } = await bob.received('May I?');
    bob.client.setTyping({ conversationId, isTyping: true });
    bob.client.markRead({ conversationId, upToSentAtMs: sentAtMs });
    bob.client.noteMediaSaved(id);
    await bob.synced(bob.send(alice.id, 'You may').id);
    await Promise.all([
      letter(world, alice, isText('You may')),
      letter(world, alice, isKind('message-request-response')),
    ]);
    const kinds = lettersTo(world, alice).map(({ content }) => content.payload.kind);
    // A text twice: 'May I?' is our own copy.
    expect(kinds.sort()).toEqual(['data', 'data', 'message-request-response']);
  });
});

test('configs live for thirty days, whatever they say', async () => {
  await withWorld(async (world) => {
    const { alice } = await friends(world);
    for (const namespace of [2, 3]) {
      const lives = world.network
        .messagesOf(alice.id, namespace)
        .map(({ timestampMs, expiryMs }) => expiryMs - timestampMs);
      expect(lives.length).toBeGreaterThan(0);
      // A moment longer where the renewal at the start found them already.
      for (const lifeMs of lives) expect(Math.floor(lifeMs / DAY_MS)).toBe(30);
    }
  });
});
