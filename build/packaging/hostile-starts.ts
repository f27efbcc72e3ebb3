// What somebody outside can try with a packaged program: everything that makes another program of an Electron.

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packAsar } from '../bootstrap/asar.mjs';
import { run } from '../run.ts';
import { KeyboardPerson } from './keyboard-person.ts';
import { PackagedApp } from './packaged-app.ts';

export interface HostileStart {
  readonly what: string;
  readonly args?: readonly string[];
  readonly env?: (folder: string) => Readonly<Record<string, string>>;
  /** The app refuses to start and says so by this status; otherwise it starts and does not care. */
  readonly refusedWith?: number;
}

/** A script that leaves a file if it is ever run. */
const INTRUDER = 'intruder.cjs';
const INTRUDED = 'intruded';

/** How long a start may take; this machine may be busy. */
const LIMIT_MS = 30_000;

export const HOSTILE_STARTS: readonly HostileStart[] = [
  { what: 'ELECTRON_RUN_AS_NODE', args: [INTRUDER], env: () => ({ ELECTRON_RUN_AS_NODE: '1' }) },
  { what: 'NODE_OPTIONS', env: (folder) => ({ NODE_OPTIONS: `--require ${join(folder, INTRUDER)}` }) },
  { what: 'NODE_EXTRA_CA_CERTS', env: (folder) => ({ NODE_EXTRA_CA_CERTS: join(folder, INTRUDER) }) },
  { what: '--require', args: ['--require', INTRUDER] },
  { what: '-r', args: ['-r', INTRUDER] },
  { what: '--eval', args: ['--eval', `require('fs').writeFileSync('${INTRUDED}', '')`] },
  { what: '--app', args: [`--app=${INTRUDER}`] },
  { what: 'a script as its argument', args: [INTRUDER] },
  { what: '--js-flags', args: ['--js-flags=--allow-natives-syntax --expose-gc'] },
  { what: '--inspect', args: ['--inspect=127.0.0.1:PORT'] },
  { what: '--inspect-brk', args: ['--inspect-brk=127.0.0.1:PORT'] },
  { what: '--remote-debugging-port', args: ['--remote-debugging-port=PORT'], refusedWith: 64 },
  { what: '--remote-debugging-pipe', args: ['--remote-debugging-pipe'], refusedWith: 64 },
  { what: 'ELECTRON_ENABLE_LOGGING', env: () => ({ ELECTRON_ENABLE_LOGGING: '1' }) },
];

export interface HostileSurroundings {
  /** Program and what stands before it, such as `setpriv … -- /usr/bin/undertone`. */
  readonly command: readonly [string, ...string[]];
  readonly display: string;
  readonly seedUrl: string;
  /** An ordinary user, to whom the folders are given. */
  readonly user: string;
}

/** Tries one. @throws {Error} when it made something else of the app */
export async function tryHostileStart(
  { what, args = [], env, refusedWith }: HostileStart,
  { command, display, seedUrl, user }: HostileSurroundings,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'undertone-hostile-'));
  try {
    const port = await freePort();
    const intruded = join(folder, INTRUDED);
    await writeFile(
      join(folder, INTRUDER),
      `require('node:fs').writeFileSync(${JSON.stringify(intruded)}, '');`,
    );
    await run('chown', ['-R', user, folder], { output: 'keep' });
    const given = args.map((arg) =>
      arg
        .replace('PORT', String(port))
        .replace(INTRUDER, join(folder, INTRUDER))
        .replace(`'${INTRUDED}'`, `'${intruded}'`),
    );
    const app = new PackagedApp({
      command: [...command, ...given],
      display,
      seedUrl,
      configHome: folder,
      env: env?.(folder) ?? {},
    });
    if (refusedWith !== undefined) {
      const status = await app.endsByItself(LIMIT_MS);
      if (status !== refusedWith)
        throw new Error(`${what}: it ended with ${status}, not with ${refusedWith}`);
    } else {
      await opensItsWindow(app, { display, what, port });
    }
    if (existsSync(intruded)) throw new Error(`${what}: foreign code was run`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** It is our app, and nobody can attach to it. */
async function opensItsWindow(
  app: PackagedApp,
  { display, what, port }: { readonly display: string; readonly what: string; readonly port: number },
): Promise<void> {
  try {
    await new KeyboardPerson(display).faceWindow('Undertone');
    const answers = await fetch(`http://127.0.0.1:${port}/json/version`).then(
      () => true,
      () => false,
    );
    if (answers) throw new Error(`${what}: a debugger listens`);
  } finally {
    await app.end();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A copy of an installed app in which one thing is different. */
export interface Tampering {
  readonly what: string;
  readonly change: (resources: string) => Promise<void>;
}

export const TAMPERINGS: readonly Tampering[] = [
  {
    what: 'a folder in the place of its archive',
    change: async (resources) => {
      await rm(join(resources, 'app.asar'));
      await writeApp(join(resources, 'app'));
    },
  },
  {
    what: 'another app beside no archive',
    change: async (resources) => {
      await rm(join(resources, 'app.asar'));
      await writeFile(join(resources, 'default_app.asar'), packAsar(FOREIGN_APP));
    },
  },
  {
    what: 'an archive that is cut off',
    change: async (resources) => {
      const archive = join(resources, 'app.asar');
      const bytes = await readFile(archive);
      await writeFile(archive, bytes.subarray(0, 1_000));
    },
  },
];

const FOREIGN_APP = {
  'package.json': JSON.stringify({ name: 'foreign', main: 'main.js' }),
  'main.js': "require('node:fs').writeFileSync(process.env.INTRUDED, ''); require('electron').app.exit(0);",
};

async function writeApp(folder: string): Promise<void> {
  await mkdir(folder);
  for (const [name, text] of Object.entries(FOREIGN_APP)) await writeFile(join(folder, name), text);
}

/** Changes a copy of an installed app and starts it. @throws {Error} when it starts, or runs what was put there */
export async function tryTampered(
  { what, change }: Tampering,
  { installed, command, display, seedUrl, user }: HostileSurroundings & { readonly installed: string },
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'undertone-tampered-'));
  try {
    const copy = join(folder, 'app');
    await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
    await change(join(copy, 'resources'));
    await run('chown', ['-R', user, folder], { output: 'keep' });
    const intruded = join(folder, INTRUDED);
    const before = command.slice(0, -1) as [string, ...string[]];
    const app = new PackagedApp({
      command: [...before, join(copy, 'undertone'), '--no-sandbox'],
      display,
      seedUrl,
      configHome: folder,
      env: { INTRUDED: intruded },
    });
    const status = await app.endsByItself(LIMIT_MS);
    if (existsSync(intruded)) throw new Error(`${what}: foreign code was run`);
    if (status === 0) throw new Error(`${what}: it started`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
