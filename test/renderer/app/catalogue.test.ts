import { globSync, readFileSync } from 'node:fs';

import { IntlMessageFormat } from 'intl-messageformat';
import ts from 'typescript';
import { expect, test } from 'vitest';

import { createCatalogue } from '../../../src/renderer/app/text/catalogue.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const english = JSON.parse(readFileSync(`${ROOT}i18n/en.json`, 'utf8')) as Readonly<Record<string, string>>;
const files = globSync('src/renderer/**/*.{ts,tsx}', { cwd: ROOT }).map((path) => ({
  path,
  code: readFileSync(ROOT + path, 'utf8'),
}));
const isForMain = (key: string) => /^(?:native|demo|notification)[A-Z]/u.test(key);

/** Names of the arguments and tags of a message, as its parser sees them. */
function namesIn(message: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (elements: ReturnType<IntlMessageFormat['getAst']>) => {
    for (const element of elements) {
      if ('options' in element) for (const option of Object.values(element.options)) visit(option.value);
      if ('children' in element) visit(element.children);
      // Types 0 and 7 are plain words and the # of a plural.
      if (![0, 7].includes(Number(element.type)) && 'value' in element) names.add(String(element.value));
    }
  };
  visit(new IntlMessageFormat(message, 'en').getAst());
  return names;
}

test.each(Object.entries(english))('%s can be parsed and uses no unknown tag', (_key, message) => {
  expect(() => namesIn(message)).not.toThrow();
  expect(message.trim()).toBe(message);
  expect(message).not.toBe('');
});

test('every key is used: by the renderer, or by the main process', () => {
  const code = files.map((file) => file.code).join('\n');
  const unused = Object.keys(english).filter((key) => !isForMain(key) && !code.includes(`'${key}'`));
  expect(unused).toEqual([]);
});

test('every call of the catalogue names a key that exists, with exactly its arguments', () => {
  const faults: string[] = [];
  let calls = 0;
  for (const { path, code } of files) {
    const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
    const visit = (node: ts.Node): void => {
      ts.forEachChild(node, visit);
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
      if (!['t', 'rich'].includes(node.expression.text)) return;
      const [first, second] = node.arguments;
      if (first === undefined) return;
      const keys = ts.isConditionalExpression(first) ? [first.whenTrue, first.whenFalse] : [first];
      const given = second && ts.isObjectLiteralExpression(second) ? second.properties : undefined;
      for (const key of keys) {
        if (!ts.isStringLiteral(key)) continue;
        calls += 1;
        const message = english[key.text];
        if (message === undefined || isForMain(key.text)) {
          faults.push(`${path}: ${key.text} is not a key of the renderer`);
          continue;
        }
        const wanted = [...namesIn(message)].sort();
        const names = (given ?? []).map((property) => property.name?.getText() ?? '').sort();
        if (wanted.join() !== names.join()) {
          faults.push(`${path}: ${key.text} wants {${wanted.join()}} and gets {${names.join()}}`);
        }
      }
    };
    visit(source);
  }
  expect(faults).toEqual([]);
  expect(calls).toBeGreaterThan(80);
});

test('spec 08 §6.1: automation finds these words exactly', () => {
  const { text } = createCatalogue('en-GB');
  expect(text('you')).toBe('You');
  expect(text('noteToSelf')).toBe('Note to Self');
  expect(text('modalMessageTooLongDescription', { limit: '2,000' })).toContain('2,000');
});

test('a locale without words of its own gets English ones and English dates', () => {
  expect(createCatalogue('de-DE').locale).toBe('en');
  expect(createCatalogue('en-GB').locale).toBe('en-GB');
});
