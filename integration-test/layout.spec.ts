import { type ElectronApplication, type Page, expect, test } from '@playwright/test';

import type { SettingsChange } from '../src/ipc/index.ts';
import { createAccount, readAccountId, sendText, startConversation } from '../build/drive/flows.ts';
import { clippedText } from './support/clipped-text.ts';
import { instanceEnvironment, launchApp, scratchFolder } from './support/launch-app.ts';

/** Spec 08, BET-08, without what is larger than the screen of a machine for tests. */
const WIDTHS = [360, 600, 700, 880, 1240];

const LONG = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch '.repeat(6);

function change(page: Page, settings: SettingsChange): Promise<unknown> {
  return page.evaluate((changed) => window.undertone.invoke('settings:set', changed), settings);
}

/** Opens the app in a language, with a conversation, and tells a story about its window. */
async function withWindow(
  language: string,
  story: (app: ElectronApplication, page: Page) => Promise<void>,
): Promise<void> {
  const scratch = scratchFolder();
  const app = await launchApp({ ...instanceEnvironment(scratch.folder), LANGUAGE: language });
  try {
    const page = await app.firstWindow();
    await createAccount(page, 'Ada Lovelace, Countess');
    await startConversation(page, await readAccountId(page));
    await sendText(page, LONG);
    await story(app, page);
  } finally {
    await app.close();
    scratch.remove();
  }
}

async function resize(app: ElectronApplication, page: Page, width: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size, 640),
    width,
  );
  await page.waitForFunction((wanted) => window.innerWidth === wanted, width);
}

async function expectNothingClipped(page: Page, where: string): Promise<void> {
  await expect.poll(() => clippedText(page), { message: where }).toEqual([]);
}

for (const language of ['en_XA', 'ar_XB']) {
  test(`BET-08, L10N-06: nothing is cut off in ${language}, however wide the window is`, async () => {
    await withWindow(language, async (app, page) => {
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(
        language === 'ar_XB' ? 'rtl' : 'ltr',
      );
      for (const width of WIDTHS) {
        await resize(app, page, width);
        await expectNothingClipped(page, `conversation, ${width} px`);
        const isNarrow = width < 700;
        if (isNarrow) {
          await page.keyboard.press('Control+w');
          await page.getByTestId('new-conversation-button').waitFor();
          await expectNothingClipped(page, `list, ${width} px`);
        }
        await page.keyboard.press('Control+/');
        await page.getByTestId('modal-close-button').waitFor();
        await expectNothingClipped(page, `shortcuts, ${width} px`);
        await page.keyboard.press('Escape');
        await page.getByTestId('settings-section').click();
        await page.getByTestId('your-profile-name').waitFor();
        await expectNothingClipped(page, `settings, ${width} px`);
        await page.getByTestId('appearance-settings-menu-item').click();
        await page.getByTestId('auto-dark-mode-settings-row').waitFor();
        await expectNothingClipped(page, `appearance, ${width} px`);
        await page.getByTestId('modal-close-button').click();
        if (isNarrow) await page.getByTestId('module-conversation__user__profile-name').click();
      }
    });
  });
}

test('BET-03, SET-07: at 200 % nothing is cut off, and the menu of the app knows the zoom', async () => {
  await withWindow('en', async (app, page) => {
    const zoom = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor());
    const choose = (label: string) =>
      app.evaluate(({ Menu }, wanted) => {
        const views = Menu.getApplicationMenu()?.items.flatMap((menu) => menu.submenu?.items ?? []);
        views?.find((item) => item.label === wanted && item.visible)?.click();
      }, label);
    await choose('Zoom In');
    await expect.poll(zoom).toBe(1.1);
    await choose('Actual Size');
    await expect.poll(zoom).toBe(1);
    await change(page, { zoomPercent: 200 });
    await expect.poll(zoom).toBe(2);
    await expectNothingClipped(page, 'conversation at 200 %');
    await page.keyboard.press('Control+,');
    await page.getByTestId('appearance-settings-menu-item').click();
    await expectNothingClipped(page, 'appearance at 200 %');
    await page.reload();
    await page.getByTestId('settings-section').waitFor();
    expect(await zoom()).toBe(2);
    await choose('Zoom In');
    expect(await zoom()).toBe(2);
    // Twice as wide as without zoom; the screen may be too low for twice as high.
    const least = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getMinimumSize(),
    );
    expect(least?.[0]).toBe(720);
  });
});

test('LST-13, APP-06, SET-07: width, menu bar and zoom are kept, and the window has its ground at once', async () => {
  const scratch = scratchFolder();
  const open = () => launchApp(instanceEnvironment(scratch.folder));
  const facts = (app: ElectronApplication) =>
    app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      return [window?.isMenuBarVisible(), window?.getBackgroundColor(), window?.webContents.getZoomFactor()];
    });
  try {
    const app = await open();
    const page = await app.firstWindow();
    await createAccount(page, 'Ada');
    expect(await facts(app)).toEqual([true, '#1B1B1B', 1]);
    await page.getByTestId('list-splitter').press('End');
    // No wider than leaves room for the conversation.
    await expect(page.getByLabel('Conversations', { exact: true }).first()).toHaveCSS('width', '480px');
    await change(page, { theme: 'ocean-light', hideMenuBar: true, zoomPercent: 110 });
    await expect.poll(() => facts(app)).toEqual([false, '#FCFFFF', 1.1]);
    await app.close();

    const again = await open();
    const reopened = await again.firstWindow();
    await reopened.locator(':root[data-theme="ocean-light"][data-accent="blue"]').waitFor();
    expect(await facts(again)).toEqual([false, '#FCFFFF', 1.1]);
    await reopened.getByTestId('list-splitter').waitFor();
    await expect(reopened.getByLabel('Conversations', { exact: true }).first()).toHaveCSS('width', '400px');
    await again.close();
  } finally {
    scratch.remove();
  }
});
