// Looks for what must not be found: in a package the secrets and the traces of whoever has built it, in what a person leaves behind their words,
// names and keys.
//
//   node build/scan.ts [--package-only] [--report]

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { build } from './build.ts';
import { electronRuntime } from './electron-path.mjs';
import { missingPackages, packedFiles, unpackedApp } from './packaging/packed-files.ts';
import { broken, rules, surroundings } from './packaging/secrets.ts';
import { type Finding, conclude, finding, wantsPage } from './reports/check-report.ts';
import { windowTests } from './reports/window-tests.ts';
import { ROOT, isProgram, run } from './run.ts';

/** So many places are named for a rule. */
const PLACES = 5;

async function registry(): Promise<string | undefined> {
  const { status, output } = await run('npm', ['config', 'get', 'registry'], { output: 'keep' });
  return status === 0 ? output.trim() : undefined;
}

async function packageFindings(): Promise<readonly Finding[]> {
  const app = unpackedApp();
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Parameters<typeof missingPackages>[1];
  };
  const missing = missingPackages(app, lock.packages);
  const files = packedFiles(app, electronRuntime().dist);
  const ours = files.filter(({ isOfElectron }) => !isOfElectron);
  return [
    finding('the package has everything that it needs to run', missing.length === 0, missing.join('\n')),
    finding(
      'there is something to look at',
      ours.length > 20,
      `${ours.length} files that are not Electron’s`,
    ),
    ...rules(surroundings(ROOT, await registry())).map((rule) => {
      const places = broken(rule, files);
      return finding(`the package has ${rule.name}`, places.length === 0, places.slice(0, PLACES).join('\n'));
    }),
  ];
}

if (isProgram(import.meta.url)) {
  try {
    const ofPackage = await packageFindings();
    await build();
    const ofProfile = process.argv.includes('--package-only') ? [] : await windowTests('no-trace.spec.ts');
    await conclude(
      {
        name: 'scan',
        title: 'Secrets and traces',
        about:
          'What is in a package besides Electron, file by file, the archive’s too, looked through for secrets and for traces of whoever has built it; and ' +
          'what two people leave on a disk – profile, logs, caches, temporary files – after an end, a kill and crashes, looked through for what they ' +
          'have said, their names, words, keys and IDs, in every form in which they could have been written down (`integration-test/support/traces.ts`).',
        findings: [...ofPackage, ...ofProfile],
      },
      { isWritten: wantsPage() },
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
