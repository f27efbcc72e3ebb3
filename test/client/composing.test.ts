import { expect, test } from 'vitest';

import type { PreviewHttp } from '../../ts/messaging/index.ts';
import { keysOf, withForger } from './calls-world.ts';
import { friends, secondDevice, withWorld } from './world.ts';
import type { Device } from './world.ts';
import type { ConversationView, MessageView } from '../../ts/client/index.ts';

const ROOM = `https://chat.example.org/lobby?public_key=${'ab'.repeat(32)}`;
const refused = (code: string) => expect.objectContaining({ code });

/** Resolves when the device shows a message with this text as `accepts` wants it. */
async function shown(
  device: Device,
  text: string,
  accepts: (message: MessageView) => boolean,
): Promise<MessageView> {
  const { message } = await device.event(
    'message',
    (event) => event.message.text === text && accepts(event.message),
  );
  return message;
}

function draftOf(device: Device, peerId: string): Pick<ConversationView, 'draft' | 'draftQuote'> {
  const { draft, draftQuote } = device.conversationWith(peerId);
  return { draft, ...(draftQuote === undefined ? {} : { draftQuote }) };
}

test('an answer shows what it answers, on both sides and on another device, until that is taken back', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, bob, 'tablet');
    const question = alice.send(bob.id, 'Tea or coffee?');
    const { id: messageId, conversationId } = await bob.received('Tea or coffee?');
    await tablet.received('Tea or coffee?');
    bob.client.sendMessage({ conversationId, text: 'Coffee', quote: { messageId } });
    const answer = await alice.received('Coffee');
    expect(answer).toMatchObject({
      mentionsUs: true,
      quote: {
        authorId: alice.id,
        sentAtMs: question.sentAtMs,
        original: { id: question.id, text: 'Tea or coffee?' },
      },
    });
    expect(alice.conversationWith(bob.id).mentionCount).toBe(1);
    const copy = await tablet.received('Coffee');
    expect(copy.quote?.original?.text).toBe('Tea or coffee?');
    expect(copy.mentionsUs).toBeUndefined();
    alice.client.deleteMessages({ ids: [question.id], scope: 'everyone' });
    const isGone = ({ quote }: MessageView): boolean => quote?.original?.deletion === 'globally';
    const [, atBob] = await Promise.all([shown(alice, 'Coffee', isGone), shown(bob, 'Coffee', isGone)]);
    expect(atBob.quote?.original).toEqual({ id: messageId, text: '', deletion: 'globally' });
  });
});

test('only what is there to be seen in this conversation can be answered', async () => {
  await withWorld(async ({ person }) => {
    const alice = await person('Alice');
    const { id: messageId, conversationId } = alice.send(alice.id, 'A note');
    const other = alice.conversationWith(`05${'42'.repeat(32)}`);
    const answer = (input: { readonly conversationId: number; readonly messageId: number }) => (): unknown =>
      alice.client.sendMessage({
        conversationId: input.conversationId,
        text: 'Yes',
        quote: { messageId: input.messageId },
      });
    expect(answer({ conversationId: other.id, messageId })).toThrow(refused('message-unknown'));
    expect(answer({ conversationId, messageId: 999 })).toThrow(refused('message-unknown'));
    await alice.sent(messageId);
    alice.client.deleteMessages({ ids: [messageId], scope: 'device' });
    expect(answer({ conversationId, messageId })).toThrow(refused('message-not-open'));
    expect(alice.textsWith(alice.id)).toEqual(['']);
  });
});

test('an answer to what stands in another conversation shows nothing of it', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const carol = await world.person('Carol');
    const secret = alice.send(bob.id, 'The key lies under the mat');
    const { id: messageId, conversationId } = await bob.received(secret.text);
    bob.client.sendMessage({ conversationId, text: 'Found it', quote: { messageId } });
    const key = { authorId: alice.id, sentAtMs: secret.sentAtMs };
    const { quote } = await alice.received('Found it');
    expect(quote).toMatchObject({ ...key, original: { text: secret.text } });
    // Carol has guessed when something was written to somebody else, and answers it.
    await withForger(world.network, keysOf(carol), async ({ send }) => {
      await send(alice.id, {
        kind: 'data',
        body: 'And this?',
        quote: { author: alice.id, sentAtMs: secret.sentAtMs },
      });
    });
    const { id, conversationId: withCarol } = await alice.received('And this?');
    const { messages } = alice.client.messages({ conversationId: withCarol, limit: 9 });
    expect(messages.find((message) => message.id === id)?.quote).toEqual(key);
    // Nor when what was written there changes.
    alice.client.deleteMessages({ ids: [secret.id], scope: 'everyone' });
    await shown(alice, 'Found it', (message) => message.quote?.original?.deletion === 'globally');
    const again = alice.client.messages({ conversationId: withCarol, limit: 9 }).messages;
    expect(again.find((message) => message.id === id)?.quote).toEqual(key);
  });
});

test('a name after an @ is a mention of whoever has it', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    alice.send(bob.id, `@${bob.id} look`);
    alice.send(bob.id, `@${alice.id} it was me`);
    expect((await bob.received(`@${bob.id} look`)).mentionsUs).toBe(true);
    expect((await bob.received(`@${alice.id} it was me`)).mentionsUs).toBeUndefined();
    expect(bob.conversationWith(alice.id).mentionCount).toBe(1);
    const { id, lastActiveMs } = bob.conversationWith(alice.id);
    bob.client.markRead({ conversationId: id, upToSentAtMs: lastActiveMs });
    expect(bob.conversationWith(alice.id).mentionCount).toBe(0);
  });
});

test('an invitation to a community arrives as one, and nothing else is sent as one', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    const conversationId = alice.conversationWith(bob.id).id;
    const invite = (url: string, name: string) => alice.client.sendInvitation({ conversationId, url, name });
    expect(invite(ROOM, ' Lobby ')).toMatchObject({ text: '', invitation: { url: ROOM, name: 'Lobby' } });
    const accepts = (event: { readonly message: MessageView }): boolean =>
      event.message.invitation?.name === 'Lobby';
    await Promise.all([bob.event('message', accepts), tablet.event('message', accepts)]);
    expect(bob.conversationWith(alice.id).lastMessage?.invitation).toEqual({ url: ROOM, name: 'Lobby' });
    expect(() => invite('https://chat.example.org/lobby', 'No key')).toThrow(refused('invitation-invalid'));
    expect(() => invite(ROOM, ' ')).toThrow(refused('invitation-invalid'));
  });
});

test('a link is looked up only for those who want it, and its preview goes with the text that has it', async () => {
  await withWorld(async (world) => {
    const asked: string[] = [];
    const page = Buffer.from('<title>Weather in Ulm</title><meta property="og:image" content="/a.png">');
    const previewHttp: PreviewHttp = {
      resolve: () => Promise.resolve(['93.184.216.34']),
      get: ({ url }) => {
        asked.push(url.href);
        return Promise.resolve({
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: (async function* () {
            yield await Promise.resolve(page);
          })(),
          close: () => undefined,
        });
      },
    };
    const alice = await world.device('Alice', { previewHttp });
    alice.client.createAccount({ displayName: 'Alice' });
    const bob = await world.person('Bob');
    const url = 'https://weather.example/ulm';
    await expect(alice.client.fetchLinkPreview({ url })).rejects.toThrow(refused('previews-off'));
    expect(asked).toEqual([]);
    expect(alice.client.setPrivacy({ linkPreviews: true }).linkPreviews).toBe(true);
    const preview = await alice.client.fetchLinkPreview({ url });
    expect(preview).toEqual({ url, title: 'Weather in Ulm' });
    expect(asked).toEqual([url]);
    await expect(alice.client.fetchLinkPreview({ url: 'http://weather.example' })).rejects.toThrow(
      refused('link-not-acceptable'),
    );
    const conversationId = alice.conversationWith(bob.id).id;
    const send = (text: string) => alice.client.sendMessage({ conversationId, text, preview });
    expect(() => send('No link at all')).toThrow(refused('preview-invalid'));
    send(`Rain: ${url}.`);
    expect((await bob.received(`Rain: ${url}.`)).preview).toEqual(preview);
  });
});

test('a draft and what it answers are there after a restart, and the answer goes when what it answers goes', async () => {
  await withWorld(async ({ person, device }) => {
    const alice = await person('Alice');
    const { id, sentAtMs, conversationId } = alice.send(alice.id, 'Buy milk');
    alice.client.saveDraft({ conversationId, text: 'Two', quoteMessageId: id });
    await alice.close();
    const again = await device('Alice');
    const original = { id, text: 'Buy milk' };
    expect(draftOf(again, again.id)).toEqual({
      draft: 'Two',
      draftQuote: { authorId: again.id, sentAtMs, original },
    });
    again.client.deleteMessages({ ids: [id], scope: 'device' });
    expect(draftOf(again, again.id)).toEqual({ draft: 'Two' });
    again.client.saveDraft({ conversationId, text: 'Three', quoteMessageId: id });
    expect(draftOf(again, again.id)).toEqual({ draft: 'Three' });
  });
});

test('two thousand characters are sent, however many bytes they have, and one more is not', async () => {
  await withWorld(async ({ person }) => {
    const alice = await person('Alice');
    expect(alice.send(alice.id, '😀'.repeat(2_000)).text).toHaveLength(4_000);
    expect(() => alice.send(alice.id, '😀'.repeat(2_001))).toThrow(refused('message-too-long'));
  });
});

test('who has accepted us is told by the conversation, so that files are offered when they can be sent', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    alice.send(bob.id, 'Hello?');
    expect(alice.conversationWith(bob.id).hasApprovedUs).toBe(false);
    await bob.received('Hello?');
    bob.send(alice.id, 'Hello!');
    await alice.received('Hello!');
    await alice.event(
      'conversation',
      ({ conversation }) => conversation.peerId === bob.id && conversation.hasApprovedUs,
    );
    expect(alice.client.startConversation({ accountId: alice.id }).hasApprovedUs).toBe(true);
  });
});

test('emoji that were used are remembered, the last one first and each once; words are none', async () => {
  await withWorld(async ({ person }) => {
    const { client } = await person('Alice');
    expect(client.emojiHabits()).toEqual({ recent: [], skinTone: 0 });
    for (const used of ['😂', '👋🏽', '😂', 'two words']) client.changeEmojiHabits({ used });
    expect(client.changeEmojiHabits({ skinTone: 3 })).toEqual({ recent: ['😂', '👋🏽'], skinTone: 3 });
    for (let index = 0; index < 40; index += 1) client.changeEmojiHabits({ used: `e${index}` });
    expect(client.emojiHabits().recent).toHaveLength(32);
    expect(client.emojiHabits().recent[0]).toBe('e39');
  });
});

test('CMP-13: the client says whether a text gives the own recovery password away', async () => {
  await withWorld(async ({ person }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    const words = alice.client.recoveryPassword();
    expect(alice.client.containsRecoveryPassword({ text: `Here: ${words}!` })).toBe(true);
    expect(bob.client.containsRecoveryPassword({ text: `Here: ${words}!` })).toBe(false);
  });
});
