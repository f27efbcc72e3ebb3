// Installs what `npm run package` has made, uses it as a person does, and removes it again. For a machine that may be changed: it needs
// root, and Debian or one of its kin.
//
//   node build/test-package.ts

import { existsSync } from 'node:fs';
import { chmod, mkdtemp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { hexMarkers, textMarker, tracesIn } from '../integration-test/support/traces.ts';
import { startLocalNetwork } from '../ts/local-network/index.ts';
import { readFuses } from './bootstrap/fuses.mjs';
import { ensureDebianPackages } from './bootstrap/system-packages.mjs';
import {
  type HostileSurroundings,
  HOSTILE_STARTS,
  TAMPERINGS,
  tryHostileStart,
  tryTampered,
} from './packaging/hostile-starts.ts';
import { KeyboardPerson } from './packaging/keyboard-person.ts';
import { PackagedApp } from './packaging/packaged-app.ts';
import { Peer } from './packaging/peer.ts';
import { openVirtualScreen } from './packaging/virtual-screen.ts';
import { ROOT, isProgram, run, secondsSince } from './run.ts';

const RELEASE = join(ROOT, 'release');
const PICTURES = join(ROOT, '.tsbuild', 'packages');
const PROGRAM = '/opt/Undertone/undertone';
const PEOPLE = 'undertone-tester';
/** Bytes that an installer may have. */
const SIZE_BUDGET = 120_000_000;
const TEXT = 'Hello from a package';
const REMOVED = ['/opt/Undertone', '/usr/bin/undertone', '/etc/apparmor.d/undertone'];

class Failure extends Error {}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Failure(what);
  console.log(`  ✔ ${what}`);
}

async function must(command: string, ...args: readonly string[]): Promise<string> {
  const { status, output } = await run(command, args, { output: 'keep' });
  if (status !== 0) throw new Failure(`${command} ${args.join(' ')} ended with status ${status}:\n${output}`);
  return output;
}

async function made(ending: string): Promise<string> {
  const names = existsSync(RELEASE) ? await readdir(RELEASE) : [];
  const [name, ...others] = names.filter((candidate) => candidate.endsWith(ending));
  if (name === undefined || others.length > 0)
    throw new Failure(`There has to be one ${ending} in release/: run "npm run package" first.`);
  return join(RELEASE, name);
}

async function checkSize(file: string): Promise<void> {
  const { size } = await stat(file);
  check(size <= SIZE_BUDGET, `${(size / 1e6).toFixed(1)} MB, of ${SIZE_BUDGET / 1e6} MB`);
}

async function checkFuses(program: string): Promise<void> {
  const fuses = await readFuses(program);
  check(fuses['runAsNode'] === 'off', 'it is no Node');
  check(fuses['enableNodeOptionsEnvironmentVariable'] === 'off', 'NODE_OPTIONS says nothing to it');
  check(fuses['enableNodeCliInspectArguments'] === 'off', 'no debugger attaches');
  check(fuses['onlyLoadAppFromAsar'] === 'on', 'it loads nothing but its archive');
  check(fuses['enableCookieEncryption'] === 'on', 'cookies are encrypted');
}

/** An ordinary user of this machine: the sandbox has to hold without root. */
async function ordinaryUser(): Promise<readonly [string, ...string[]]> {
  const { status } = await run('id', [PEOPLE], { output: 'keep' });
  if (status !== 0) await must('useradd', '--system', '--no-create-home', PEOPLE);
  return ['setpriv', `--reuid=${PEOPLE}`, `--regid=${PEOPLE}`, '--clear-groups', '--'];
}

/** Makes an account in a packaged app, writes to somebody, and quits. */
async function useIt(name: string, program: readonly string[]): Promise<void> {
  const user = await ordinaryUser();
  const folder = await mkdtemp(join(tmpdir(), 'undertone-package-'));
  const configHome = join(folder, 'home');
  await mkdir(configHome);
  await must('chown', PEOPLE, configHome);
  await chmod(folder, 0o755);
  const network = await startLocalNetwork({ nodeCount: 12 });
  const screen = await openVirtualScreen();
  const peer = await Peer.open({ folder, seedUrl: network.seedUrl });
  const person = new KeyboardPerson(screen.display);
  const app = new PackagedApp({
    command: [...user, ...program],
    display: screen.display,
    seedUrl: network.seedUrl,
    configHome,
  });
  try {
    await person.faceWindow('Undertone');
    check(true, 'its window opens, in the sandbox, for an ordinary user');
    const account = network.waitForStore(({ account }) => account !== peer.id);
    await person.until(account, { steps: () => createAccount(person), withinMs: 20_000 });
    check(true, 'an account is made');
    const received = peer.received(TEXT);
    const message = await person.until(received, { steps: () => write(person, peer.id), withinMs: 20_000 });
    check(message.authorId === (await account).account, 'what is written arrives');
  } catch (error) {
    console.error(app.output());
    throw error;
  } finally {
    await mkdir(PICTURES, { recursive: true });
    await person.picture(join(PICTURES, `${name}.png`));
    const status = await app.end();
    const said = [textMarker('text', TEXT), ...hexMarkers('Account ID', peer.id)];
    const traces = tracesIn(configHome, said);
    await peer.close();
    await screen.close();
    await network.close();
    await rm(folder, { recursive: true, force: true });
    check(
      traces.length === 0,
      `nothing of it can be read in what it leaves${traces.map((each) => `, but ${each}`).join('')}`,
    );
    check(status === 0, `it ends when it is told to, with status ${status}`);
  }
}

async function createAccount(person: KeyboardPerson): Promise<void> {
  await person.press('Tab', 'Tab', 'Return');
  await person.type('Ada');
  await person.press('Return');
}

async function write(person: KeyboardPerson, id: string): Promise<void> {
  await person.press('Escape', 'ctrl+n', 'Return');
  await person.type(id);
  await person.press('Return');
  await person.type(TEXT);
  await person.press('Return');
}

async function testDeb(): Promise<void> {
  const file = await made('.deb');
  console.log(file);
  await checkSize(file);
  await must('apt-get', 'install', '-y', '--no-install-recommends', file);
  const files = (await must('dpkg', '-L', 'undertone')).trim().split('\n');
  try {
    check(existsSync(PROGRAM), 'it is installed');
    await must('desktop-file-validate', '/usr/share/applications/undertone.desktop');
    const desktop = await must('cat', '/usr/share/applications/undertone.desktop');
    check(desktop.includes('x-scheme-handler/session;'), 'links to Session open with it');
    await must(
      'appstreamcli',
      'validate',
      '--no-net',
      '/usr/share/metainfo/org.undertone.desktop.metainfo.xml',
    );
    check(true, 'software centres can read of it');
    await checkFuses(PROGRAM);
    await useIt('deb', ['/usr/bin/undertone']);
    await resistIt();
  } finally {
    await must('dpkg', '--purge', 'undertone');
  }
  const own = files.filter((path) => path.includes('ndertone'));
  const left = [...own, ...REMOVED].filter((path) => existsSync(path));
  check(left.length === 0, `nothing of it is left${left.length === 0 ? '' : `, but ${left.join(', ')}`}`);
}

/** Starts the installed program in every way that makes another one of an Electron. */
async function resistIt(): Promise<void> {
  const network = await startLocalNetwork({ nodeCount: 12 });
  const screen = await openVirtualScreen();
  try {
    const around: HostileSurroundings = {
      command: [...(await ordinaryUser()), '/usr/bin/undertone'],
      display: screen.display,
      seedUrl: network.seedUrl,
      user: PEOPLE,
    };
    for (const start of HOSTILE_STARTS) {
      await tryHostileStart(start, around);
      check(true, `${start.what} makes nothing else of it`);
    }
    for (const tampering of TAMPERINGS) {
      await tryTampered(tampering, { ...around, installed: dirname(PROGRAM) });
      check(true, `with ${tampering.what} it does not start`);
    }
  } finally {
    await screen.close();
    await network.close();
  }
}

async function testAppImage(): Promise<void> {
  const file = await made('.AppImage');
  console.log(file);
  await checkSize(file);
  const folder = await mkdtemp(join(tmpdir(), 'undertone-appimage-'));
  try {
    await must('cp', file, join(folder, 'Undertone.AppImage'));
    await chmod(folder, 0o755);
    await useIt('appimage', [join(folder, 'Undertone.AppImage')]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (isProgram(import.meta.url)) {
  const startMs = Date.now();
  try {
    await ensureDebianPackages([
      'xvfb',
      'xauth',
      'xdotool',
      'imagemagick',
      'desktop-file-utils',
      'appstream',
    ]);
    await testDeb();
    await testAppImage();
    console.log(`Both packages hold, in ${secondsSince(startMs)}. Their windows: ${PICTURES}`);
  } catch (error) {
    console.error(error instanceof Failure ? `  ✘ ${error.message}` : error);
    process.exitCode = 1;
  }
}
