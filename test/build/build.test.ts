import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../build/build.ts';
import { temporaryFolder } from './temporary-folder.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

/** The smallest app that has every bundle. */
const APP: Readonly<Record<string, string>> = {
  'build/icons/64x64.png': 'a picture',
  'build/updates/trusted-keys.json': '{}',
  'build/bundled-nodes.json': '{"height":0,"made_at":0,"service_node_states":[]}',
  'src/ipc/channels.ts': `export const channels = ['send'] as const;`,
  'src/ipc/index.ts': `import { z } from 'zod'; export const schema = z.string(); export { channels } from './channels.ts';`,
  'src/main/index.ts': `
    import { readFileSync } from 'node:fs';
    import { app } from 'electron';
    import { schema } from '../ipc/index.ts';
    declare const __APP_VERSION__: string;
    declare const __COMMIT__: string;
    console.log(app, schema.parse(__APP_VERSION__), __COMMIT__, readFileSync, import.meta.dirname);`,
  'src/main/engine/worker.ts': `
    import { Database } from '@signalapp/sqlcipher';
    import sodium from 'libsodium-wrappers-sumo';
    console.log(Database, sodium.ready);`,
  'src/main/engine/bulk-worker.ts': `
    import sodium from 'libsodium-wrappers-sumo';
    import { Database } from '@signalapp/sqlcipher';
    import { parentPort } from 'node:worker_threads';
    parentPort.postMessage(sodium.ready);`,
  'src/main/engine/store-worker.ts': `
    import { Database } from '@signalapp/sqlcipher';
    import sodium from 'libsodium-wrappers-sumo';
    console.log(Database, sodium.ready);`,
  'src/main/vault/password-worker.ts': `
    import sodium from 'libsodium-wrappers-sumo';
    import { parentPort } from 'node:worker_threads';
    parentPort.postMessage(sodium.ready);`,
  'src/main/updates/electron/index.ts': `
    import { app } from 'electron';
    import { AppImageUpdater } from 'electron-updater';
    console.log(app, AppImageUpdater);`,
  'src/preload/index.ts': `
    import { contextBridge } from 'electron';
    import { channels } from '../ipc/channels.ts';
    contextBridge.exposeInMainWorld('app', { channels });`,
  'src/renderer/index.html': `<!doctype html><title>x</title><div id="root"></div><script type="module" src="./main.tsx"></script>`,
  'src/renderer/main.tsx': `
    import { createRoot } from 'react-dom/client';
    import styles from './main.module.css';
    createRoot(document.body).render(<p className={styles.text}>hello</p>);`,
  'src/renderer/main.module.css': `.text { color: red; }`,
};

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

function project(files: Readonly<Record<string, string>> = APP): string {
  const root = temporaryFolder();
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(PROJECT, name), join(root, name));
  write(root, files);
  return root;
}

const requires = (code: string) =>
  [...code.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map(([, name]) => name);

test('every bundle is one file that needs only what stays outside', async () => {
  const root = project();
  expect(await build({ root })).toBe(true);
  const read = (name: string) => readFileSync(join(root, 'dist', name), 'utf8');
  const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string })
    .version;

  expect(new Set(requires(read('main/index.cjs')))).toEqual(new Set(['electron', 'node:fs']));
  expect(read('main/index.cjs')).toContain(version);
  expect(read('main/index.cjs')).not.toContain('__COMMIT__');
  expect(requires(read('main/engine-worker.cjs'))).toContain('@signalapp/sqlcipher');
  expect(requires(read('main/engine-worker.cjs'))).not.toContain('libsodium-wrappers-sumo');
  expect(new Set(requires(read('main/bulk-worker.cjs')))).not.toContain('@signalapp/sqlcipher');
  expect(requires(read('main/bulk-worker.cjs'))).not.toContain('libsodium-wrappers-sumo');
  expect(requires(read('main/store-worker.cjs'))).toContain('@signalapp/sqlcipher');
  expect(requires(read('main/store-worker.cjs'))).not.toContain('libsodium-wrappers-sumo');
  expect(requires(read('main/password-worker.cjs'))).not.toContain('libsodium-wrappers-sumo');
  expect(read('main/bundled-nodes.json')).toBe(APP['build/bundled-nodes.json']);
  expect(requires(read('preload/index.cjs'))).toEqual(['electron']);
  expect(statSync(join(root, 'dist/preload/index.cjs')).size).toBeLessThan(1_000);
  expect(read('renderer/index.html')).toMatch(/src="\.\/assets\/[^"]+\.js"/);
  expect(read('renderer/index.html')).toMatch(/href="\.\/assets\/[^"]+\.css"/);
  expect(existsSync(join(root, 'dist/main/index.cjs.map'))).toBe(true);
  expect(read('main/index.cjs')).not.toContain('sourceMappingURL');
});

test('what has not changed is not built again; what has, is', async () => {
  const root = project();
  expect(await build({ root })).toBe(true);
  expect(await build({ root })).toBe(false);
  write(root, { 'ts/local-network/node.ts': 'export const node = 1;' });
  expect(await build({ root })).toBe(false);
  write(root, { 'src/renderer/main.module.css': '.text { color: blue; }' });
  expect(await build({ root })).toBe(true);
  rmSync(join(root, 'dist/preload/index.cjs'));
  expect(await build({ root })).toBe(true);
  expect(await build({ root, force: true })).toBe(true);
});

test('a missing entry is named', async () => {
  const { 'src/preload/index.ts': _, ...rest } = APP;
  await expect(build({ root: project(rest) })).rejects.toThrow(
    'Nothing to build: src/preload/index.ts not found.',
  );
});

test('a preload that drags the schema library along is refused, and the last good build stays', async () => {
  const root = project();
  await build({ root });
  write(root, { 'src/preload/index.ts': `import { schema } from '../ipc/index.ts'; console.log(schema);` });
  await expect(build({ root })).rejects.toThrow(/zod.* must not be in the preload bundle/);
  expect(requires(readFileSync(join(root, 'dist/preload/index.cjs'), 'utf8'))).toEqual(['electron']);
});
