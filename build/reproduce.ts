// Packs the commit of this checkout twice, in two folders that have nothing in common but their content, and compares every byte.
//
//   node build/reproduce.ts [--target deb …] [--report]      deb and AppImage without a target
//   node build/reproduce.ts --compare RELEASE --compare RELEASE [--report]
//
// --compare   packs nothing: compares what two people have in release/ of the same commit

import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { DEFAULT_TARGETS } from './packaging/package-plan.ts';
import { unpackedApp } from './packaging/packed-files.ts';
import { type Finding, conclude, finding } from './reports/check-report.ts';
import { ROOT, isProgram, run, secondsSince } from './run.ts';

/** What may differ between two people who build: the place, its length, the rights of new files, the clock's zone and the words of programs. */
const PLACES = [
  { folder: 'a', umask: '022', env: { TZ: 'UTC', LC_ALL: 'C.UTF-8' } },
  { folder: 'another/place-of-work', umask: '077', env: { TZ: 'Pacific/Auckland', LC_ALL: 'C' } },
] as const;

const PACKAGE = /\.(?:deb|rpm|AppImage|tar\.gz)$/;
/** So many files are named that differ. */
const NAMED = 10;

async function must(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { status, output } = await run(command, args, { env, output: 'keep' });
  if (status !== 0) throw new Error(`${command} ended with status ${status}:\n${output}`);
  return output.trim();
}

/** Runs a program whose new files have no more rights than `umask` leaves them. */
function within(
  umask: string,
  command: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<string> {
  return must('sh', ['-c', `umask ${umask} && exec "$@"`, 'sh', ...command], env);
}

/** A checkout of this commit, with the packages of this one and nothing else of it. */
async function checkOut(folder: string, umask: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const commit = await must('git', ['rev-parse', 'HEAD']);
  await within(umask, ['git', 'clone', '--quiet', '--shared', '--no-checkout', ROOT, folder]);
  await within(umask, ['git', '-C', folder, 'checkout', '--quiet', '--detach', commit]);
  await copyPackages(join(folder, 'node_modules'));
  await cp(join(ROOT, 'ts/wire/generated'), join(folder, 'ts/wire/generated'), { recursive: true });
}

/** A folder of its own: behind a link electron-builder does not find what a package needs. Its files are the same ones where that is possible. */
async function copyPackages(folder: string): Promise<void> {
  const from = await realpath(join(ROOT, 'node_modules'));
  const { status } = await run('cp', ['-rl', from, folder], { output: 'keep' });
  if (status === 0) return;
  await rm(folder, { recursive: true, force: true });
  await must('cp', ['-r', from, folder]);
}

/** @returns the folder of what was packed */
async function pack(
  { folder, umask, env }: (typeof PLACES)[number],
  { base, targets }: { readonly base: string; readonly targets: readonly string[] },
): Promise<string> {
  const startMs = Date.now();
  const [checkout, temporary] = [join(base, folder), join(base, `${folder}-temporary`)];
  await checkOut(checkout, umask);
  await mkdir(temporary, { recursive: true });
  const program = [process.execPath, join(checkout, 'build/package.ts')];
  const wanted = targets.map((target) => `--target=${target}`);
  await within(umask, [...program, ...wanted], { ...env, TMPDIR: temporary });
  console.log(`Packed in ${folder} in ${secondsSince(startMs)}`);
  return join(checkout, 'release');
}

/** Everything below a folder by its path: content and rights. */
async function contents(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
  const found = new Map<string, string>();
  for (const file of files) {
    const [bytes, { mode }] = await Promise.all([readFile(file), stat(file)]);
    const hash = createHash('sha256').update(bytes).digest('hex');
    found.set(file.slice(folder.length + 1), `${hash} ${mode.toString(8)}`);
  }
  return found;
}

async function compareApps(one: string, other: string): Promise<Finding> {
  const [left, right] = [await contents(one), await contents(other)];
  const names = new Set([...left.keys(), ...right.keys()]);
  const differ = [...names].filter((name) => left.get(name) !== right.get(name)).toSorted();
  const what = `the unpacked app is the same: ${names.size} files and their rights`;
  return finding(what, differ.length === 0, differ.slice(0, NAMED).join('\n'));
}

async function compare(one: string, other: string): Promise<readonly Finding[]> {
  const hashes = async (release: string): Promise<ReadonlyMap<string, string>> => {
    const entries = await readdir(release, { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile() && PACKAGE.test(entry.name))
      .map(({ name }) => name);
    const hash = async (name: string): Promise<readonly [string, string]> => [
      name,
      createHash('sha256')
        .update(await readFile(join(release, name)))
        .digest('hex'),
    ];
    return new Map(await Promise.all(names.map(hash)));
  };
  const [left, right] = [await hashes(one), await hashes(other)];
  return [
    await compareApps(unpackedApp(one), unpackedApp(other)),
    ...[...left].flatMap(([name, hash]) => {
      const its = right.get(name);
      if (its === undefined) return [];
      const isSame = its === hash;
      return finding(`${name} is the same, byte by byte`, isSame, isSame ? `SHA-256 ${hash}` : 'it differs');
    }),
  ];
}

/** Packs twice and compares. */
async function packTwice(targets: readonly string[]): Promise<readonly Finding[]> {
  const base = await mkdtemp(join(tmpdir(), 'undertone-twice-'));
  try {
    const releases: string[] = [];
    for (const place of PLACES) releases.push(await pack(place, { base, targets }));
    const [one = '', other = ''] = releases;
    return await compare(one, other);
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

if (isProgram(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      target: { type: 'string', multiple: true },
      compare: { type: 'string', multiple: true, default: [] },
      report: { type: 'boolean', default: false },
    },
  });
  const [one, other] = values.compare;
  try {
    const findings =
      one !== undefined && other !== undefined
        ? await compare(resolve(one), resolve(other))
        : await packTwice(values.target ?? DEFAULT_TARGETS);
    await conclude(
      {
        name: 'reproduce',
        title: 'The same package twice',
        about:
          'One commit, packed in two folders with other names, in another time zone and another language, with one Electron, and compared byte by byte.',
        findings,
      },
      { isWritten: values.report },
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
