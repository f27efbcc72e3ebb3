// docs/requirements.md says which test shows which requirement. Here every such word is looked up.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** `04-2.3-a`: a section of a spec, and a letter; `ONB-03`: a requirement of the product. */
const ID = /^(\d\d-\d+(\.\d+)*-[a-z]{1,2}|[A-Z]{3,4}-\d\d[a-z]?)$/;
const COLUMNS = 4;

interface Requirement {
  readonly line: number;
  readonly id: string;
  readonly text: string;
  readonly state: string;
  readonly tests: readonly Shown[];
}

/** A test by its file and the titles that lead to it. */
interface Shown {
  readonly file: string;
  readonly titles: readonly string[];
}

/** The rows of all tables whose first column is an id in back quotes; others are not about requirements. */
function requirementsIn(markdown: string): readonly Requirement[] {
  return markdown.split('\n').flatMap((text, at) => {
    if (!text.startsWith('| `')) return [];
    const cells = text
      .slice(1, text.lastIndexOf('|'))
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
    const [id = '', words = '', state = '', shown = ''] = cells;
    if (cells.length !== COLUMNS) throw new Error(`line ${at + 1} has ${cells.length} columns`);
    return [{ line: at + 1, id: id.replaceAll('`', ''), text: words, state, tests: shownIn(shown) }];
  });
}

function shownIn(cell: string): readonly Shown[] {
  if (cell === '') return [];
  return cell.split('<br>').map((one) => {
    const [file = '', ...titles] = one.split('›').map((part) => part.trim());
    return { file: file.replaceAll('`', ''), titles };
  });
}

/** The titles of all tests and groups of tests in a file. */
function titlesIn(file: string): ReadonlySet<string> {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest);
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [title] = node.arguments;
      if (title !== undefined && ts.isStringLiteralLike(title)) titles.add(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

/** `test(…)`, `describe(…)`, `test.each(…)(…)` and the like; what is skipped shows nothing. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return ['test', 'it', 'describe'].includes(callee.text);
  if (ts.isPropertyAccessExpression(callee))
    return !['skip', 'todo'].includes(callee.name.text) && isTest(callee.expression);
  return ts.isCallExpression(callee) && isTest(callee.expression);
}

function wrongIn(requirements: readonly Requirement[]): readonly string[] {
  const known = new Map<string, ReadonlySet<string>>();
  const titlesOf = (file: string): ReadonlySet<string> => {
    const titles = known.get(file) ?? titlesIn(file);
    known.set(file, titles);
    return titles;
  };
  const wrongWith = ({ id, text, state, tests }: Requirement): readonly string[] => [
    ...(ID.test(id) ? [] : ['is no id']),
    ...(text === '' ? ['says nothing'] : []),
    ...(state === 'tested' ? (tests.length === 0 ? ['names no test'] : []) : wrongState(state, tests)),
    ...tests.flatMap(({ file, titles }) => {
      if (!existsSync(join(ROOT, file))) return [`names ${file}, which is not there`];
      if (titles.length === 0) return [`names no test of ${file}`];
      return titles.flatMap((title) =>
        titlesOf(file).has(title) ? [] : [`names “${title}”, which is not in ${file}`],
      );
    }),
  ];
  const ids = requirements.map(({ id }) => id);
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} is there twice`),
    ...requirements.flatMap((one) => wrongWith(one).map((what) => `line ${one.line}, ${one.id}: ${what}`)),
  ];
}

function wrongState(state: string, tests: readonly Shown[]): readonly string[] {
  if (!/^not yet: \S/.test(state)) return ['is neither `tested` nor `not yet: ` with a reason'];
  return tests.length === 0 ? [] : ['is not yet, and names a test'];
}

const pages = readdirSync(join(ROOT, 'docs')).filter((name) => /^requirements.*\.md$/.test(name));

describe('the requirements', () => {
  test.each(pages)('of docs/%s are shown by tests that are there, or have a reason', (page) => {
    const requirements = requirementsIn(readFileSync(join(ROOT, 'docs', page), 'utf8'));
    expect(requirements.length).toBeGreaterThan(0);
    expect(wrongIn(requirements)).toEqual([]);
  });

  test('a test that is not there, a state that is none, and an id that comes twice are found', () => {
    const file = 'test/build/requirements.test.ts';
    const markdown = [
      '| id | requirement | state | shown by |',
      '|---|---|---|---|',
      `| \`04-1.1-a\` | is right | tested | \`${file}\` › the requirements |`,
      `| \`04-1.1-b\` | is right | not yet: nobody has time | |`,
      `| \`04-1.1-c\` | names no such test | tested | \`${file}\` › the requirements › of nobody |`,
      '| `04-1.1-d` | names no such file | tested | `test/none.test.ts` › any |',
      '| `04-1.1-e` | names nothing | tested | |',
      '| `04-1.1-f` | has no reason | not yet: | |',
      '| `04-1.1-a` | comes twice | not yet: somebody’s error | |',
      '| `4.1` | has no id | not yet: somebody’s error | |',
    ].join('\n');
    expect(wrongIn(requirementsIn(markdown)).map((wrong) => wrong.replace(/^line \d+, /, ''))).toEqual([
      '04-1.1-a is there twice',
      `04-1.1-c: names “of nobody”, which is not in ${file}`,
      '04-1.1-d: names test/none.test.ts, which is not there',
      '04-1.1-e: names no test',
      '04-1.1-f: is neither `tested` nor `not yet: ` with a reason',
      '4.1: is no id',
    ]);
  });
});
