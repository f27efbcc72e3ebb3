import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type ElectronApplication, type Page, expect, test } from '@playwright/test';

import { composer, createAccount } from '../build/drive/flows.ts';
import { instanceEnvironment, launchApp, scratchFolder } from './support/launch-app.ts';

const ID = `05${'ab'.repeat(32)}`;

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

/** An instance outside of test mode, where there is a tray. */
async function open(args: readonly string[] = [], instance = 'desktop'): Promise<Page> {
  running = await launchApp(instanceEnvironment(scratch.folder, instance), { args });
  return running.firstWindow();
}

const isShown = (): Promise<boolean | undefined> =>
  running!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());

const closeWindow = (): Promise<void> =>
  running!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());

test('APP-07: with an icon in the tray the window closes and the app stays', async () => {
  const page = await open(['--use-tray-icon']);
  await page.getByTestId('create-account-button').waitFor();
  await expect.poll(isShown).toBe(true);
  await closeWindow();
  expect(await isShown()).toBe(false);
  await running!.evaluate(({ app }) => void app.emit('activate'));
  expect(await isShown()).toBe(true);
});

test('APP-07: started in the tray, it shows no window before somebody asks for it', async () => {
  const page = await open(['--start-in-tray']);
  await page.getByTestId('create-account-button').waitFor({ state: 'attached' });
  expect(await isShown()).toBe(false);
  await running!.evaluate(({ app }) => void app.emit('second-instance', {}, ['electron'], ''));
  expect(await isShown()).toBe(true);
});

test('APP-07, APP-08: the settings are followed at once', async () => {
  const page = await open();
  await page.getByTestId('create-account-button').waitFor();
  const set = (change: object) =>
    page.evaluate(async (wanted) => (await window.undertone.invoke('settings:set', wanted)).ok, change);
  const autostart = join(scratch.folder, 'autostart', 'undertone.desktop');
  expect(await set({ startAtLogin: true })).toBe(true);
  expect(readFileSync(autostart, 'utf8')).not.toContain('--start-in-tray');
  expect(await set({ keepInTray: true })).toBe(true);
  expect(readFileSync(autostart, 'utf8')).toContain('"--start-in-tray"');
  await closeWindow();
  expect(await isShown()).toBe(false);
  expect(await set({ startAtLogin: false })).toBe(true);
  expect(existsSync(autostart)).toBe(false);
  expect(await set({ keepInTray: false })).toBe(true);
  const ended = new Promise((resolve) => running!.process().once('exit', resolve));
  await closeWindow().catch(() => undefined);
  expect(await ended).toBe(0);
});

test('spec 08 §3.1: in test mode there is no tray, whatever is asked for', async () => {
  const page = await open(['--start-in-tray'], 'test-integration-desktop');
  await page.getByTestId('create-account-button').waitFor();
  await expect.poll(isShown).toBe(true);
  const ended = new Promise((resolve) => running!.process().once('exit', resolve));
  await closeWindow().catch(() => undefined);
  expect(await ended).toBe(0);
});

test('a link is asked about when there is an account, also when the app runs already', async () => {
  const page = await open([`undertone:${ID}`], 'test-integration-desktop');
  await createAccount(page, 'Ada');
  const dialog = page.locator('[data-modal-id=confirmModal]');
  await expect(dialog).toContainText(ID);
  await page.getByTestId('session-confirm-cancel-button').click();
  await expect(dialog).toHaveCount(0);
  const start = (args: readonly string[]) =>
    running!.evaluate(
      ({ app }, argv) => void app.emit('second-instance', {}, argv, ''),
      ['electron', ...args],
    );
  await start(['--no-sandbox', `undertone:${ID}?and=more`]);
  await start(['session:bob']);
  await expect(dialog).toContainText('bob');
  await page.getByTestId('session-confirm-cancel-button').click();
  await start([`session://${ID}`]);
  await page.getByTestId('session-confirm-ok-button').click();
  await expect(composer(page)).toBeVisible();
});

test('APP-15: loading the page anew never loses a draft, however soon', async () => {
  const page = await open([`undertone:${ID}`], 'test-integration-desktop');
  await createAccount(page, 'Ada');
  await page.getByTestId('session-confirm-ok-button').click();
  await composer(page).fill('half a thought');
  const loaded = page.waitForEvent('load');
  await running!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.reload());
  await loaded;
  await page.getByTestId('module-conversation__user__profile-name').first().click();
  await expect(composer(page)).toHaveText('half a thought');
});

test('APP-05, APP-09: the menu is complete, and quits without a question when nothing is unfinished', async () => {
  const page = await open([], 'test-integration-desktop');
  await createAccount(page, 'Ada');
  const labels = await running!.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu!.items.map(({ label }) => label)),
  );
  for (const label of ['Preferences…', 'Undo', 'Select All', 'Zoom In', 'Full Screen', 'Export Logs…']) {
    expect(labels).toContain(label);
  }
  const about = await running!.evaluate(async ({ Menu, dialog }) => {
    const shown = new Promise<string>((resolve) => {
      dialog.showMessageBox = (...args: unknown[]) => {
        resolve((args.at(-1) as { detail: string }).detail);
        return Promise.resolve({ response: 0, checkboxChecked: false });
      };
    });
    const items = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu!.items);
    items.find(({ label }) => label === 'About Undertone')!.click();
    return shown;
  });
  expect(about).toContain('GNU General Public License');
  const help = () =>
    running!.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('support')!.click());
  await help();
  await expect(page.locator('[data-modal-id=userSettingsModal]')).toContainText('Help');
  const ended = new Promise((resolve) => running!.process().once('exit', resolve));
  await running!
    .evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu!.items);
      items.find(({ label }) => label === 'Quit Undertone')!.click();
    })
    .catch(() => undefined);
  expect(await ended).toBe(0);
});

test('APP-13: quitting by the menu asks while a file waits to go out, and only a yes ends it', async () => {
  const page = await open([], 'test-integration-desktop');
  await createAccount(page, 'Ada');
  // There is no network: it stays on its way.
  const sent = await page.evaluate(async () => {
    const status = await window.undertone.invoke('client:status', undefined);
    const accountId = status.ok ? status.value.account!.id : '';
    const note = await window.undertone.invoke('conversations:start', { accountId });
    if (!note.ok) return note;
    return window.undertone.invoke('messages:send', {
      conversationId: note.value.id,
      text: 'My map',
      attachments: [{ bytes: new Uint8Array(5_000), contentType: 'application/zip', name: 'map.zip' }],
    });
  });
  expect(sent).toMatchObject({ ok: true, value: { attachments: [{ fileName: 'map.zip' }] } });
  /** Quits by the menu, and answers the question by the button with this index. */
  const quit = (answer: number): Promise<readonly unknown[]> =>
    running!.evaluate(({ Menu, dialog }, response) => {
      const items = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu!.items);
      return new Promise((resolve) => {
        dialog.showMessageBox = (...args: unknown[]) => {
          const { message, detail, buttons } = args.at(-1) as Electron.MessageBoxOptions;
          resolve([message, detail, buttons]);
          return Promise.resolve({ response, checkboxChecked: false });
        };
        items.find(({ label }) => label === 'Quit Undertone')!.click();
      });
    }, answer);
  const [message, detail, buttons] = await quit(1);
  expect(message).toBe('Quit Undertone?');
  expect(detail).toContain('A file is still being sent');
  expect(buttons).toEqual(['Quit', 'Cancel']);
  await expect(page.getByTestId('leftpane-primary-avatar')).toBeVisible();
  expect(running!.process().exitCode).toBeNull();
  const ended = new Promise((resolve) => running!.process().once('exit', resolve));
  await quit(0).catch(() => undefined);
  expect(await ended).toBe(0);
});

test('KEY-04: Ctrl with plus, minus and 0 zooms, by the keys of numbers too', async () => {
  const page = await open([], 'test-integration-desktop');
  await createAccount(page, 'Ada');
  const zoom = () =>
    running!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getZoomFactor());
  // Keys of Playwright reach the page alone, not the menu of the app.
  const press = (key: string) =>
    running!.evaluate(({ BrowserWindow }, keyCode) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      for (const type of ['keyDown', 'keyUp'] as const)
        webContents.sendInputEvent({ type, keyCode, modifiers: ['control'] });
    }, key);
  const steps = [
    ['=', 1.1],
    ['Plus', 1.2],
    ['numadd', 1.3],
    ['-', 1.2],
    ['numsub', 1.1],
    ['-', 1],
    ['-', 0.9],
    ['0', 1],
  ] as const;
  for (const [key, wanted] of steps) {
    await press(key);
    await expect.poll(zoom).toBeCloseTo(wanted);
  }
});
