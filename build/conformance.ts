// `npm run conformance -- FILE...`: checks files of test vectors with the product's own functions.
//
// A line per section, and a last one over all: "N passed, N failed". What fails is named on the error output. Nothing about
// the files is known beforehand: what is unknown in them counts as failed (docs/conformance.md).

import { resolve } from 'node:path';
import { count, runVectors } from '../test/conformance/run.ts';
import type { FileReport } from '../test/conformance/run.ts';

/** Of one section, no more than so many failures are told in full. */
const SHOWN_FAILURES = 10;

const reports: FileReport[] = [];
for (const file of process.argv.slice(2)) {
  const report = await runVectors(resolve(process.env['INIT_CWD'] ?? '.', file));
  reports.push(report);
  for (const { section, passed, failures } of report.sections) {
    console.log(`${file} ${section}: ${passed} passed, ${failures.length} failed`);
    for (const { where, reason } of failures.slice(0, SHOWN_FAILURES))
      console.error(`  ✘ ${where}: ${reason}`);
    const more = failures.length - SHOWN_FAILURES;
    if (more > 0) console.error(`  … and ${more} more`);
  }
}
if (reports.length === 0) console.error('Which files? npm run conformance -- ../shared/vectors/*.json');
const { passed, failed } = count(reports);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
