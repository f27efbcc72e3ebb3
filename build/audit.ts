// Looks at whom we take code from: the lockfile, scripts at installation, licences, advisories, the age of what is compiled.
//
//   node build/audit.ts [--offline] [--report]
//
// With --offline nobody is asked; what only a registry knows is "not known" then.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { build } from './build.ts';
import { officialVersion } from './bootstrap/electron-locations.mjs';
import { type Finding, conclude, finding, wantsPage } from './reports/check-report.ts';
import { ROOT, isProgram, run } from './run.ts';
import { advisoryFindings } from './supply-chain/advisories.ts';
import { type Times, ageFinding, pinFinding, readTimes } from './supply-chain/ages.ts';
import { billOfMaterials } from './supply-chain/bill-of-materials.ts';
import {
  type AuditedLock,
  type AuditedProject,
  type Manifest,
  auditLock,
} from './supply-chain/lock-audit.ts';

/** The two of which compiled code is shipped; nobody can read that. */
const COMPILED = { electron: 'electron', driver: '@signalapp/sqlcipher' } as const;

async function readJson<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(join(ROOT, file), 'utf8')) as Content;
}

/** What npm says; it changes nothing. */
async function ask(args: readonly string[], isOffline: boolean): Promise<string> {
  if (isOffline) return '';
  const { output } = await run('npm', args, { output: 'keep', env: { npm_config_fetch_retries: '0' } });
  return output;
}

async function timesOf(name: string, isOffline: boolean): Promise<Times | undefined> {
  return readTimes(await ask(['view', name, 'time', '--json'], isOffline));
}

/** The bill of materials names everything that is shipped, each once, with its hash. */
function billFinding(project: AuditedProject): Finding {
  const what = 'the bill of materials names everything that is shipped, with its hash';
  try {
    const { components } = billOfMaterials({
      version: '0.0.0',
      electron: officialVersion(ROOT),
      packages: project.shipped,
      lock: project.lock,
    });
    const names = new Set(components.map((component) => component['bom-ref']));
    const isWhole = names.size === components.length && components.length === project.shipped.length + 1;
    return finding(what, isWhole, `${components.length} components, CycloneDX 1.5 (\`npm run sbom\`)`);
  } catch (error) {
    return finding(what, false, error instanceof Error ? error.message : String(error));
  }
}

async function projectHere(): Promise<AuditedProject> {
  const installed = 'node_modules/.package-lock.json';
  return {
    manifest: await readJson<Manifest>('package.json'),
    lock: await readJson<AuditedLock>('package-lock.json'),
    shipped: await readJson<AuditedProject['shipped']>('dist/packages.json'),
    ...(existsSync(join(ROOT, installed)) ? { installed: await readJson<AuditedLock>(installed) } : {}),
  };
}

async function audit(isOffline: boolean): Promise<readonly Finding[]> {
  const project = await projectHere();
  const nowMs = Date.now();
  const electron = await timesOf(COMPILED.electron, isOffline);
  const driver = project.shipped.filter(({ name }) => name === COMPILED.driver);
  const driverTimes = await timesOf(COMPILED.driver, isOffline);
  const version = officialVersion(ROOT);
  return [
    ...auditLock(project),
    billFinding(project),
    ...advisoryFindings(
      await ask(['audit', '--json', '--package-lock-only'], isOffline),
      new Set([...project.shipped.map(({ name }) => name), COMPILED.electron]),
    ),
    pinFinding(version, { times: electron, nowMs }),
    ageFinding({ name: COMPILED.electron, version }, { times: electron, nowMs }),
    ...driver.map((item) => ageFinding(item, { times: driverTimes, nowMs })),
  ];
}

function licenceTable({ lock }: Pick<AuditedProject, 'lock'>): string {
  const counts = new Map<string, number>();
  for (const [path, { license = 'none' }] of Object.entries(lock.packages))
    if (path !== '') counts.set(license, (counts.get(license) ?? 0) + 1);
  const rows = [...counts].toSorted(([, a], [, b]) => b - a).map(([name, count]) => `| ${name} | ${count} |`);
  return [
    '## Licences of everything that is locked',
    '',
    '| licence | packages |',
    '|---|---|',
    ...rows,
  ].join('\n');
}

if (isProgram(import.meta.url)) {
  await build();
  await conclude(
    {
      name: 'audit',
      title: 'Whose code we take',
      about:
        'The lockfile, package by package; who may run something when it is installed; licences; what the registry knows of faults, and how old those ' +
        'parts are that come compiled. Where no registry answers, what only it knows is not known.',
      findings: await audit(process.argv.includes('--offline')),
      details: licenceTable({ lock: await readJson<AuditedLock>('package-lock.json') }),
    },
    { isWritten: wantsPage() },
  );
}
