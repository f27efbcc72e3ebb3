import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { AttachmentView, MessageView, OutgoingAttachment } from '../../ts/client/index.ts';
import { friends, secondDevice, withWorld } from './world.ts';
import type { Device } from './world.ts';

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
