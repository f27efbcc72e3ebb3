import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { type ElectronApplication, type Page, expect, test } from '@playwright/test';

import { createAccount, mainScreen } from '../build/drive/flows.ts';
import { instanceEnvironment, launchApp, scratchFolder } from './support/launch-app.ts';

const PASSWORD = 'open sesame';

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

async function open(name: string): Promise<Page> {
  await running?.close();
  const folder = join(scratch.folder, name);
  mkdirSync(folder, { recursive: true });
  running = await launchApp(instanceEnvironment(folder));
  return running.firstWindow();
}

/** The person chooses this file in every dialog. */
async function choosing(path: string): Promise<void> {
  await running?.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

async function restore(page: Page, password: string): Promise<void> {
  await page.getByTestId('password-input').fill(password);
  await page.getByTestId('session-confirm-ok-button').click();
}

test('SET-18: a backup of one computer becomes the profile of another, from its first screen', async () => {
  test.setTimeout(120_000);
  const backup = join(scratch.folder, 'ada.backup');
  const first = await open('first');
  await createAccount(first, 'Ada');
  await choosing(backup);
  const written = await first.evaluate(
    (password) => window.undertone.invoke('profile:backup', { path: 'ada.backup', password }),
    PASSWORD,
  );
  expect(written.ok).toBe(true);
  const statusOf = async (page: Page) => {
    const status = await page.evaluate(() => window.undertone.invoke('client:status', undefined));
    return status.ok ? status.value : undefined;
  };
  const before = await statusOf(first);

  const second = await open('second');
  await choosing(backup);
  await second.getByTestId('existing-account-button').click();
  await second.getByTestId('restore-backup-link').click();
  await restore(second, 'not the password');
  await expect(second.getByTestId('error-message')).toHaveText('This is not the password of the backup.');
  await restore(second, PASSWORD);
  await mainScreen(second).waitFor();
  // What was agreed on since then only the network knows, and there is none here.
  expect(await statusOf(second)).toEqual({ ...before, isIncomplete: true });

  await test.step('a page names no file', async () => {
    const refused = await second.evaluate(() =>
      window.undertone.invoke('profile:restore', { path: '/etc/passwd', password: 'x' }),
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'path-not-allowed' } });
  });

  await test.step('it is there after the next start, too', async () => {
    const again = await open('second');
    await mainScreen(again).waitFor();
  });
});
