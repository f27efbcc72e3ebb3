import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, onTestFinished, test, vi } from 'vitest';

import { temporaryFolder } from '../main/support/temporary-folder.ts';
import { HeadlessCallError, HeadlessClient, type HeadlessStart } from '../support/headless-client.ts';

// Every test starts processes, and passwords take their time.
vi.setConfig({ testTimeout: 120_000 });

const NOWHERE = 'http://127.0.0.1:9';

function start(options: Partial<HeadlessStart> = {}): HeadlessClient {
  const profile = options.profile ?? join(temporaryFolder(), 'profile');
  const client = new HeadlessClient({ network: NOWHERE, ...options, profile });
  onTestFinished(async () => {
    await client.kill('SIGKILL');
  });
  return client;
}

const refusal = (code: string): unknown => expect.objectContaining({ name: HeadlessCallError.name, code });

/** A backup of Ada with one note; the engine that made it has ended. */
async function backupOfAda() {
  const path = join(temporaryFolder(), 'ada.backup');
  const engine = start({ args: ['--name', 'Ada'] });
  const { account } = await engine.call('client:status');
  const note = await engine.call('conversations:start', { accountId: account?.id ?? '' });
  await engine.call('messages:send', { conversationId: note.id, text: 'remember the milk' });
  await engine.call('profile:backup', { path, password: 'open sesame' });
  await engine.end();
  return { path, account, note };
}

test('a backup takes the place of a profile, with a password of the app or without, and only then', async () => {
  const { path, account, note } = await backupOfAda();
  const profile = join(temporaryFolder(), 'profile');
  const engine = start({ profile });
  expect(await engine.call('client:status')).toEqual({ phase: 'no-account' });
  await expect(engine.call('profile:restore', { path, password: 'guess' })).rejects.toThrowError(
    refusal('backup-wrong-password'),
  );
  await expect(engine.call('profile:restore', { password: 'guess' })).rejects.toThrowError(
    refusal('file-not-chosen'),
  );
  await engine.call('account:create', { displayName: 'Eve' });
  await engine.call('lock:set-password', { password: 'correct horse' });
  const wish = { path, password: 'open sesame' };
  await expect(engine.call('profile:restore', wish)).rejects.toThrowError(refusal('password-needed'));
  await expect(engine.call('profile:restore', { ...wish, appPassword: 'wrong horse' })).rejects.toThrowError(
    refusal('password-wrong'),
  );
  expect((await engine.call('client:status')).account?.displayName).toBe('Eve');

  // What was agreed on since then only the network knows, and there is none here.
  const restored = { phase: 'ready', account, isIncomplete: true };
  expect(await engine.call('profile:restore', { ...wish, appPassword: 'correct horse' })).toEqual(restored);
  await engine.event('renew');
  expect(await engine.call('messages:page', { conversationId: note.id, limit: 9 })).toMatchObject({
    messages: [{ text: 'remember the milk' }],
  });
  await engine.call('lock:now');
  await engine.call('lock:unlock', { password: 'correct horse' });
  expect(await engine.call('client:status')).toEqual(restored);
  await engine.end();
  expect(readdirSync(join(profile, 'store')).sort()).toEqual(['attachments', 'undertone.sqlite']);
});

test('a restore that is killed leaves the old profile or the new one', async () => {
  const { path, account } = await backupOfAda();
  const profile = join(temporaryFolder(), 'profile');
  const names = new Set<string | undefined>();
  for (let round = 0; round < 6; round += 1) {
    const engine = start({ profile, args: ['--name', 'Eve'] });
    const before = (await engine.call('client:status')).account?.displayName;
    names.add(before);
    const restoring = engine.call('profile:restore', { path, password: 'open sesame' });
    restoring.catch(() => undefined);
    await (round % 2 === 0 ? engine.event('restore-progress') : engine.event('renew'));
    await engine.kill('SIGKILL');
    if (before === 'Ada') break;
  }
  const engine = start({ profile });
  const { account: found } = await engine.call('client:status');
  expect(['Eve', 'Ada']).toContain(found?.displayName);
  if (found?.displayName === 'Ada') expect(found).toEqual(account);
  expect((await engine.call('profile:check')).isDamaged).toBe(false);
  await engine.end();
  expect(readdirSync(join(profile, 'store')).filter((name) => name.includes('restore'))).toEqual([]);
});

/** A profile with an account and many notes, closed. */
async function filledProfile() {
  const profile = join(temporaryFolder(), 'profile');
  const engine = start({ profile, args: ['--name', 'Ada'] });
  const { account } = await engine.call('client:status');
  const note = await engine.call('conversations:start', { accountId: account?.id ?? '' });
  for (let at = 0; at < 150; at += 1)
    await engine.call('messages:send', { conversationId: note.id, text: `note ${at} ${'x'.repeat(1_900)}` });
  expect(await engine.call('profile:health')).toMatchObject({ isChecking: false, isDamaged: false });
  await engine.end();
  return { profile, account, note, path: join(profile, 'store', 'undertone.sqlite') };
}

test('a database that was cut off is not opened, unless it is to be repaired; the damaged one stays', async () => {
  const { profile, account, note, path } = await filledProfile();
  const bytes = readFileSync(path);
  const cut = bytes.subarray(0, Math.floor(bytes.length * 0.8) + 7);
  writeFileSync(path, cut);
  const refused = start({ profile });
  expect(await refused.ended).toMatchObject({ status: 3 });
  expect(refused.errors).toContain('store-corrupt');
  expect(readFileSync(path)).toEqual(cut);

  const repaired = start({ profile, args: ['--repair'] });
  expect(await repaired.call('client:status')).toEqual({ phase: 'ready', account });
  const { messages } = await repaired.call('messages:page', { conversationId: note.id, limit: 200 });
  expect(messages.length).toBeGreaterThan(50);
  expect((await repaired.call('profile:health')).repair?.copied).toBeGreaterThan(50);
  expect(readFileSync(`${path}.damaged`)).toEqual(cut);
  await repaired.end();
  expect(await start({ profile }).call('client:status')).toEqual({ phase: 'ready', account });
});

test('a database that was damaged is told, and repaired when that is asked for', async () => {
  const { profile, account, note, path } = await filledProfile();
  const bytes = readFileSync(path);
  // Somewhere among the messages, which are most of it.
  bytes.set(randomBytes(64), Math.floor(bytes.length / 2));
  writeFileSync(path, bytes);

  const second = start({ profile });
  expect(await second.call('profile:check')).toMatchObject({ isDamaged: true });
  expect((await second.event('health', ({ health }) => health.isDamaged)).health.isChecking).toBe(false);
  const repaired = await second.call('profile:repair', {});
  expect(repaired.repair?.copied).toBeGreaterThan(100);
  expect(await second.call('client:status')).toEqual({ phase: 'ready', account });
  expect(await second.call('profile:check')).toMatchObject({ isDamaged: false });
  const { messages } = await second.call('messages:page', { conversationId: note.id, limit: 200 });
  expect(messages.length).toBeGreaterThan(100);
});
