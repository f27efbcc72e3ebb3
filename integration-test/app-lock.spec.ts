import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type ElectronApplication, type Page, expect, test } from '@playwright/test';

import { composer, createAccount, mainScreen } from '../build/drive/flows.ts';
import type { Channel } from '../src/ipc/index.ts';
import { instanceEnvironment, launchApp, scratchFolder } from './support/launch-app.ts';

const PASSWORD = 'correct horse battery';
const OTHER = 'staple of paper clips';

let scratch: ReturnType<typeof scratchFolder>;
let running: ElectronApplication | undefined;

test.beforeEach(() => {
  scratch = scratchFolder();
});

test.afterEach(async () => {
  await running?.close().catch(() => undefined);
  running = undefined;
  scratch.remove();
});

async function open(): Promise<Page> {
  running = await launchApp(instanceEnvironment(scratch.folder));
  return running.firstWindow();
}

async function restart(): Promise<Page> {
  await running?.close();
  return open();
}

function vault(): { readonly kdf: unknown; readonly wrap: string } {
  const path = join(scratch.folder, 'Session-test-test-integration', 'vault.json');
  return JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof vault>;
}

/** The code of what a request fails with; undefined when it does not. */
function failure(page: Page, channel: Channel): Promise<string | undefined> {
  return page.evaluate(async (name) => {
    const result = await window.undertone.invoke(name, undefined);
    return result.ok ? undefined : result.error.code;
  }, channel);
}

async function openPrivacy(page: Page): Promise<void> {
  await page.getByTestId('settings-section').click();
  await page.getByTestId('privacy-settings-menu-item').click();
}

async function setPassword(page: Page, password: string): Promise<void> {
  await openPrivacy(page);
  await page.getByTestId('set-password-settings-button').click();
  await page.getByTestId('password-input').fill(password);
  await page.getByTestId('password-input-confirm').fill(password);
  await page.getByTestId('set-password-button').click();
  await expect(page.getByTestId('session-toast')).toHaveText('Your password has been set. Keep it safe.');
  await expect(page.getByTestId('change-password-settings-button')).toBeVisible();
}

async function unlock(page: Page, password: string): Promise<void> {
  await page.getByTestId('password-input').fill(password);
  await page.keyboard.press('Enter');
  await mainScreen(page).waitFor();
}

test('APP-11: set a password, start again, wrong, right, lock now, change, remove', async () => {
  test.setTimeout(180_000);
  let page = await open();
  await createAccount(page, 'Ada');
  expect(vault().kdf).toBeNull();
  await setPassword(page, PASSWORD);
  expect(vault().kdf).toMatchObject({ alg: 'argon2id13', ops: 3, memKiB: 262_144 });

  await test.step('the next start shows nothing before the password', async () => {
    page = await restart();
    await expect(page.getByTestId('password-input')).toBeFocused();
    await expect(mainScreen(page)).toHaveCount(0);
    expect(await failure(page, 'client:status')).toBe('app-locked');
    expect(await failure(page, 'account:recovery-password')).toBe('app-locked');
    expect(await failure(page, 'lock:clear-device')).toBe('lock-clear-refused');
    await page.getByTestId('password-input').fill('not the password');
    await page.getByTestId('unlock-button').click();
    await expect(page.getByTestId('error-message')).toHaveText('Incorrect password');
    await page.getByTestId('reveal-password-input-toggle').click();
    await expect(page.getByTestId('password-input')).toHaveAttribute('type', 'text');
    await unlock(page, PASSWORD);
  });

  await test.step('locking keeps the draft, and takes everything else away', async () => {
    const preferences = (id: string): Promise<boolean> =>
      running!.evaluate(({ Menu }, name) => Menu.getApplicationMenu()!.getMenuItemById(name)!.enabled, id);
    await page.getByTestId('new-conversation-button').click();
    await page.getByTestId('chooser-new-conversation-button').click();
    await page.getByTestId('new-session-conversation').fill(`05${'ab'.repeat(32)}`);
    await page.getByTestId('next-new-conversation-button').click();
    await composer(page).fill('unfinished');
    expect(await preferences('lock')).toBe(true);
    await running!.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('lock')!.click());
    await expect(page.getByTestId('unlock-button')).toBeVisible();
    await expect(page.getByText('unfinished')).toHaveCount(0);
    await expect.poll(() => failure(page, 'client:status')).toBe('app-locked');
    expect(await preferences('lock')).toBe(false);
    expect(await preferences('preferences')).toBe(false);
    await unlock(page, PASSWORD);
    await expect.poll(() => preferences('preferences')).toBe(true);
    await expect(page.getByTestId('module-conversation__user__profile-name')).toHaveCount(1);
    await expect(page.getByText('unfinished')).toBeVisible();
  });

  await test.step('the recovery password asks for it', async () => {
    await page.getByTestId('settings-section').click();
    await page.getByTestId('recovery-password-settings-menu-item').click();
    await expect(page.locator('[data-modal-id="enterPasswordModal"]')).toBeVisible();
    await page.getByTestId('session-confirm-ok-button').click();
    await expect(page.getByTestId('error-message')).toHaveText('Incorrect password');
    await page.getByTestId('password-input').fill(PASSWORD);
    await page.getByTestId('session-confirm-ok-button').click();
    await expect(page.getByTestId('recovery-password-seed-modal')).toHaveText(/^[a-z]+( [a-z]+){12}$/);
    await page.getByTestId('modal-close-button').click();
  });

  await test.step('change it, and lock with the button', async () => {
    const before = vault().wrap;
    await openPrivacy(page);
    await page.getByTestId('change-password-settings-button').click();
    await page.getByTestId('password-input').fill(PASSWORD);
    await page.getByTestId('password-input-confirm').fill(OTHER);
    await page.getByTestId('password-input-reconfirm').fill(OTHER);
    await page.getByTestId('change-password-button').click();
    await expect(page.getByTestId('lock-now-settings-button')).toBeVisible();
    expect(vault().wrap).not.toBe(before);
    await page.getByTestId('lock-now-settings-button').click();
    await expect(page.getByTestId('unlock-button')).toBeVisible();
    await page.getByTestId('password-input').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('error-message')).toHaveText('Incorrect password');
    await unlock(page, OTHER);
  });

  await test.step('remove it', async () => {
    await openPrivacy(page);
    await page.getByTestId('remove-password-settings-button').click();
    await page.getByTestId('password-input').fill(OTHER);
    await page.getByTestId('remove-password-button').click();
    await expect(page.getByTestId('set-password-settings-button')).toBeVisible();
    expect(vault().kdf).toBeNull();
    page = await restart();
    await mainScreen(page).waitFor();
  });
});

test('the wait after wrong passwords goes on after a restart', async () => {
  test.setTimeout(120_000);
  let page = await open();
  await createAccount(page, 'Ada');
  await setPassword(page, PASSWORD);
  page = await restart();
  for (let tries = 0; tries < 3; tries += 1) {
    await page.getByTestId('password-input').fill(`wrong password ${tries}`);
    await page.getByTestId('unlock-button').click();
    await expect(page.getByTestId('error-message')).toHaveText('Incorrect password');
  }
  await expect(page.getByTestId('clear-device-button')).toBeVisible();
  await expect(page.getByTestId('unlock-button')).toBeDisabled();
  await expect(page.getByTestId('unlock-button')).toBeEnabled();
  expect(existsSync(join(scratch.folder, 'Session-test-test-integration', 'lock-attempts.json'))).toBe(true);
  page = await restart();
  await expect(page.getByTestId('clear-device-button')).toBeVisible();
  await page.getByTestId('clear-device-button').click();
  await expect(page.locator('[data-modal-id="confirmModal"]')).toBeVisible();
  await page.getByTestId('session-confirm-cancel-button').click();
  await unlock(page, PASSWORD);
  expect(existsSync(join(scratch.folder, 'Session-test-test-integration', 'lock-attempts.json'))).toBe(false);
});

test('APP-17: it locks with the screen of the system and when the computer sleeps, if one wants', async () => {
  const page = await open();
  await createAccount(page, 'Ada');
  const ask = async (channel: 'lock:set-password' | 'settings:set', input: object) => {
    const result = await page.evaluate(
      async ([name, given]) => (await window.undertone.invoke(name, given as never)).ok,
      [channel, input] as const,
    );
    expect(result).toBe(true);
  };
  const system = (event: 'lock-screen' | 'suspend') =>
    running!.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
  const state = () =>
    page.evaluate(async () => {
      const lock = await window.undertone.invoke('lock:status', undefined);
      return lock.ok ? lock.value.state : undefined;
    });
  await ask('settings:set', { lockWithSystem: true });
  await system('lock-screen');
  // There is nothing to open it with.
  expect(await state()).toBe('unlocked');
  await ask('lock:set-password', { password: PASSWORD });
  for (const event of ['lock-screen', 'suspend'] as const) {
    await system(event);
    await expect(page.getByTestId('password-input')).toBeFocused();
    expect(await state()).toBe('locked');
    expect(await failure(page, 'account:recovery-password')).toBe('app-locked');
    await page.getByTestId('password-input').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(mainScreen(page)).toBeVisible();
  }
  await ask('settings:set', { lockWithSystem: false });
  await system('lock-screen');
  await system('suspend');
  expect(await state()).toBe('unlocked');
});
