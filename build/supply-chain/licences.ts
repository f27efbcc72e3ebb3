import type { ShippedPackage } from './shipped-packages.ts';

/** Licences whose code may be part of a program under GPL-3.0; fonts and data under the others. */
const COMPATIBLE = new Set([
  '0BSD',
  'AGPL-3.0-only',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'GPL-3.0',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'ISC',
  'LGPL-3.0',
  'LGPL-3.0-or-later',
  'MIT',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

const RULE = '-'.repeat(100);

/** True when a program under GPL-3.0 may have it inside; of `A OR B` one suffices. */
export function isCompatible(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => COMPATIBLE.has(licence.trim())));
}

/** @throws {Error} naming every package that must not be shipped */
export function assertCompatible(packages: readonly ShippedPackage[]): void {
  const refused = packages.filter(({ licence }) => !isCompatible(licence));
  if (refused.length === 0) return;
  const names = refused.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join(', ');
  throw new Error(`Their licences do not go with GPL-3.0: ${names}`);
}

/** What a licence wants everybody to be told who gets the program. */
export function noticesOf(packages: readonly ShippedPackage[]): string {
  const sections = packages.map(({ name, version, licence, licenceText }) =>
    [RULE, `${name} ${version}`, `Licence: ${licence}`, '', licenceText, ''].join('\n'),
  );
  const head =
    'Undertone contains the work of others. Their names, licences and words follow.\n' +
    'Electron and Chromium, on which it runs, have files of their own: LICENSE.electron.txt and LICENSES.chromium.html.\n';
  return [head, ...sections].join('\n');
}
