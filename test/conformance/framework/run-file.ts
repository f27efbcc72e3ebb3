import { reasonOf, VectorError } from './failures.ts';
import { Given, Journal, unread } from './given.ts';
import type { Json } from './json.ts';
import { isJsonObject } from './json.ts';
import type { VectorKind } from './kind.ts';
import type { Case } from './sections.ts';
import { single, unknownPart } from './sections.ts';

/** What became of one section. */
export interface SectionReport {
  readonly section: string;
  readonly passed: number;
  readonly failures: readonly Failure[];
}

export interface Failure {
  /** Where: `section/3`, with the case's own name when it has one. */
  readonly where: string;
  readonly reason: string;
}

/** Members that say something about the file and nothing that could be checked. */
const ABOUT_THE_FILE = [
  'about',
  'aside',
  'checks',
  'conventions',
  'description',
  'encoding',
  'format',
  'notes',
  'status',
];

/** Members by which a case is called in a report. */
const CASE_NAMES = ['case', 'name', 'id', 'what', 'why'];

/** The kind that a file says to be, or whose sections it has; the most of them counts. */
export function kindsOf(value: Json, kinds: readonly VectorKind[]): readonly VectorKind[] {
  if (!isJsonObject(value)) return [];
  const named = kinds.filter(({ name }) => name === value['group']);
  if (named.length > 0) return named;
  const hits = kinds.map(
    ({ sections }) => Object.keys(value).filter((name) => Object.hasOwn(sections, name)).length,
  );
  const most = Math.max(...hits);
  return most === 0 ? [] : kinds.filter((_, at) => hits[at] === most);
}

/**
 * Checks everything in the parsed file `value`. Two kinds may have sections of the same names: of several that fit, the one
 * counts that leaves least to complain about.
 */
export async function runFile(value: Json, kinds: readonly VectorKind[]): Promise<readonly SectionReport[]> {
  const candidates = kindsOf(value, kinds);
  if (candidates.length === 0) return unknownFile(value);
  const reports: (readonly SectionReport[])[] = [];
  for (const kind of candidates) reports.push(await runAs(kind, value));
  const failed = reports.map((report) => report.reduce((sum, { failures }) => sum + failures.length, 0));
  return reports[failed.indexOf(Math.min(...failed))] ?? [];
}

/** Checks the sections of a file of a known kind. */
async function runAs(kind: VectorKind, value: Json): Promise<readonly SectionReport[]> {
  const reports: SectionReport[] = [];
  const root = new Given(value, { path: '', journal: new Journal() });
  for (const name of root.names()) {
    if (ABOUT_THE_FILE.includes(name) || (name === 'group' && kind.name === root.member(name).value))
      continue;
    reports.push(await runSection(root, { kind, name }));
  }
  return reports;
}

/** Checks one section: all its cases, and that nothing in it was left out. */
export async function runSection(
  root: Given,
  { kind, name, only }: { readonly kind: VectorKind; readonly name: string; readonly only?: string },
): Promise<SectionReport> {
  const journal = new Journal();
  const given = root.member(name).notedIn(journal);
  const section = Object.hasOwn(kind.sections, name) ? kind.sections[name] : undefined;
  let passed = 0;
  const failures: Failure[] = [];
  for (const one of casesOf(given, section ?? single(unknownPart))) {
    journal.whole.add(one.given.path);
    if (only !== undefined && !isInside(only, one.given.path)) continue;
    const { reason, read } = await runCase(one, root);
    journal.add(read);
    if (reason === undefined) passed += 1;
    else failures.push({ where: whereOf(one.given), reason });
  }
  const rest = only === undefined ? unread(given, journal) : [];
  if (rest.length > 0) failures.push({ where: given.path, reason: notRead(rest) });
  return { section: name, passed, failures };
}

async function runCase(
  { given, check }: Case,
  root: Given,
): Promise<{ readonly reason: string | undefined; readonly read: Journal }> {
  const read = new Journal();
  try {
    await check(given.notedIn(read), root.notedIn(read));
  } catch (error) {
    return { reason: reasonOf(error), read };
  }
  const rest = unread(given, read);
  return { reason: rest.length > 0 ? notRead(rest) : undefined, read };
}

/** A section that is no list where it should be one still is a failure of its own. */
function casesOf(given: Given, section: (given: Given) => readonly Case[]): readonly Case[] {
  try {
    return section(given);
  } catch (error) {
    return [
      {
        given,
        check: () => {
          throw new VectorError(reasonOf(error));
        },
      },
    ];
  }
}

/** Every entry of a file of which nothing is known fails. */
function unknownFile(value: Json): readonly SectionReport[] {
  const names = isJsonObject(value) ? Object.keys(value) : [];
  const entries = names.filter((name) => !ABOUT_THE_FILE.includes(name));
  return (entries.length === 0 ? ['(file)'] : entries).map((section) => ({
    section,
    passed: 0,
    failures: [{ where: section, reason: 'no kind of vector file that is known' }],
  }));
}

function whereOf(given: Given): string {
  const { value } = given;
  const name = isJsonObject(value)
    ? CASE_NAMES.map((label) => value[label]).find((text) => typeof text === 'string')
    : undefined;
  return typeof name === 'string' ? `${given.path} (${name.slice(0, 80)})` : given.path;
}

function notRead(paths: readonly string[]): string {
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  return `not known: ${paths.slice(0, 3).join(', ')}${more}`;
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
