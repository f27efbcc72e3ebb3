import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, arch, platform, totalmem } from 'node:os';
import { join, relative } from 'node:path';

import { buildConstants } from '../bundle/constants.ts';
import { ROOT } from '../run.ts';
import { type Circumstances, type Report, reportText } from './report.ts';

const GIB = 2 ** 30;

/** Of this machine and this checkout, now. To be asked for at the start of a run: the checkout may move on meanwhile. */
export function circumstances(nowMs = Date.now()): Circumstances {
  const cores = availableParallelism();
  const { __COMMIT__: commit } = buildConstants(ROOT);
  return {
    date: new Date(nowMs).toISOString().slice(0, 10),
    commit: JSON.parse(commit) as string,
    machine: `${cores} ${cores === 1 ? 'core' : 'cores'}, ${Math.round(totalmem() / GIB)} GiB, ${platform()} ${arch()}, Node ${process.versions.node}`,
  };
}

/** Writes `docs/reports/{name}.md`. @returns its path in the project */
export function writeReport(name: string, report: Report, where: Circumstances): string {
  const folder = join(ROOT, 'docs', 'reports');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.md`);
  writeFileSync(file, reportText(report, where));
  return relative(ROOT, file);
}
