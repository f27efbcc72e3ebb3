import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from '../run.ts';

/** One thing that was looked at. What could not be looked at is `unknown`: never a success, and no failure either. */
export interface Finding {
  readonly what: string;
  readonly state: 'holds' | 'broken' | 'unknown';
  /** What was found: a figure, a reason, what is wrong. */
  readonly detail?: string;
}

export interface Report {
  /** Of its page in `docs/reports/`. */
  readonly name: string;
  readonly title: string;
  /** What was done, in a sentence or two. */
  readonly about: string;
  readonly findings: readonly Finding[];
  /** More to read, in Markdown. */
  readonly details?: string;
}

const SIGNS = { holds: '✔', broken: '✘', unknown: '?' } as const;
const WORDS = { holds: 'holds', broken: '**broken**', unknown: 'not known' } as const;

/** A finding that holds or does not. */
export function finding(what: string, holds: boolean, detail?: string): Finding {
  return { what, state: holds ? 'holds' : 'broken', ...(detail === undefined ? {} : { detail }) };
}

/** True when nothing is broken. */
export function isContent({ findings }: Report): boolean {
  return findings.every(({ state }) => state !== 'broken');
}

/** In one line: what holds, what is broken, what is not known. */
export function verdict({ findings, ...report }: Report): string {
  const count = (state: Finding['state']): number => findings.filter((each) => each.state === state).length;
  const unknown = count('unknown');
  const said = `${count('holds')} hold, ${count('broken')} broken${unknown === 0 ? '' : `, ${unknown} not known`}`;
  return `${isContent({ findings, ...report }) ? 'PASS' : 'FAIL'}: ${said}`;
}

/** The page of a report. It has no time in it: the same finding is the same page. */
export function reportPage(report: Report): string {
  const rows = report.findings.map(
    ({ what, state, detail }) => `| ${cell(what)} | ${WORDS[state]} | ${cell(detail ?? '')} |`,
  );
  return [
    `# ${report.title}`,
    '',
    report.about,
    '',
    `**${verdict(report)}.**`,
    '',
    '| what | | found |',
    '|---|---|---|',
    ...rows,
    ...(report.details === undefined ? [] : ['', report.details.trim()]),
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', '<br>');
}

/** Says what was found, and writes the page only when asked to: looking changes nothing. Sets this process's exit status. */
export async function conclude(
  report: Report,
  { isWritten }: { readonly isWritten: boolean },
): Promise<void> {
  for (const { what, state, detail } of report.findings) {
    console.log(`  ${SIGNS[state]} ${what}${detail === undefined || detail === '' ? '' : `: ${detail}`}`);
  }
  console.log(verdict(report));
  if (!isContent(report)) process.exitCode = 1;
  if (!isWritten) return;
  const folder = join(ROOT, 'docs', 'reports');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${report.name}.md`), reportPage(report));
}

/** Whether this program was started with `--report`. */
export function wantsPage(): boolean {
  return process.argv.includes('--report');
}
