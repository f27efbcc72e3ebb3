import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { AttachmentView, MessageView, OutgoingAttachment } from '../../ts/client/index.ts';
import { friends, secondDevice, withWorld } from './world.ts';
import type { Device, World } from './world.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'undertone-attachments-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const picture = (bytes: Uint8Array): OutgoingAttachment => ({
  bytes,
  contentType: 'image/png',
  name: 'sea.png',
  width: 640,
  height: 480,
});

function sendTo(from: Device, to: string, attachments: readonly OutgoingAttachment[], text = 'Look!') {
  return from.client.sendAttachments({ conversationId: from.conversationWith(to).id, text, attachments });
}

/** Resolves when a device has the message with this text and all of its attachments are in this state. */
async function attachmentsOf(
  device: Device,
  text: string,
  state: AttachmentView['state'],
): Promise<readonly AttachmentView[]> {
  const { message } = await device.event('message', (event) => showsAll(event.message, text, state));
  return message.attachments;
}

function showsAll(
  { text, attachments }: MessageView,
  wanted: string,
  state: AttachmentView['state'],
): boolean {
  return text === wanted && attachments.length > 0 && attachments.every((each) => each.state === state);
}

async function bytesOf(
  device: Device,
  attachments: readonly AttachmentView[],
): Promise<readonly Uint8Array[]> {
  const parts = await Promise.all(attachments.map(({ id }) => device.client.readAttachment({ id })));
  return parts.map(({ bytes }) => bytes);
}

function trust(device: Device, peer: string): void {
  const { id } = device.conversationWith(peer);
  device.client.changeConversation({ id, change: { isTrustedForMedia: true } });
}

test('pictures go to a friend who trusts us and to our other devices, and are the same there', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    trust(bob, alice.id);
    const [first, second] = [Uint8Array.from(randomBytes(300_000)), Uint8Array.from(randomBytes(1))];
    const sent = await sendTo(alice, bob.id, [picture(first), picture(second)]);
    expect(sent.attachments).toMatchObject([
      {
        fileName: 'sea.png',
        contentType: 'image/png',
        size: 300_000,
        width: 640,
        height: 480,
        state: 'ready',
      },
      { size: 1 },
    ]);
    const received = await attachmentsOf(bob, 'Look!', 'ready');
    expect(await bytesOf(bob, received)).toEqual([first, second]);
    expect(received[0]).toMatchObject({ fileName: 'sea.png', width: 640, isVoiceMessage: false });
    expect(await bytesOf(tablet, await attachmentsOf(tablet, 'Look!', 'ready'))).toEqual([first, second]);
    expect(await bytesOf(alice, sent.attachments)).toEqual([first, second]);
  });
});

test('what is known of a file is told to everybody, but for how long it is', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    const film: OutgoingAttachment = {
      bytes: Uint8Array.of(1, 2, 3),
      contentType: 'Video/MP4; codecs="avc1"',
      name: 'waves.mp4',
      width: 1_920,
      height: 1_080,
      durationMs: 61_000,
      caption: 'The sea',
    };
    const told = {
      contentType: 'video/mp4',
      fileName: 'waves.mp4',
      size: 3,
      width: 1_920,
      height: 1_080,
      caption: 'The sea',
      isVoiceMessage: false,
    };
    const sent = await sendTo(alice, bob.id, [film, { ...film, caption: '\n', width: 0, height: 70_000 }]);
    expect(sent.attachments[0]).toMatchObject({ ...told, durationMs: 61_000 });
    const [first, second] = await attachmentsOf(bob, 'Look!', 'pending');
    expect(first).toEqual({ ...told, id: first?.id, state: 'pending' });
    for (const unknown of ['caption', 'width', 'height', 'durationMs'])
      expect(second).not.toHaveProperty(unknown);
    const [copy] = await attachmentsOf(tablet, 'Look!', 'ready');
    expect(copy).toEqual({ ...told, id: copy?.id, state: 'ready' });
  });
});

test('a voice message is one on all devices: by its flag, in the list, among the media and in notifications', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    const { id: withAlice } = bob.conversationWith(alice.id);
    bob.client.setNotificationSettings({ detail: 'message' });
    const { sentAtMs: upToSentAtMs } = await bob.received('Hello Bob');
    bob.client.markRead({ conversationId: withAlice, upToSentAtMs });
    const voice: OutgoingAttachment = {
      bytes: Uint8Array.from(randomBytes(4_000)),
      contentType: 'audio/mpeg',
      isVoiceMessage: true,
      durationMs: 2_500,
    };
    const sent = await sendTo(alice, bob.id, [voice], '');
    expect(sent.attachments).toMatchObject([{ isVoiceMessage: true, durationMs: 2_500, state: 'ready' }]);
    expect(alice.conversationWith(bob.id).lastMessage).toMatchObject({ text: '', file: 'voice' });
    const { message } = await bob.event('message', (event) => isVoice(event.message));
    expect(message.attachments).toMatchObject([{ contentType: 'audio/mpeg', state: 'pending' }]);
    expect(bob.client.conversation(withAlice).lastMessage).toMatchObject({ text: '', file: 'voice' });
    await tablet.event('message', (event) => isVoice(event.message));
    const query = { conversationId: withAlice, limit: 10 };
    expect(bob.client.media({ ...query, kind: 'voice' })).toMatchObject([{ messageId: message.id }]);
    expect(bob.client.media({ ...query, kind: 'files' })).toEqual([]);
    await bob.event(
      'notification',
      ({ command }) =>
        (command.type === 'show' || command.type === 'update') &&
        command.notification.body?.values['file_type'] === 'voice',
    );
    bob.client.sendMessage({ conversationId: withAlice, text: 'Heard', quote: { messageId: message.id } });
    const [original] = sent.attachments;
    expect((await alice.received('Heard')).quote?.original).toMatchObject({
      id: sent.id,
      text: '',
      attachment: { id: original?.id, isVoiceMessage: true },
    });
    // The same file without the flag is music.
    await sendTo(alice, bob.id, [{ ...voice, isVoiceMessage: false }], '');
    await bob.event('conversation', ({ conversation }) => conversation.lastMessage?.file === 'audio');
  });
});

function isVoice({ attachments }: MessageView): boolean {
  return attachments.some(({ isVoiceMessage }) => isVoiceMessage);
}

test('nothing is fetched from whom we do not trust until we ask, for one file or for all', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const bytes = Uint8Array.from(randomBytes(5_000));
    await sendTo(alice, bob.id, [picture(bytes)], 'one');
    await sendTo(alice, bob.id, [picture(bytes), picture(bytes)], 'two');
    const [one] = await attachmentsOf(bob, 'one', 'pending');
    await attachmentsOf(bob, 'two', 'pending');
    expect(bob.client.downloadAttachment(one?.id ?? 0).state).toBe('downloading');
    expect(await bytesOf(bob, await attachmentsOf(bob, 'one', 'ready'))).toEqual([bytes]);
    trust(bob, alice.id);
    expect(await bytesOf(bob, await attachmentsOf(bob, 'two', 'ready'))).toEqual([bytes, bytes]);
  });
});

test('a file from the disk keeps its name and no path, is read in parts, saved, and unreadable on the disk', async () => {
  await withWorld(async ({ person }) => {
    const alice = await person('Alice');
    const secret = Buffer.from('the treasure is under the third palm\n'.repeat(5_000));
    const path = join(folder, 'map.txt');
    await writeFile(path, secret);
    const note = await sendTo(alice, alice.id, [
      { path, name: '../home/map.txt', contentType: 'text/plain' },
    ]);
    const [attachment] = note.attachments;
    const id = attachment?.id ?? 0;
    expect(attachment).toMatchObject({ fileName: '.._home_map.txt', contentType: 'text/plain' });
    await rm(path);
    const part = await alice.client.readAttachment({ id, range: { offset: 100_000, length: 37 } });
    expect(part).toEqual({
      bytes: Uint8Array.from(secret.subarray(100_000, 100_037)),
      size: secret.length,
      contentType: 'text/plain',
    });
    await alice.client.saveAttachment({ id, path: join(folder, 'copy.txt') });
    expect((await readFile(join(folder, 'copy.txt'))).equals(secret)).toBe(true);
    const [file] = await readdir(alice.filesPath);
    expect((await readFile(join(alice.filesPath, file ?? ''))).includes('treasure')).toBe(false);
    await alice.sent(note.id);
  });
});

test('what was altered on the way is refused, and fetched again when somebody asks', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    trust(bob, alice.id);
    const bytes = Uint8Array.from(randomBytes(70_000));
    await world.network.fileServer.faults.set({ reply: 'wrong-bytes' });
    await sendTo(alice, bob.id, [picture(bytes)]);
    const [altered] = await attachmentsOf(bob, 'Look!', 'failed');
    expect(altered?.failure).toBe('undecryptable');
    const id = altered?.id ?? 0;
    await expect(bob.client.readAttachment({ id })).rejects.toMatchObject({
      code: 'attachment-not-available',
    });
    await world.network.fileServer.faults.clear();
    bob.client.downloadAttachment(id);
    expect(await bytesOf(bob, await attachmentsOf(bob, 'Look!', 'ready'))).toEqual([bytes]);
    await vi.waitFor(async () => expect(await readdir(bob.filesPath)).toHaveLength(1));
  });
});

test('killed between any two steps, a message with files arrives once, and every try sends the same file', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    trust(bob, alice.id);
    const uploads: string[] = [];
    network.observe((event) => {
      if (event.type === 'file' && event.action === 'upload' && event.fileId !== undefined)
        uploads.push(event.fileId);
    });
    const bytes = Uint8Array.from(randomBytes(40_000));
    // The server keeps the file, but its answer is lost.
    await network.fileServer.faults.set({ reply: 'truncated' });
    const uploaded = once(network, 'upload');
    const sent = await sendTo(alice, bob.id, [picture(bytes)]);
    await uploaded;
    expect(alice.client.messages({ conversationId: sent.conversationId, limit: 1 }).messages).toMatchObject([
      { id: sent.id, state: 'sending' },
    ]);
    await alice.close();
    await network.fileServer.faults.clear();
    const again = await world.device('Alice');
    const progress = again.event('attachment-progress', ({ direction }) => direction === 'up');
    await progress;
    await again.sent(sent.id);
    expect(uploads.length).toBeGreaterThan(1);
    expect(new Set(uploads).size).toBe(1);
    await attachmentsOf(bob, 'Look!', 'downloading');
    await bob.close();
    const bobAgain = await world.device('Bob');
    const { id: conversationId } = bobAgain.conversationWith(again.id);
    await vi.waitFor(
      () => {
        const { messages } = bobAgain.client.messages({ conversationId, limit: 10 });
        expect(bobAgain.textsWith(again.id)).toEqual(['Hello Bob', 'Hello Alice', 'Look!']);
        expect(messages.at(-1)?.attachments).toMatchObject([{ state: 'ready' }]);
      },
      { timeout: 20_000 },
    );
    const { messages } = bobAgain.client.messages({ conversationId, limit: 1 });
    expect(await bytesOf(bobAgain, messages.at(-1)?.attachments ?? [])).toEqual([bytes]);
  });
}, 60_000);

test('deleting a message takes its files from the disk, also while they are on their way', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    trust(bob, alice.id);
    const sent = await sendTo(alice, bob.id, [picture(Uint8Array.from(randomBytes(9_000)))]);
    await attachmentsOf(bob, 'Look!', 'ready');
    alice.client.deleteMessages({ ids: [sent.id], scope: 'everyone' });
    await vi.waitFor(async () => {
      expect(await readdir(alice.filesPath)).toEqual([]);
      expect(await readdir(bob.filesPath)).toEqual([]);
    });
    await world.network.fileServer.faults.set({ down: true });
    const waiting = await sendTo(alice, bob.id, [picture(Uint8Array.from(randomBytes(9_000)))], 'never');
    alice.client.deleteMessages({ ids: [waiting.id], scope: 'device' });
    await alice.event('message-removed', ({ messageId }) => messageId === waiting.id);
    await vi.waitFor(async () => expect(await readdir(alice.filesPath)).toEqual([]));
  });
});

test('what may not be sent is refused, and leaves nothing behind', async () => {
  await withWorld(async (world) => {
    const alice = await world.person('Alice');
    const stranger = `05${'ab'.repeat(32)}`;
    const one = picture(Uint8Array.of(1));
    const refused = (attachments: readonly OutgoingAttachment[], code: string, to = alice.id) =>
      expect(sendTo(alice, to, attachments)).rejects.toMatchObject({ code });
    await refused([picture(new Uint8Array(10_000_001))], 'attachment-too-large');
    await refused([picture(new Uint8Array())], 'attachment-empty');
    await refused(
      Array.from({ length: 33 }, () => one),
      'attachments-too-many',
    );
    await refused([one, { bytes: Uint8Array.of(1), contentType: 'text/plain' }], 'attachments-too-many');
    await refused([one, { path: join(folder, 'none'), contentType: 'image/png' }], 'attachment-unreadable');
    await refused([{ path: folder, contentType: 'image/png' }], 'attachment-unreadable');
    await refused([{ path: 'relative.png', contentType: 'image/png' }], 'attachment-unreadable');
    await refused([one], 'attachments-not-allowed', stranger);
    await expect(sendTo(alice, alice.id, [], ' ')).rejects.toMatchObject({ code: 'message-empty' });
    const unknown = { code: 'attachment-unknown' };
    expect(() => alice.client.downloadAttachment(77)).toThrow(expect.objectContaining(unknown));
    await expect(alice.client.readAttachment({ id: 77 })).rejects.toMatchObject(unknown);
    await vi.waitFor(async () => expect(await readdir(alice.filesPath)).toEqual([]));
  });
});

test('a download can be ended and begun again, and a stray file is gone after the next start', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    await sendTo(alice, bob.id, [picture(Uint8Array.from(randomBytes(9_000)))]);
    const [attachment] = await attachmentsOf(bob, 'Look!', 'pending');
    const id = attachment?.id ?? 0;
    await world.network.fileServer.faults.set({ slowMs: 60_000 });
    bob.client.downloadAttachment(id);
    expect(bob.client.cancelDownload(id).state).toBe('pending');
    await world.network.fileServer.faults.clear();
    bob.client.downloadAttachment(id);
    await attachmentsOf(bob, 'Look!', 'ready');
    await writeFile(join(bob.filesPath, 'stray'), 'x');
    await bob.close();
    const again = await world.device('Bob');
    await vi.waitFor(async () => expect(await readdir(again.filesPath)).toHaveLength(1));
    expect(await readdir(again.filesPath)).not.toContain('stray');
    expect((await again.client.readAttachment({ id })).size).toBe(9_000);
  });
});

/** Resolves when the file server has done this the next time. */
function once(network: World['network'], action: 'upload' | 'download' | 'extend'): Promise<void> {
  return new Promise((resolve) => {
    const stop = network.observe((event) => {
      if (event.type !== 'file' || event.action !== action) return;
      stop();
      resolve();
    });
  });
}
