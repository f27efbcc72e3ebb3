import { join } from 'node:path';

import { _electron, expect, test } from '@playwright/test';

import {
  composer,
  createAccount,
  mainScreen,
  readAccountId,
  startConversation,
} from '../build/drive/flows.ts';
import { startHeadlessProcess } from './support/headless-process.ts';
import { electronExecutable, definedEnvironment, scratchFolder, SWITCHES } from './support/launch-app.ts';

const BROWSER = join(import.meta.dirname, 'support', 'browser-window', 'main.cjs');

test('the page works in a browser: an account, a draft, a reload, the end', async () => {
  const scratch = scratchFolder();
  const headless = await startHeadlessProcess(join(scratch.folder, 'profile'));
  const browser = await _electron.launch({
    executablePath: electronExecutable(),
    args: [...SWITCHES, `--user-data-dir=${join(scratch.folder, 'browser')}`, BROWSER, headless.url],
    env: definedEnvironment(),
  });
  try {
    const page = await browser.firstWindow();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await createAccount(page, 'Ada Lovelace');
    expect(await page.evaluate(() => typeof window.undertone.invoke)).toBe('function');
    expect(await page.evaluate(() => 'require' in window)).toBe(false);

    // What the page says last is heard: when it is loaded again, …
    await startConversation(page, await readAccountId(page));
    await composer(page).fill('kept over a reload');
    await page.reload();
    await mainScreen(page).waitFor();
    const drafts = (): Promise<unknown> =>
      page.evaluate(async () => {
        const result = await window.undertone.invoke('conversations:list', { limit: 10 });
        return result.ok ? result.value.map(({ draft }) => draft) : result;
      });
    expect(await drafts()).toEqual(['kept over a reload']);

    // … and when the entry ends.
    await page.getByTestId('module-conversation__user__profile-name').first().click();
    await composer(page).fill('kept over the end');
    expect(await headless.stop()).toBe(0);
    expect(await page.evaluate(() => window.undertone.invoke('client:status', undefined))).toEqual({
      ok: false,
      error: { code: 'engine-stopped' },
    });
    expect(complaints).toEqual([]);

    const again = await startHeadlessProcess(join(scratch.folder, 'profile'));
    try {
      await page.goto(again.url);
      await mainScreen(page).waitFor();
      expect(await drafts()).toEqual(['kept over the end']);
    } finally {
      expect(await again.stop()).toBe(0);
    }
  } finally {
    await browser.close();
    await headless.stop();
    scratch.remove();
  }
});
