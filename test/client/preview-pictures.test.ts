import { readdir } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';

import type { AttachmentView, Client, MessageView } from '../../ts/client/index.ts';
import type { PreviewHttp } from '../../ts/messaging/index.ts';
import { friends, secondDevice, withWorld } from './world.ts';
import type { Device } from './world.ts';

const URL = 'https://weather.example/ulm';
const TEXT = `Rain: ${URL}`;
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4);
/** What a page makes of it. */
const ENCODED = Uint8Array.from({ length: 3_000 }, (_, at) => [0xff, 0xd8, 0xff][at] ?? at % 251);
const image = { bytes: ENCODED, width: 320, height: 200 };

type Preview = Parameters<Client['sendAttachments']>[0]['preview'];

const sitePage: PreviewHttp = {
  resolve: () => Promise.resolve(['93.184.216.34']),
  get: ({ url }) =>
    Promise.resolve({
      status: 200,
      headers: { 'content-type': url.pathname === '/a.png' ? 'image/png' : 'text/html' },
      body: (async function* () {
        const page = Buffer.from('<title>Ulm</title><meta property="og:image" content="/a.png">');
        yield await Promise.resolve(url.pathname === '/a.png' ? PNG : page);
      })(),
      close: () => undefined,
    }),
};

function send(from: Device, to: string, preview: Preview = { url: URL, title: 'Ulm', image }) {
  const { id: conversationId } = from.conversationWith(to);
  return from.client.sendAttachments({ conversationId, text: TEXT, preview, attachments: [] });
}

/** Resolves with the picture when a device has the message and its preview's picture is in this state. */
async function pictureOf(device: Device, state: AttachmentView['state']): Promise<AttachmentView> {
  const { message } = await device.event(
    'message',
    (event) => event.message.text === TEXT && event.message.preview?.image?.state === state,
  );
  return message.preview?.image as AttachmentView;
}

function messageAt(device: Device, peer: string): MessageView | undefined {
  const { id: conversationId } = device.conversationWith(peer);
  return device.client.messages({ conversationId, limit: 1 }).messages.at(-1);
}

test('the picture of a site is handed over as it is to whoever wants to make one to be sent of it', async () => {
  await withWorld(async ({ device }) => {
    const alice = await device('Alice', { previewHttp: sitePage });
    alice.client.createAccount({ displayName: 'Alice' });
    alice.client.setPrivacy({ linkPreviews: true });
    expect(await alice.client.fetchLinkPreview({ url: URL, isImageWanted: true })).toEqual({
      url: URL,
      title: 'Ulm',
      image: { bytes: PNG, contentType: 'image/png' },
    });
    expect(await alice.client.fetchLinkPreview({ url: URL })).toEqual({ url: URL, title: 'Ulm' });
  });
});

test('the picture of a preview goes to a friend and to our other devices, and is no attachment there', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    const { id } = bob.conversationWith(alice.id);
    bob.client.changeConversation({ id, change: { isTrustedForMedia: true } });
    const sent = await send(alice, bob.id);
    const facts = { contentType: 'image/jpeg', size: 3_000, width: 320, height: 200, isVoiceMessage: false };
    expect(sent).toMatchObject({
      attachments: [],
      preview: { url: URL, title: 'Ulm', image: { ...facts, state: 'ready' } },
    });
    for (const device of [bob, tablet]) {
      const picture = await pictureOf(device, 'ready');
      expect(picture).toMatchObject(facts);
      expect((await device.client.readAttachment({ id: picture.id })).bytes).toEqual(ENCODED);
    }
    expect(messageAt(bob, alice.id)).toMatchObject({
      attachments: [],
      preview: { url: URL, title: 'Ulm' },
    });
    expect(bob.client.media({ conversationId: id, kind: 'media', limit: 10 })).toEqual([]);
    alice.client.deleteMessages({ ids: [sent.id], scope: 'everyone' });
    await vi.waitFor(async () => {
      for (const device of [alice, bob]) expect(await readdir(device.filesPath)).toEqual([]);
    });
  });
});

test('the picture of a preview of whom we do not trust is fetched when we ask for it', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    await send(alice, bob.id);
    const { id } = await pictureOf(bob, 'pending');
    bob.client.downloadAttachment(id);
    await pictureOf(bob, 'ready');
    expect((await bob.client.readAttachment({ id })).bytes).toEqual(ENCODED);
  });
});

test('whoever has not accepted us gets a preview without its picture', async () => {
  await withWorld(async ({ person }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    expect((await send(alice, bob.id)).preview).toEqual({ url: URL, title: 'Ulm' });
    expect((await bob.received(TEXT)).preview).toEqual({ url: URL, title: 'Ulm' });
    expect(await readdir(alice.filesPath).catch(() => [])).toEqual([]);
  });
});

test('what is no picture, or too large for one, is refused and leaves nothing behind', async () => {
  await withWorld(async ({ person }) => {
    const alice = await person('Alice');
    const refused = { code: 'preview-invalid' };
    const withImage = (bytes: Uint8Array, url = URL) =>
      expect(send(alice, alice.id, { url, title: 'Ulm', image: { bytes } })).rejects.toMatchObject(refused);
    await withImage(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    await withImage(Uint8Array.of(0, 0, 1, 0, 1, 0, 16, 16));
    await withImage(PNG.subarray(0, 7));
    await withImage(Uint8Array.from({ length: 1024 * 1024 + 1 }, (_, at) => PNG[at] ?? 0));
    await withImage(ENCODED, 'https://elsewhere.example/');
    await vi.waitFor(async () => expect(await readdir(alice.filesPath)).toEqual([]));
  });
});

test('killed while the picture is on its way, the message arrives once, and the picture is uploaded as the same file', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    const uploads: string[] = [];
    const uploaded = new Promise<void>((resolve) => {
      network.observe((event) => {
        if (event.type !== 'file' || event.action !== 'upload' || event.fileId === undefined) return;
        uploads.push(event.fileId);
        resolve();
      });
    });
    await network.fileServer.faults.set({ reply: 'truncated' });
    const sent = await send(alice, bob.id);
    await uploaded;
    await alice.close();
    await network.fileServer.faults.clear();
    const again = await world.device('Alice');
    await again.sent(sent.id);
    await pictureOf(bob, 'pending');
    expect(uploads.length).toBeGreaterThan(1);
    expect(new Set(uploads).size).toBe(1);
    expect(bob.textsWith(again.id).filter((text) => text === TEXT)).toHaveLength(1);
  });
}, 60_000);
