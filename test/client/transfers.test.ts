import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';

import type { AttachmentView, MessageView, OutgoingAttachment } from '../../ts/client/index.ts';
import { friends, withWorld } from './world.ts';
import type { Device, World } from './world.ts';

const picture = (bytes: Uint8Array): OutgoingAttachment => ({ bytes, contentType: 'image/png' });

function send(from: Device, to: string, files: readonly Uint8Array[]): Promise<MessageView> {
  const { id: conversationId } = from.conversationWith(to);
  return from.client.sendAttachments({ conversationId, text: 'Look!', attachments: files.map(picture) });
}

function messageOf(device: Device, { id, conversationId }: MessageView): MessageView | undefined {
  const { messages } = device.client.messages({ conversationId, limit: 200 });
  return messages.find((message) => message.id === id);
}

/** Resolves with the files when a device has the message with them and all are in this state. */
async function arrived(
  device: Device,
  state: AttachmentView['state'],
  accepts: (message: MessageView) => boolean = () => true,
): Promise<readonly AttachmentView[]> {
  const { message } = await device.event(
    'message',
    (event) =>
      event.message.text === 'Look!' &&
      event.message.attachments.every((each) => each.state === state) &&
      accepts(event.message),
  );
  return message.attachments;
}

function uploadsOf({ network }: World): readonly string[] {
  const fileIds: string[] = [];
  network.observe((event) => {
    if (event.type === 'file' && event.action === 'upload' && event.fileId !== undefined)
      fileIds.push(event.fileId);
  });
  return fileIds;
}

const bytes = (): Uint8Array => Uint8Array.from(randomBytes(20_000));

test('a paused upload waits, also over a restart, and holds up nothing else; resumed, it arrives', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const uploads = uploadsOf(world);
    await world.network.fileServer.faults.set({ down: true });
    const file = bytes();
    const sent = await send(alice, bob.id, [file]);
    expect(sent).toMatchObject({ state: 'sending', attachments: [{ state: 'ready', isUploading: true }] });
    const id = sent.attachments[0]?.id ?? 0;
    expect(alice.client.unfinished()).toEqual({ isInCall: false, uploads: 1 });
    const held = { isUploading: true, isPaused: true };
    expect(alice.client.pauseTransfer(id)).toMatchObject(held);
    expect(alice.client.pauseTransfer(id)).toMatchObject(held);
    expect(alice.client.unfinished()).toEqual({ isInCall: false, uploads: 0 });
    await world.network.fileServer.faults.clear();
    await alice.close();
    const again = await world.device('Alice');
    again.send(bob.id, 'The picture comes later');
    await bob.received('The picture comes later');
    expect(messageOf(again, sent)).toMatchObject({ state: 'sending', attachments: [held] });
    expect(uploads).toEqual([]);
    expect(again.client.resumeTransfer(id)).not.toHaveProperty('isPaused');
    await again.sent(sent.id);
    expect(messageOf(again, sent)?.attachments[0]).not.toHaveProperty('isUploading');
    expect(uploads).toHaveLength(1);
    const [received] = await arrived(bob, 'pending');
    bob.client.downloadAttachment(received?.id ?? 0);
    const [ready] = await arrived(bob, 'ready');
    expect((await bob.client.readAttachment({ id: ready?.id ?? 0 })).bytes).toEqual(file);
  });
}, 60_000);

test('a message waits for the one of its files that is paused, after the others have been uploaded', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    await world.network.fileServer.faults.set({ down: true });
    const sent = await send(alice, bob.id, [bytes(), bytes(), bytes()]);
    const [first] = sent.attachments;
    alice.client.pauseTransfer(first?.id ?? 0);
    await world.network.fileServer.faults.clear();
    alice.client.connectivityChanged();
    await alice.event(
      'message',
      ({ message }) =>
        message.id === sent.id && message.attachments.filter(({ isUploading }) => isUploading).length === 1,
    );
    expect(messageOf(alice, sent)).toMatchObject({
      state: 'sending',
      attachments: [{ isPaused: true }, {}, {}],
    });
    alice.client.resumeTransfer(first?.id ?? 0);
    await alice.sent(sent.id);
    expect(await arrived(bob, 'pending')).toHaveLength(3);
  });
}, 60_000);

test('deleted while it is paused, a message leaves nothing', async () => {
  await withWorld(async ({ network, person }) => {
    const alice = await person('Alice');
    await network.fileServer.faults.set({ down: true });
    const sent = await send(alice, alice.id, [bytes()]);
    const id = sent.attachments[0]?.id ?? 0;
    alice.client.pauseTransfer(id);
    alice.client.deleteMessages({ ids: [sent.id], scope: 'device' });
    expect(() => alice.client.resumeTransfer(id)).toThrow(
      expect.objectContaining({ code: 'attachment-unknown' }),
    );
  });
});

test('a paused download is begun by nobody but us, also after a restart', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const file = bytes();
    await send(alice, bob.id, [file]);
    const [pending] = await arrived(bob, 'pending');
    const id = pending?.id ?? 0;
    await world.network.fileServer.faults.set({ slowMs: 60_000 });
    bob.client.downloadAttachment(id);
    expect(bob.client.pauseTransfer(id)).toMatchObject({ state: 'pending', isPaused: true });
    await world.network.fileServer.faults.clear();
    await bob.close();
    const again = await world.device('Bob');
    const { id: conversationId } = again.conversationWith(alice.id);
    again.client.changeConversation({ id: conversationId, change: { isTrustedForMedia: true } });
    const { messages } = again.client.messages({ conversationId, limit: 1 });
    expect(messages[0]?.attachments).toMatchObject([{ id, state: 'pending', isPaused: true }]);
    expect(again.client.resumeTransfer(id)).toMatchObject({ state: 'downloading' });
    await vi.waitFor(async () => expect((await again.client.readAttachment({ id })).bytes).toEqual(file));
    expect(again.client.pauseTransfer(id)).toMatchObject({ state: 'ready' });
    expect(again.client.resumeTransfer(id)).not.toHaveProperty('isPaused');
  });
}, 60_000);
