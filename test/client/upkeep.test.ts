import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, onTestFinished, test, vi } from 'vitest';

import { type Client, type ClientEvent, createClient } from '../../ts/client/index.ts';
import { type StoreTaskName, type StoreWork, workHere } from '../../ts/store/index.ts';
import { createDeferred, silentLog, systemRandom } from '../../ts/util/index.ts';
import { temporaryFolder } from '../main/support/temporary-folder.ts';
import { plainFile, plainJournal } from '../store/plain-pages.ts';
import { MovingClock } from '../support/moving-clock.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A client without a network whose clock moves as the test says. */
async function opened(folder: string, key: Uint8Array, clock: MovingClock) {
  const done: StoreTaskName[] = [];
  const work: StoreWork = {
    run: (name, input, options) => {
      done.push(name);
      return workHere({ clock, log: silentLog }).run(name, input, options);
    },
  };
  const client: Client = await createClient({
    storePath: join(folder, 'undertone.db'),
    storeKey: Uint8Array.from(key),
    network: { kind: 'devnet', seedUrl: 'http://127.0.0.1:9' },
    clock,
    random: systemRandom,
    log: silentLog,
    storeWork: work,
  });
  onTestFinished(() => client.close());
  const checked = (): Promise<void> => {
    const ended = createDeferred<void>();
    const stop = client.subscribe((event: ClientEvent) => {
      if (event.type !== 'health' || event.health.isChecking) return;
      stop();
      ended.resolve();
    });
    return ended.promise;
  };
  return { client, done, checked };
}

/** Lets a minute pass, with all that is due by then. */
async function minute(clock: MovingClock): Promise<void> {
  const isOver = createDeferred<void>();
  // Of what is due at once, this was asked for last.
  clock.setTimer(60_000, () => isOver.resolve());
  clock.moveOn(60_000);
  await isOver.promise;
}

test('the database is looked at once a week, on a copy that goes again', async () => {
  const [folder, key, clock] = [temporaryFolder(), randomBytes(32), new MovingClock()];
  const { client, done, checked } = await opened(folder, key, clock);
  const madeMs = client.health().checkedAtMs;
  const ended = checked();
  clock.moveOn(7 * DAY_MS);
  await ended;
  expect(done).toEqual(['checkFile']);
  expect(client.health()).toMatchObject({ isChecking: false, isDamaged: false });
  expect(client.health().checkedAtMs).toBeGreaterThan(madeMs);
  expect(readdirSync(join(folder, 'attachments'))).toEqual([]);
});

test('after an end without a farewell it is looked at soon, after one in order it is not', async () => {
  const [folder, key, clock] = [temporaryFolder(), randomBytes(32), new MovingClock()];
  const first = await opened(folder, key, clock);
  // What a kill would have left at this moment.
  const killed = temporaryFolder();
  cpSync(folder, killed, { recursive: true });
  await first.client.close();
  const again = await opened(folder, key, clock);
  const after = await opened(killed, key, clock);
  const ended = after.checked();
  clock.moveOn(60_000);
  await ended;
  expect(after.done).toEqual(['checkFile']);
  expect(again.done).toEqual([]);
});

test('damage is told, remembered over a restart, and shown until a look finds none', async () => {
  const [folder, key, clock] = [temporaryFolder(), randomBytes(32), new MovingClock()];
  const first = await opened(folder, key, clock);
  const { id } = first.client.createAccount({ displayName: 'Ada' });
  const note = first.client.startConversation({ accountId: id });
  // One long text fills the end of the file: what is damaged there keeps nobody from opening it.
  first.client.saveDraft({ conversationId: note.id, text: 'x'.repeat(400_000) });
  await first.client.close();
  const path = join(folder, 'undertone.db');
  const bytes = readFileSync(path);
  const damaged = Uint8Array.from(bytes);
  damaged.set(randomBytes(32), bytes.length - 200_000);
  writeFileSync(path, damaged);
  const second = await opened(folder, key, clock);
  expect(await second.client.checkHealth()).toMatchObject({ isDamaged: true });
  await second.client.close();
  const third = await opened(folder, key, clock);
  expect(third.client.health().isDamaged).toBe(true);
});

test('damage that is met while the app runs is told, without waiting for the next look', async () => {
  const [folder, key, clock] = [temporaryFolder(), randomBytes(32), new MovingClock()];
  const first = await opened(folder, key, clock);
  const { id } = first.client.createAccount({ displayName: 'Ada' });
  const note = first.client.startConversation({ accountId: id });
  first.client.saveDraft({ conversationId: note.id, text: 'x'.repeat(400_000) });
  await first.client.close();
  const path = join(folder, 'undertone.db');
  const bytes = readFileSync(path);
  bytes.set(randomBytes(32), bytes.length - 200_000);
  writeFileSync(path, bytes);
  const { client, done, checked } = await opened(folder, key, clock);
  const told = checked();
  expect(() => client.conversation(note.id)).toThrow(expect.objectContaining({ code: 'store-corrupt' }));
  await told;
  expect(client.health()).toMatchObject({ isDamaged: true });
  expect(() => client.conversation(note.id)).toThrow();
  // What is sound can be read and written still.
  const { id: other } = client.startConversation({ accountId: `05${'ab'.repeat(32)}` });
  client.saveDraft({ conversationId: other, text: 'a word' });
  expect(client.conversation(other).draft).toBe('a word');
  expect(done).toEqual(['checkFile']);
});

test('what is deleted is gone from the disk a minute later', async () => {
  const [folder, key, clock] = [temporaryFolder(), randomBytes(32), new MovingClock()];
  const { client } = await opened(folder, key, clock);
  const path = join(folder, 'undertone.db');
  const { id } = client.createAccount({ displayName: 'Ada' });
  const { id: conversationId } = client.startConversation({ accountId: id });
  const { id: messageId } = client.sendMessage({ conversationId, text: 'Burn after reading' });
  // The first look, which tidies whatever there is.
  await minute(clock);
  expect(plainFile(path, key).includes('Burn after reading')).toBe(true);
  client.sendMessage({ conversationId, text: 'Seen and burnt' });
  const { messages } = client.messages({ conversationId, limit: 9 });
  const ids = messages.map((message) => message.id);
  expect(ids).toContain(messageId);
  client.deleteMessages({ ids, scope: 'device' });
  expect(plainJournal(path, key).includes('Seen and burnt')).toBe(true);
  await minute(clock);
  for (const text of ['Burn after reading', 'Seen and burnt']) {
    expect(plainFile(path, key).includes(text)).toBe(false);
    expect(plainJournal(path, key).includes(text)).toBe(false);
  }
});

test('the words of a long conversation that is cleared leave the index soon, too', async () => {
  const [folder, key, clock] = [temporaryFolder(), randomBytes(32), new MovingClock()];
  const { client } = await opened(folder, key, clock);
  const path = join(folder, 'undertone.db');
  const { id } = client.createAccount({ displayName: 'Ada' });
  const { id: conversationId } = client.startConversation({ accountId: id });
  await minute(clock);
  for (let at = 0; at < 400; at += 1) client.sendMessage({ conversationId, text: `gooseberry${at}` });
  const cleared = createDeferred<void>();
  client.subscribe(({ type }) => {
    if (type === 'conversation-cleared') cleared.resolve();
  });
  client.clearMessages(conversationId);
  await cleared.promise;
  const isThere = (): boolean =>
    [plainFile, plainJournal].some((read) => read(path, key).includes('ooseberry'));
  // Of so many the words are marked at first.
  expect(isThere()).toBe(true);
  await minute(clock);
  await vi.waitFor(() => expect(isThere()).toBe(false), { timeout: 10_000 });
});
