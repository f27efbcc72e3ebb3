// The gallery of the design system (docs/ui.md): every part in every state.
//
//   node build/gallery.ts                     serves it on this machine and prints its address
//   node build/gallery.ts --pictures FOLDER   photographs it in all themes, on a display or a virtual one
//
// A tool for developers: it is built beside the app and is in none of the app's bundles.

import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { _electron } from 'playwright-core';
import { type PreviewServer, build as viteBuild, preview } from 'vite';
import { THEMES } from '../src/ipc/themes.ts';
import { slimEmojiFont } from './bundle/color-font.ts';
import { hasDisplay, onDisplay } from './display.ts';
import { chromiumFlags } from './drive/app.ts';
import { electronRuntime } from './electron-path.mjs';
import { ROOT, isProgram, run } from './run.ts';

const DIRECTIONS = ['ltr', 'rtl'] as const;

const OUT = join(ROOT, '.tsbuild', 'gallery');

/** A browser without anything of the app. */
const BROWSER = join(ROOT, 'integration-test', 'support', 'browser-window', 'main.cjs');

export interface GalleryServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Builds the gallery and serves it to this machine. */
export async function serveGallery(): Promise<GalleryServer> {
  const root = join(ROOT, 'src', 'renderer', 'gallery');
  const common = { configFile: false, envDir: false, root, base: './', logLevel: 'warn' } as const;
  await viteBuild({
    ...common,
    plugins: [react(), slimEmojiFont()],
    resolve: { dedupe: ['react', 'react-dom'] },
    build: {
      outDir: OUT,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1_500,
    },
  });
  const server: PreviewServer = await preview({
    ...common,
    build: { outDir: OUT },
    preview: { host: '127.0.0.1', port: await freePort(), strictPort: true },
  });
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

/** Any port: the gallery of another worktree may be open, too. */
function freePort(): Promise<number> {
  return new Promise((settle, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => settle(port));
    });
  });
}

async function photograph(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const gallery = await serveGallery();
  const browser = await _electron.launch({
    executablePath: electronRuntime().executable,
    args: [...chromiumFlags(), BROWSER, gallery.url],
  });
  try {
    const page = await browser.firstWindow();
    await page.setViewportSize({ width: 1480, height: 1000 });
    for (const theme of THEMES) {
      for (const direction of DIRECTIONS) {
        await page.goto(`${gallery.url}?theme=${theme}&direction=${direction}`);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: join(folder, `${theme}-${direction}.png`), fullPage: true });
      }
    }
  } finally {
    await browser.close();
    await gallery.close();
  }
}

if (isProgram(import.meta.url)) {
  const at = process.argv.indexOf('--pictures');
  const folder = at === -1 ? undefined : process.argv[at + 1];
  if (folder === undefined) {
    const { url } = await serveGallery();
    console.log(`The gallery is at ${url}. Ctrl+C ends it.`);
  } else if (hasDisplay()) {
    await photograph(resolve(folder));
  } else {
    const { command, args } = onDisplay(process.execPath, [import.meta.filename, '--pictures', folder]);
    process.exitCode = (await run(command, args)).status;
  }
}
