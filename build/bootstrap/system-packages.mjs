import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand, tail } from './command.mjs';
import { step } from './progress.mjs';
import { SetUpError } from './set-up-error.mjs';

/** Packages that hold the libraries Electron is linked with; the others come as their dependencies. */
const LIBRARIES = ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2'];

/** Of those, the ones renamed in the transition to 64-bit time (Debian 13, Ubuntu 24.04). */
const RENAMED = new Set(['libgtk-3-0', 'libasound2']);

/** A virtual display, for tests and for starts without a screen. */
const DISPLAY = ['xvfb', 'xauth'];

/** Without them Chinese, Japanese, Korean and emoji are empty boxes in screenshots. */
const FONTS = ['fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];

/**
 * Reads the keys of /etc/os-release that name the system.
 * @param {string} text
 * @returns {{ family: string[], id: string, version: number }} `family`: the ID and what it is like
 */
export function parseOsRelease(text) {
  const value = (key) =>
    new RegExp(`^${key}=(.*)$`, 'm')
      .exec(text)?.[1]
      ?.trim()
      .replace(/^(["'])(.*)\1$/, '$2') ?? '';
  const id = value('ID');
  const family = [id, ...value('ID_LIKE').split(/\s+/)].filter((word) => word !== '');
  return { id, family, version: Number.parseFloat(value('VERSION_ID')) || 0 };
}

/**
 * The names of the library packages on a system.
 * @param {{ id: string, version: number }} system
 */
export function libraryPackages({ id, version }) {
  const renamed = (id === 'debian' && version >= 13) || (id === 'ubuntu' && version >= 24.04);
  return LIBRARIES.map((name) => (renamed && RENAMED.has(name) ? `${name}t64` : name));
}

/** Names of libraries that `ldd` found missing. */
export function missingLibraries(lddOutput) {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name);
}

function onPath(program, env) {
  return (env.PATH ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, program)));
}

async function notInstalled(packages) {
  const { stdout } = await runCommand('dpkg-query', [
    '--show',
    '--showformat',
    '${Package} ${db:Status-Status}\n',
    ...packages,
  ]);
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patient = ['-o', 'DPkg::Lock::Timeout=300'];
  const commands = [
    ['update', ...patient],
    ['install', '-y', '--no-install-recommends', ...patient, ...packages],
  ];
  for (const args of commands) {
    const { status, stdout, stderr } = await runCommand('apt-get', args, { env });
    if (status !== 0) throw new SetUpError(`apt-get ${args[0]} failed:\n${tail(`${stdout}\n${stderr}`)}`);
  }
}

/**
 * Makes sure that Electron's libraries are there and, when windows must be drawn without a screen, a virtual display
 * and fonts. On Debian and its kin as root they are installed; otherwise the command to do so is named.
 * @param {{ executable: string, forTests: boolean, env: NodeJS.ProcessEnv }} options
 * @throws {SetUpError} naming what to install, or with the last lines of apt-get
 */
export async function ensureSystemPackages({ executable, forTests, env }) {
  const { stdout } = await runCommand('ldd', [executable]);
  const libraries = missingLibraries(stdout);
  const headless = !env.DISPLAY && !env.WAYLAND_DISPLAY;
  const needsDisplay = headless && !(onPath('xvfb-run', env) && onPath('xauth', env) && onPath('Xvfb', env));

  const osRelease = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const system = parseOsRelease(osRelease);
  if (!system.family.includes('debian')) {
    const lacking = [...libraries, ...(needsDisplay ? ['xvfb-run', 'xauth'] : [])];
    if (lacking.length === 0) return;
    throw new SetUpError(
      `Electron needs what this system does not have: ${lacking.join(', ')}.\n` +
        'Install the packages of your distribution that provide it, then start again.',
    );
  }

  const packages = [
    ...(libraries.length > 0 ? libraryPackages(system) : []),
    ...(needsDisplay ? DISPLAY : []),
    ...(headless || forTests ? await notInstalled(FONTS) : []),
  ];
  await install(packages);
}

/**
 * Makes sure that packages of Debian are there.
 * @param {readonly string[]} names
 * @throws {SetUpError} naming what to install when we may not; on other systems too
 */
export async function ensureDebianPackages(names) {
  const osRelease = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!parseOsRelease(osRelease).family.includes('debian'))
    throw new SetUpError(`This needs Debian, or one of its kin, with: ${names.join(' ')}`);
  await install(await notInstalled([...new Set(names)]));
}

async function install(packages) {
  if (packages.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new SetUpError(
      `These system packages are missing. Install them, then start again:\n\n` +
        `  sudo apt-get install -y --no-install-recommends ${packages.join(' ')}\n`,
    );
  }
  await step(`Installing system packages (${packages.join(' ')})`, () => aptInstall(packages));
}
