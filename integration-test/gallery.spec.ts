import { join } from 'node:path';

import AxeBuilder from '@axe-core/playwright';
import { type ElectronApplication, type Page, _electron, expect, test } from '@playwright/test';

import { type GalleryServer, serveGallery } from '../build/gallery.ts';
import { THEMES } from '../src/ipc/themes.ts';
import { definedEnvironment, electronExecutable, scratchFolder, SWITCHES } from './support/launch-app.ts';

const BROWSER = join(import.meta.dirname, 'support', 'browser-window', 'main.cjs');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let gallery: GalleryServer;
let browser: ElectronApplication;
let page: Page;
const scratch = scratchFolder();
const complaints: string[] = [];

test.beforeAll(async () => {
  gallery = await serveGallery();
  browser = await _electron.launch({
    executablePath: electronExecutable(),
    args: [...SWITCHES, `--user-data-dir=${scratch.folder}`, BROWSER, gallery.url],
    env: definedEnvironment(),
  });
  page = await browser.firstWindow();
  // A colour on its way to another is neither.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
});

test.afterAll(async () => {
  await browser.close();
  await gallery.close();
  scratch.remove();
});

async function violations(): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

for (const theme of THEMES) {
  test(`every part of the design system is accessible in ${theme}`, async () => {
    await page.goto(`${gallery.url}?theme=${theme}`);
    await page.getByRole('heading', { name: 'Gallery' }).waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Notifications' }).press('ArrowRight');
    await page.getByRole('menuitemradio', { name: 'Mute' }).waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByTestId('gallery-dialog').click();
    await page.getByRole('alertdialog').waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
  });
}

test('nothing breaks the policy of the page', () => {
  expect(complaints).toEqual([]);
});
