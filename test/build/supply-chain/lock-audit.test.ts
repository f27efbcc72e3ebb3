import { expect, test } from 'vitest';

import { type AuditedProject, auditLock } from '../../../build/supply-chain/lock-audit.ts';

const HASH = `sha512-${'A'.repeat(86)}==`;
const GOOD: AuditedProject = {
  manifest: {
    dependencies: { '@scope/a': '1.0.0' },
    devDependencies: { node: '24.0.0', other: 'npm:b@2.0.0' },
    allowScripts: { node: true, b: false },
  },
  lock: {
    lockfileVersion: 3,
    packages: {
      '': {
        dependencies: { '@scope/a': '1.0.0' },
        devDependencies: { node: '24.0.0', other: 'npm:b@2.0.0' },
      },
      'node_modules/@scope/a': {
        version: '1.0.0',
        integrity: HASH,
        license: 'MIT',
        resolved: 'https://registry.npmjs.org/@scope/a/-/a-1.0.0.tgz',
      },
      'node_modules/node': { version: '24.0.0', integrity: HASH, license: 'ISC', hasInstallScript: true },
      'node_modules/other': {
        name: 'b',
        version: '2.0.0',
        integrity: HASH,
        license: 'MIT',
        hasInstallScript: true,
      },
    },
  },
  installed: { packages: { 'node_modules/@scope/a': { version: '1.0.0', integrity: HASH } } },
  shipped: [{ name: '@scope/a', version: '1.0.0', licence: 'MIT' }],
};

const brokenIn = (project: AuditedProject): readonly string[] =>
  auditLock(project).flatMap(({ what, state }) => (state === 'broken' ? [what] : []));

type Entry = AuditedProject['lock']['packages'][string];

/** The good project with another entry of `@scope/a`. */
function withEntry(change: Entry): AuditedProject {
  const path = 'node_modules/@scope/a';
  const packages = { ...GOOD.lock.packages, [path]: { ...GOOD.lock.packages[path], ...change } };
  return { ...GOOD, lock: { ...GOOD.lock, packages } };
}

test('a project in order has nothing to complain of', () => {
  expect(brokenIn(GOOD)).toEqual([]);
});

test.each<[string, Entry]>([
  ['every package has a SHA-512', { integrity: `sha1-${'A'.repeat(27)}=` }],
  ['every package is a version', { resolved: 'git+ssh://git@example.com/a.git#0123' }],
  ['every package is a version', { resolved: 'https://mirror.example/@scope/a/-/a-1.0.0.tgz' }],
  ['every package is a version', { resolved: 'https://registry.npmjs.org/@scope/b/-/b-1.0.0.tgz' }],
  ['every package is a version', { resolved: 'https://registry.npmjs.org/@scope/a/-/a-1.0.1.tgz' }],
  ['every package is a version', { link: true }],
  ['whether a package may run a script', { hasInstallScript: true }],
  ['what is not shipped says its licence', { license: 'UNLICENSED' }],
])('%s: %j', (rule, change) => {
  expect(brokenIn(withEntry(change))).toContainEqual(expect.stringContaining(rule));
});

test('ranges, another lockfile, other code than was locked, and scripts without need are found', () => {
  const manifest = { ...GOOD.manifest, dependencies: { '@scope/a': '^1.0.0' } };
  expect(brokenIn({ ...GOOD, manifest })).toEqual([
    'package.json asks for one version of everything',
    'the lockfile was made for this package.json',
  ]);
  const installed = { packages: { 'node_modules/@scope/a': { version: '1.0.0', integrity: `${HASH}!` } } };
  expect(brokenIn({ ...GOOD, installed })).toEqual(['what is installed is what is locked']);
  const allowing = { ...GOOD.manifest, allowScripts: { node: true, b: true } };
  expect(brokenIn({ ...GOOD, manifest: allowing })).toEqual(['nobody may but those who must']);
  const shipped = [{ name: 'x', version: '1.0.0', licence: 'SSPL-1.0' }];
  expect(brokenIn({ ...GOOD, shipped })).toEqual(['what is shipped goes with GPL-3.0']);
});
