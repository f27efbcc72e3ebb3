import { globSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

const ROOT = new URL('../../../src/renderer/', import.meta.url).pathname;
const sheets = globSync('**/*.css', { cwd: ROOT }).map(
  (path) => [path, readFileSync(ROOT + path, 'utf8')] as const,
);
const sources = globSync('**/*.{ts,tsx}', { cwd: ROOT })
  .map((path) => readFileSync(ROOT + path, 'utf8'))
  .join('\n');

test('BET-04: no style knows left and right', () => {
  const physical =
    /(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right)|left|right|border-(?:top|bottom)-(?:left|right)-radius|(?:text-align|float): *(?:left|right))\b[^;{}]*[;:]/u;
  expect(sheets.filter(([, css]) => physical.test(css)).map(([path]) => path)).toEqual([]);
});

test('every token that a style or a component asks for is defined', () => {
  const all = sheets.map(([, css]) => css).join('\n');
  const defined = new Set([...all.matchAll(/^\s*(--[\w-]+):/gmu)].map(([, name]) => name));
  const used = new Set([...`${all}\n${sources}`.matchAll(/var\((--[\w-]+)/gu)].map(([, name]) => name));
  expect([...used].filter((name) => !defined.has(name))).toEqual([]);
});

test('every class that a component takes from its sheet is there, and none is left over', () => {
  const faults: string[] = [];
  for (const [path, css] of sheets.filter(([name]) => name.endsWith('.module.css'))) {
    const classes = new Set([...css.matchAll(/\.([a-z][\w-]*)/gu)].map(([, name = '']) => name));
    const importers = globSync('**/*.tsx', { cwd: ROOT })
      .map((file) => readFileSync(ROOT + file, 'utf8'))
      .flatMap((code) => usesOf(code, path.split('/').at(-1) ?? path));
    const used = new Set(importers.flatMap(({ names }) => names));
    for (const name of used) if (!classes.has(name)) faults.push(`${path}: .${name} is missing`);
    const isDynamic = importers.some((uses) => uses.isDynamic);
    if (!isDynamic)
      for (const name of classes) if (!used.has(name)) faults.push(`${path}: .${name} is unused`);
  }
  expect(faults).toEqual([]);
});

/** The classes that a component takes from this sheet, by whatever name it has imported it. */
function usesOf(code: string, sheet: string): readonly { names: string[]; isDynamic: boolean }[] {
  const alias = new RegExp(`import (\\w+) from '[^']*/${sheet.replaceAll('.', '\\.')}'`, 'u').exec(code)?.[1];
  if (alias === undefined) return [];
  const uses = code.matchAll(new RegExp(`\\b${alias}(?:\\.(\\w+)|\\['([\\w-]+)'\\])`, 'gu'));
  return [
    {
      names: [...uses].map(([, a, b]) => a ?? b ?? ''),
      isDynamic: new RegExp(`\\b${alias}\\[[^'\\]]`, 'u').test(code),
    },
  ];
}
