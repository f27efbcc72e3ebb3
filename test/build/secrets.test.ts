import { describe, expect, test } from 'vitest';

import { broken, rules, surroundings } from '../../build/packaging/secrets.ts';

const HERE = {
  root: '/srv/checkouts/undertone',
  home: '/srv/people/ada',
  user: 'ada-the-builder',
  host: 'workbench-7',
  registry: 'packages.company.example',
};

function whatBreaks(path: string, text: string, isOfElectron = false): readonly string[] {
  const files = [{ path, bytes: Buffer.from(text), isOfElectron }];
  return rules(HERE).flatMap((rule) => (broken(rule, files).length > 0 ? [rule.name] : []));
}

describe('what no package may have', () => {
  test.each([
    ['a/.env', '', 'no files of an environment'],
    ['a/.npmrc', '', 'no files of an environment'],
    ['.git/config', '', 'no files of an environment'],
    ['a/server.pem', '', 'no keys and certificates'],
    ['id_ed25519', '', 'no keys and certificates'],
    ['dist/index.js.map', '', 'no source maps'],
    ['src/main/index.ts', '', 'no sources'],
    ['node_modules/a/test/a.js', '', 'no tests'],
    ['a/b.spec.js', '', 'no tests'],
    ['npm-debug.log', '', 'no leftovers'],
    ['a.js', `-----BEGIN ${'EC'} PRIVATE KEY-----`, 'no private keys'],
    ['a.js', `x = "${'npm'}_${'a1B2'.repeat(9)}"`, 'no tokens and passwords'],
    ['a.js', `${'ghp'}_${'a1B2'.repeat(9)}`, 'no tokens and passwords'],
    ['a.js', `https://ada:${'secret'}@example.com/`, 'no tokens and passwords'],
    ['a.js', '//# sourceMappingURL=a.js.map', 'no places of source maps'],
    ['a.js', '"/home/grace/project/a.ts"', 'no developer’s folders'],
    ['a.js', 'C:\\\\Users\\\\grace\\\\a.ts', 'no developer’s folders'],
    ['a.js', `at ${HERE.root}/src`, 'nothing of this machine'],
    ['a.js', HERE.user, 'nothing of this machine'],
    ['a.js', HERE.host, 'nothing of this machine'],
    ['a.json', `https://${HERE.registry}/zod`, 'no registry but the public one'],
    ['main.cjs', 'electron.crashReporter.start()', 'nothing that reports crashes'],
    ['resources/app.asar/package.json', '{"scripts":{}}', 'no word of how it is built in package.json'],
  ])('%s, %s: %s', (path, text, rule) => {
    expect(whatBreaks(path, text)).toEqual([rule]);
  });

  test('what comes with Electron is its makers’', () => {
    expect(whatBreaks('a/.env', '/home/grace/a', true)).toEqual([]);
  });

  test('what has nothing of it is left in peace', () => {
    expect(
      whatBreaks('dist/main/index.cjs', 'const home = "/home"; a = "Bearer"; b = "user:password"'),
    ).toEqual([]);
  });
});

test('the public registry may be named, another one may not, and what was found is not repeated', () => {
  const registryOf = (address: string) => surroundings('/a', address).registry;
  expect(registryOf('https://registry.npmjs.org/')).toBeUndefined();
  expect(registryOf('https://packages.company.example/npm/')).toBe('packages.company.example');
  const files = [{ path: 'a', bytes: Buffer.from(HERE.host), isOfElectron: false }];
  expect(
    rules(HERE)
      .flatMap((rule) => broken(rule, files))
      .join(),
  ).not.toContain(HERE.host);
});
