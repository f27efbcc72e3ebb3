import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { CHANNELS, type LockView } from '../../../src/ipc/index.ts';
import { PageClient } from './support/page-client.ts';
import { startHeadless } from './support/running-headless.ts';

const PASSWORD = 'correct horse';

/** Every password takes a new thread, which loads its program from source files here. */
const SLOW = { timeout: 60_000 };

async function lockState(page: PageClient): Promise<LockView> {
  const result = await page.invoke('lock:status');
  if (!result.ok) throw new Error(result.error.code);
  return result.value as LockView;
}

/** What a page does when it hears that the app is locked: it says its last words and goes. */
async function leaveWhenLocked(page: PageClient, lastWords: () => unknown = () => undefined): Promise<void> {
  for (;;) {
    const { lock } = await page.event('lock');
    if (lock.state === 'locked') break;
    page.events.splice(0, page.events.length);
  }
  await lastWords();
  await page.close();
}

test('set a password, lock, unlock, start again, remove it', SLOW, async () => {
  const { profile, child, url: ready, ended } = startHeadless();
  const url = await ready;
  const page = await PageClient.open(url);
  expect(await lockState(page)).toEqual({
    state: 'unlocked',
    hasPassword: false,
    keyProtected: false,
    wrongTries: 0,
    retryAfterMs: 0,
  });
  const created = await page.invoke('account:create', { displayName: 'Ada' });
  const { id } = (created as { value: { id: string } }).value;
  await page.invoke('conversations:start', { accountId: id });
  expect(await page.invoke('lock:now')).toEqual({ ok: false, error: { code: 'password-not-set' } });
  expect(await page.invoke('lock:set-password', { password: 'short' })).toEqual({
    ok: false,
    error: { code: 'password-too-short' },
  });
  expect(await page.invoke('lock:set-password', { password: PASSWORD })).toEqual({ ok: true });
  expect(await page.invoke('app:info')).toMatchObject({ ok: true, value: { keyProtected: true } });

  // The words are shown to whoever knows the password.
  expect(await page.invoke('account:recovery-password')).toEqual({
    ok: false,
    error: { code: 'password-needed' },
  });
  expect(await page.invoke('account:recovery-password', { password: 'another one' })).toEqual({
    ok: false,
    error: { code: 'password-wrong', retryAfterMs: 0 },
  });
  const words = await page.invoke('account:recovery-password', { password: PASSWORD });
  expect((words as { value: string }).value.split(' ')).toHaveLength(13);

  // The page's last words are stored, although they come when it has been locked already; nothing else is done for it.
  let afterLocking: Promise<unknown> | undefined;
  const left = leaveWhenLocked(page, () => {
    afterLocking = page.invoke('conversations:get', { id: 1 });
    void page.invoke('conversations:save-draft', { conversationId: 1, text: 'unfinished' });
    return afterLocking;
  });
  const other = await PageClient.open(url);
  const otherLeft = leaveWhenLocked(other);
  void page.invoke('lock:now');
  await Promise.all([left, otherLeft]);
  expect(await afterLocking).toEqual({ ok: false, error: { code: 'app-locked' } });

  const locked = await PageClient.open(url);
  expect(await lockState(locked)).toMatchObject({ state: 'locked', hasPassword: true, keyProtected: true });
  await expect
    .poll(() => locked.invoke('client:status'), SLOW)
    .toEqual({ ok: false, error: { code: 'app-locked' } });
  const open = [
    'app:info',
    'app:export-logs',
    'app:take-link',
    'app:clear-log',
    'settings:get',
    'settings:set',
    'clipboard:write',
    'shell:open-url',
    // They tell nothing of the profile, and a new version may be what somebody needs who cannot get in.
    'updates:get',
    'updates:look',
    'updates:load',
    'updates:later',
    'updates:apply',
  ];
  for (const channel of CHANNELS) {
    if (channel.startsWith('lock:') || open.includes(channel)) continue;
    const error = await locked.invoke(channel);
    expect([channel, error]).toEqual([
      channel,
      { ok: false, error: { code: expect.stringMatching(/^(?:app-locked|ipc-invalid)$/) as string } },
    ]);
  }
  expect(await locked.invoke('app:info')).toMatchObject({ ok: true });
  expect(await locked.invoke('lock:unlock', { password: PASSWORD })).toEqual({ ok: true });
  expect(await locked.invoke('conversations:get', { id: 1 })).toMatchObject({
    ok: true,
    value: { draft: 'unfinished' },
  });
  child.kill('SIGTERM');
  await locked.ending;
  await locked.close();
  expect((await ended).status).toBe(0);

  const second = startHeadless(profile);
  const again = await PageClient.open(await second.url);
  expect(await lockState(again)).toMatchObject({ state: 'locked' });
  expect(await again.invoke('client:status')).toEqual({ ok: false, error: { code: 'app-locked' } });
  expect(await again.invoke('lock:unlock', { password: 'another one' })).toMatchObject({
    error: { code: 'password-wrong' },
  });
  expect(await again.invoke('lock:unlock', { password: PASSWORD })).toEqual({ ok: true });
  expect(await again.invoke('client:status')).toMatchObject({
    ok: true,
    value: { phase: 'ready', account: { displayName: 'Ada' } },
  });
  expect(await again.invoke('lock:remove-password', { password: PASSWORD })).toEqual({ ok: true });
  expect(await lockState(again)).toMatchObject({ hasPassword: false, keyProtected: false });

  // Neither a password nor what it was like is anywhere in the profile.
  const log = readFileSync(join(profile, 'logs', 'undertone.log'), 'utf8');
  expect(log).not.toContain(PASSWORD);
  expect(log).toContain(' locked');
  expect(log).toContain(' unlocked');
});

test('a forgotten password: three wrong ones, and everything can be deleted', SLOW, async () => {
  const { profile, url, ended } = startHeadless();
  const page = await PageClient.open(await url);
  await page.invoke('account:create', { displayName: 'Ada' });
  await page.invoke('lock:set-password', { password: PASSWORD });
  expect(await page.invoke('lock:clear-device')).toEqual({
    ok: false,
    error: { code: 'lock-clear-refused' },
  });
  const left = leaveWhenLocked(page);
  void page.invoke('lock:now');
  await left;

  const locked = await PageClient.open(await url);
  for (let tries = 0; tries < 3; tries += 1) {
    expect(await locked.invoke('lock:unlock', { password: 'another one' })).toMatchObject({
      error: { code: 'password-wrong' },
    });
  }
  expect(await lockState(locked)).toMatchObject({ wrongTries: 3 });
  expect(await locked.invoke('lock:clear-device')).toEqual({ ok: true });
  await locked.ending;
  await locked.close();
  expect((await ended).status).toBe(0);
  // What the engine, the log and the settings wrote until the end has gone with it.
  expect(readdirSync(profile)).toEqual([]);
});
