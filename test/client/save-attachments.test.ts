import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { MessageView } from '../../ts/client/index.ts';
import { friends, withWorld } from './world.ts';
import type { Device } from './world.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'undertone-saving-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Pictures with one letter in each, as a message; they lie on the disk at once. */
function pictures(device: Device, { to, letters }: { readonly to: string; readonly letters: string }) {
  return device.client.sendAttachments({
    conversationId: device.conversationWith(to).id,
    text: letters,
    attachments: [...letters].map((letter) => ({
      bytes: Uint8Array.from(Buffer.from(letter)),
      contentType: 'image/png',
      name: 'sea.png',
    })),
  });
}

function chosen({ attachments }: MessageView, name = 'sea.png') {
  return attachments.map(({ id }) => ({ id, name }));
}

/** What lies in the folder, by name. */
async function contents(): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return Object.fromEntries(names.map((name, at) => [name, texts[at] ?? '']));
}

test('MED-08: the files of several messages go to one folder, and what is there stays', async () => {
  await withWorld(async ({ person }) => {
    const alice = await person('Alice');
    const one = await pictures(alice, { to: alice.id, letters: 'ab' });
    const two = await pictures(alice, { to: alice.id, letters: 'c' });
    await writeFile(join(folder, 'sea.png'), 'of yesterday');
    const files = [...chosen(one), ...chosen(two, '../up.png')];
    const result = await alice.client.saveAttachments({ files, folder });
    expect(result).toEqual({ saved: files.map(({ id }) => id), missing: [] });
    expect(await contents()).toEqual({
      '__up.png': 'c',
      'sea (2).png': 'a',
      'sea (3).png': 'b',
      'sea.png': 'of yesterday',
    });
    const again = await alice.client.saveAttachments({ files: chosen(two), folder });
    expect(again.saved).toHaveLength(1);
    expect(await contents()).toMatchObject({ 'sea (4).png': 'c' });
  });
});

test('MED-08: what was not downloaded is left out, and said so', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    await pictures(alice, { to: bob.id, letters: 'ab' });
    const { message } = await bob.event('message', (event) => event.message.text === 'ab');
    const [first, second] = message.attachments.map(({ id }) => id);
    expect(message.attachments).toMatchObject([{ state: 'pending' }, { state: 'pending' }]);
    const files = chosen(message);
    await expect(bob.client.saveAttachments({ files, folder })).rejects.toMatchObject({
      code: 'attachment-not-available',
    });
    expect(await contents()).toEqual({});
    bob.client.downloadAttachment(second ?? 0);
    await bob.event('message', (event) => event.message.attachments.at(1)?.state === 'ready');
    expect(await bob.client.saveAttachments({ files: [...files, { id: 9_999, name: 'x' }], folder })).toEqual(
      {
        saved: [second],
        missing: [first, 9_999],
      },
    );
    expect(await contents()).toEqual({ 'sea.png': 'b' });
  });
});

test('MED-08: a folder that is none, or gone, is told of, by one file as by many', async () => {
  await withWorld(async ({ person }) => {
    const alice = await person('Alice');
    const note = await pictures(alice, { to: alice.id, letters: 'a' });
    const files = chosen(note);
    const refused = (place: string, code: string) =>
      expect(alice.client.saveAttachments({ files, folder: place })).rejects.toMatchObject({ code });
    await refused(join(folder, 'none'), 'attachment-place-gone');
    await writeFile(join(folder, 'file'), '');
    await refused(join(folder, 'file'), 'attachment-place-gone');
    await refused('relative', 'attachment-not-saved');
    const [id = 0] = files.map((file) => file.id);
    await expect(
      alice.client.saveAttachment({ id, path: join(folder, 'none', 'sea.png') }),
    ).rejects.toMatchObject({ code: 'attachment-place-gone' });
    expect(await contents()).toEqual({ file: '' });
  });
});
