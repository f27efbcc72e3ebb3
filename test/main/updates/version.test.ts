import fc from 'fast-check';
import { expect, test } from 'vitest';

import { VERSION, compareVersions } from '../../../src/main/updates/version.ts';

const versions = fc
  .tuple(fc.nat(999_999), fc.nat(20), fc.nat(20), fc.option(fc.nat(999_999)))
  .map(([major, minor, patch, beta]) => `${major}.${minor}.${patch}${beta === null ? '' : `-beta.${beta}`}`);

test('betas come before their release, and numbers are numbers', () => {
  const inOrder = ['0.9.9', '0.10.0-beta.2', '0.10.0-beta.10', '0.10.0', '0.10.1-beta.1', '1.0.0', '10.0.0'];
  const sorted = [...inOrder].reverse().sort(compareVersions);
  expect(sorted).toEqual(inOrder);
});

test('any two are in one order, which is the same from both sides', () => {
  fc.assert(
    fc.property(versions, versions, versions, (a, b, c) => {
      expect(VERSION.test(a)).toBe(true);
      expect(compareVersions(a, a)).toBe(0);
      expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
      if (compareVersions(a, b) === 0)
        expect(a.split(/[.-]/).map(Number)).toEqual(b.split(/[.-]/).map(Number));
      const [first, second, third] = [a, b, c].sort(compareVersions);
      expect(compareVersions(first!, third!)).toBeLessThanOrEqual(0);
      expect(compareVersions(second!, third!)).toBeLessThanOrEqual(0);
    }),
  );
});

test('what is no version came before all of them', () => {
  expect(compareVersions('1.0', '0.0.0-beta.0')).toBeLessThan(0);
  expect(compareVersions('x', 'y')).toBe(0);
});
