import { randomBytes } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { type ExportWordsView, createClient } from '../../ts/client/index.ts';
import { restoreBackup } from '../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom } from '../../ts/util/index.ts';
import { temporaryFolder } from '../main/support/temporary-folder.ts';
import { becomes, club } from './groups-agreement.ts';
import { friends, withWorld } from './world.ts';

const WORDS: ExportWordsView = {
  language: 'en',
  direction: 'ltr',
  title: 'Alice & Bob',
  you: 'You',
  deleted: 'deleted',
  file: 'file',
  answerTo: 'To {author}, {time}',
  lines: {
    'timer-update': '{author} set a timer',
    'request-accepted': 'accepted by {author}',
    'request-accepted-by-us': 'accepted',
    'media-saved': 'saved by {author}',
    screenshot: 'screenshot by {author}',
    call: 'call',
    'group-update': 'group',
  },
  groupLines: {
    name: '{author} named it {name}',
    avatarChanged: '{author} changed the picture',
    joined: 'joined: {names}',
    joinedWithHistory: 'joined, with the past: {names}',
    removed: 'removed: {names}',
    promoted: 'promoted: {names}',
    left: 'left: {names}',
  },
};

test('a conversation is exported as JSON and as a page, in place of what was there', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    alice.send(bob.id, 'Hello Bob');
    bob.client.acceptRequest((await bob.received('Hello Bob')).conversationId);
    await alice.event('message', ({ message }) => message.kind === 'request-accepted');
    const folder = temporaryFolder();
    const conversationId = alice.conversationWith(bob.id).id;
    const json = join(folder, 'bob.json');
    await writeFile(json, 'something older');
    await alice.client.exportConversation({ conversationId, path: json });
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
      ownId: alice.id,
      conversation: { id: bob.id },
      messages: expect.arrayContaining([expect.objectContaining({ text: 'Hello Bob' })]) as unknown,
    });
    const html = join(folder, 'bob.html');
    await alice.client.exportConversation({ conversationId, path: html, words: WORDS });
    const page = await readFile(html, 'utf8');
    expect(page).toContain('Alice &amp; Bob');
    expect(page).toContain('Hello Bob');
    expect(page).toContain('accepted by Bob');
    expect((await readdir(folder)).sort()).toEqual(['bob.html', 'bob.json']);
  });
});

test('of a group it is told who wrote, whom they mean, and what happened to whom', async () => {
  await withWorld(async (world) => {
    const [alice, bob, carol] = await club(world, ['Alice', 'Bob', 'Carol']);
    const { client } = alice.device;
    const { conversationId } = alice;
    const asked = bob.device.client.sendMessage({
      conversationId: bob.conversationId,
      text: `Is @${alice.device.id} there, @${carol.device.id}?`,
    });
    const { id: questionId, text } = await alice.device.received(asked.text);
    client.sendMessage({ conversationId, text: 'I am', quote: { messageId: questionId } });
    client.describeGroup({ conversationId, name: 'Answers' });
    client.removeFromGroup({ conversationId, memberIds: [carol.device.id] });
    await becomes(carol, 'removed');
    const folder = temporaryFolder();
    const [json, html] = [join(folder, 'group.json'), join(folder, 'group.html')];
    await client.exportConversation({ conversationId, path: json });
    await client.exportConversation({ conversationId, path: html, words: WORDS });
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
      conversation: { id: client.group(conversationId).groupId, kind: 'group', name: 'Answers' },
      messages: expect.arrayContaining([
        expect.objectContaining({ author: bob.device.id, authorName: 'Bob', text }),
        expect.objectContaining({ details: { groupUpdate: { removed: [carol.device.id] } } }),
      ]) as unknown,
    });
    const page = await readFile(html, 'utf8');
    for (const said of [
      'Is @You there, @Carol?',
      'To Bob, ',
      'joined: Bob and Carol',
      'You named it Answers',
      'removed: Carol',
    ])
      expect(page).toContain(said);
    expect(page).not.toContain(carol.device.id);
  });
}, 60_000);

test('where nothing can be written, and of what is not there, nothing is exported', async () => {
  await withWorld(async ({ person }) => {
    const { client, id } = await person('Alice');
    const conversationId = client.startConversation({ accountId: id }).id;
    const nowhere = join(temporaryFolder(), 'no', 'such', 'folder');
    for (const path of [nowhere, 'relative.json']) {
      await expect(client.exportConversation({ conversationId, path })).rejects.toMatchObject({
        code: 'export-not-written',
      });
    }
    await expect(client.backup({ path: 'relative', password: 'x' })).rejects.toMatchObject({
      code: 'export-not-written',
    });
    await expect(client.exportConversation({ conversationId: 99, path: nowhere })).rejects.toMatchObject({
      code: 'conversation-unknown',
    });
  });
});

test('a backup tells how far it is, and becomes a profile with everything in it', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const folder = temporaryFolder();
    const path = join(folder, 'alice.backup');
    expect(await alice.client.backup({ path, password: 'open sesame' })).toMatchObject({ missingFiles: 0 });
    await alice.event('backup-progress', ({ doneBytes, totalBytes }) => doneBytes === totalBytes);

    const storeKey = Uint8Array.from(randomBytes(32));
    const storePath = join(folder, 'store', 'undertone.db');
    const place = { path: storePath, clock: systemClock, log: silentLog };
    await expect(
      restoreBackup({ ...place, from: path, key: storeKey, password: 'guess' }),
    ).rejects.toMatchObject({ code: 'backup-wrong-password' });
    await restoreBackup({ ...place, from: path, key: storeKey, password: 'open sesame' });
    const restored = await createClient({
      storePath,
      storeKey,
      network: { kind: 'devnet', seedUrl: world.network.seedUrl },
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
    });
    onTestFinished(() => restored.close());
    expect(restored.status()).toMatchObject({ phase: 'ready', account: { id: alice.id } });
    const { id } = restored.startConversation({ accountId: bob.id });
    const { messages } = restored.messages({ conversationId: id, limit: 10 });
    expect(messages.filter(({ kind }) => kind === 'text').map(({ text }) => text)).toEqual(
      alice.textsWith(bob.id),
    );
    await restored.close();
  });
});

test('a profile is replaced by a backup, under its own key; what this device chose of the network stays', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const path = join(temporaryFolder(), 'alice.backup');
    await alice.client.backup({ path, password: 'open sesame' });
    const other = await world.person('Other');
    const seeds = [{ url: world.network.seedUrl }];
    other.client.setNetworkSettings({ seeds });
    await expect(other.client.restoreBackup({ path, password: 'guess' })).rejects.toMatchObject({
      code: 'backup-wrong-password',
    });
    await other.client.restoreBackup({ path, password: 'open sesame' });
    await other.event('restore-progress', ({ doneBytes, totalBytes }) => doneBytes === totalBytes);
    // Until it is opened anew it is what it was.
    expect(other.client.status()).toMatchObject({ account: { displayName: 'Other' } });
    await other.close();
    const restored = await world.device('Other');
    expect(restored.client.status()).toMatchObject({ phase: 'ready', account: { id: alice.id } });
    expect(restored.textsWith(bob.id)).toEqual(alice.textsWith(bob.id));
    expect(restored.client.networkSettings().seeds).toEqual(seeds);
    bob.send(alice.id, 'to both of you');
    await restored.received('to both of you');
  });
}, 60_000);

test('what waited in a backup is not sent twice: bytes that the swarm knows, or a person who decides', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    await world.network.goDark();
    const waiting = alice.send(bob.id, 'written in the dark');
    const path = join(temporaryFolder(), 'alice.backup');
    await alice.client.backup({ path, password: 'x' });
    await world.network.comeBack();
    alice.client.connectivityChanged();
    await alice.sent(waiting.id);
    await bob.received('written in the dark');
    const other = await world.device('Other');
    await other.client.restoreBackup({ path, password: 'x' });
    await other.close();
    const restored = await world.device('Other');
    await restored.sent(waiting.id);
    const last = restored.send(bob.id, 'the last one');
    await restored.sent(last.id);
    await bob.received('the last one');
    expect(bob.textsWith(alice.id).filter((text) => text === 'written in the dark')).toHaveLength(1);
  });
}, 60_000);

test('what is being written is ended on request: nothing of it is left, and the next one is written', async () => {
  await withWorld(async (world) => {
    const alice = await world.person('Alice');
    const conversationId = alice.conversationWith(alice.id).id;
    for (let count = 0; count < 450; count += 1) alice.send(alice.id, `note ${count}`);
    const folder = temporaryFolder();
    const json = { conversationId, path: join(folder, 'notes.json') };
    const backup = { path: join(folder, 'all.backup'), password: 'open sesame' };

    const exporting = alice.client.exportConversation(json);
    const backingUp = alice.client.backup(backup);
    alice.client.cancelWriting();
    await expect(exporting).rejects.toMatchObject({ code: 'export-cancelled' });
    await expect(backingUp).rejects.toMatchObject({ code: 'export-cancelled' });
    expect(await readdir(folder)).toEqual([]);
    // Without anything to end it does nothing.
    alice.client.cancelWriting();

    await alice.client.exportConversation(json);
    expect((await alice.event('export-progress')).messages).toBe(200);
    expect(await readdir(folder)).toEqual(['notes.json']);
  });
});
