import { readFileSync } from 'node:fs';

import { cryptoReady } from '../../ts/crypto/index.ts';
import { reasonOf } from './framework/failures.ts';
import { parseStrictJson } from './framework/json.ts';
import type { Failure, SectionReport } from './framework/run-file.ts';
import { runFile } from './framework/run-file.ts';
import { KINDS } from './kinds.ts';

/** What became of one file. */
export interface FileReport {
  readonly file: string;
  readonly sections: readonly SectionReport[];
}

/** Checks the vector file at `file`; one that cannot be read is one failure. */
export async function runVectors(file: string): Promise<FileReport> {
  try {
    await cryptoReady();
    const value = parseStrictJson(readFileSync(file, 'utf8'));
    return { file, sections: await runFile(value, KINDS) };
  } catch (error) {
    const failures: readonly Failure[] = [{ where: file, reason: reasonOf(error) }];
    return { file, sections: [{ section: '(file)', passed: 0, failures }] };
  }
}

/** Passed and failed cases of several files. */
export function count(reports: readonly FileReport[]): { readonly passed: number; readonly failed: number } {
  const sections = reports.flatMap((report) => report.sections);
  return {
    passed: sections.reduce((sum, { passed }) => sum + passed, 0),
    failed: sections.reduce((sum, { failures }) => sum + failures.length, 0),
  };
}
