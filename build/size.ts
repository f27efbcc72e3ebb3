// Weighs what was packed last, part by part, against build/packaging/size-budget.json.
//
//   node build/size.ts [--report]

import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { electronRuntime } from './electron-path.mjs';
import { type SourceMapText, charactersBySource } from './packaging/bundle-sources.ts';
import { partsOf } from './packaging/package-parts.ts';
import { packedFiles, unpackedApp } from './packaging/packed-files.ts';
import { type Finding, conclude, finding, wantsPage } from './reports/check-report.ts';
import { ROOT, isProgram } from './run.ts';

/** In bytes: of files by their ending, and of parts of the unpacked app. */
interface Budget {
  readonly files: Readonly<Record<string, number>>;
  readonly parts: Readonly<Record<string, number>>;
}

const RELEASE = join(ROOT, 'release');
/** So many packages are named of those that are in the bundles. */
const NAMED = 25;

function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

function weighed(what: string, bytes: number, budget: number | undefined): Finding {
  if (budget === undefined) return finding(`${what} has a budget`, false, `${inMegabytes(bytes)}, and none`);
  return finding(what, bytes <= budget, `${inMegabytes(bytes)} of ${inMegabytes(budget)}`);
}

async function fileFindings({ files }: Budget): Promise<readonly Finding[]> {
  const names = await readdir(RELEASE);
  const made = Object.entries(files).flatMap(([ending, budget]) =>
    names.filter((name) => name.endsWith(ending)).map((name) => ({ name, ending, budget })),
  );
  return Promise.all(
    made.map(async ({ name, ending, budget }) =>
      weighed(`a file ${ending}`, (await stat(join(RELEASE, name))).size, budget),
    ),
  );
}

/** Whose code is in the bundles, in characters, largest first. */
async function owners(): Promise<readonly (readonly [owner: string, characters: number])[]> {
  const folder = join(ROOT, 'dist');
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const bundles = entries
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => /\.c?js$/.test(file));
  const sums = new Map<string, number>();
  for (const bundle of bundles.filter((file) => existsSync(`${file}.map`))) {
    const [code, map] = await Promise.all([readFile(bundle, 'utf8'), readFile(`${bundle}.map`, 'utf8')]);
    for (const [owner, characters] of charactersBySource(code, JSON.parse(map) as SourceMapText))
      sums.set(owner, (sums.get(owner) ?? 0) + characters);
  }
  return [...sums].toSorted(([, a], [, b]) => b - a);
}

async function ownerTable(): Promise<string> {
  const rows = (await owners())
    .slice(0, NAMED)
    .map(([name, size]) => `| ${name} | ${(size / 1e3).toFixed(0)} |`);
  return [
    '## Whose code is in the bundles',
    '',
    'Minified, in thousands of characters, all bundles together.',
    '',
    '| whose | kB |',
    '|---|---|',
    ...rows,
  ].join('\n');
}

if (isProgram(import.meta.url)) {
  try {
    const budget = JSON.parse(
      await readFile(join(ROOT, 'build/packaging/size-budget.json'), 'utf8'),
    ) as Budget;
    const parts = partsOf(packedFiles(unpackedApp(), electronRuntime().dist));
    const total = [...parts.values()].reduce((sum, bytes) => sum + bytes, 0);
    const { version, kind } = electronRuntime();
    await conclude(
      {
        name: 'size',
        title: 'What a package weighs',
        about: `The app as it was packed last, with Electron ${version} (${kind}), against \`build/packaging/size-budget.json\`. Unpacked it has ${inMegabytes(total)}.`,
        findings: [
          ...(await fileFindings(budget)),
          ...[...parts].map(([name, bytes]) => weighed(name, bytes, budget.parts[name])),
        ],
        details: await ownerTable(),
      },
      { isWritten: wantsPage() },
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
