import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MAIN = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1000, height: 800, show: false, webPreferences: { sandbox: true } });
  window.once('ready-to-show', () => window.show());
  window.loadFile(require('node:path').join(__dirname, 'index.html'));
});
`;

/** Coloured, because Chromium does not call it a paint when nothing differs from white. */
const PAGE = '<!doctype html><title>Empty</title><body style="background: #1b1b1b">';

/** The least app that shows a window, its files by their names: one page without content, shown as soon as it is painted. */
export const EMPTY_APP: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'empty-window', main: 'main.cjs' }),
  'main.cjs': MAIN,
  'index.html': PAGE,
};

/** Writes it into a folder. */
export function writeEmptyApp(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(EMPTY_APP)) writeFileSync(join(folder, name), text);
}
