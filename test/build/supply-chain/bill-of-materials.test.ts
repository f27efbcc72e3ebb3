import { expect, test } from 'vitest';

import { billOfMaterials } from '../../../build/supply-chain/bill-of-materials.ts';

const packages = [
  { name: '@scope/part', version: '1.2.3', licence: 'MIT' },
  { name: 'part', version: '2.0.0', licence: 'ISC' },
];
const integrity = (text: string) => `sha512-${Buffer.from(text).toString('base64')}`;
const lock = {
  packages: {
    'node_modules/@scope/part': { version: '1.2.3', integrity: integrity('one') },
    'node_modules/part': { version: '1.0.0', integrity: integrity('too old') },
    'node_modules/other/node_modules/part': { version: '2.0.0', integrity: integrity('two') },
  },
};

test('names every part, the runtime first, with the hash of the very version that was fetched', () => {
  const { components } = billOfMaterials({ version: '0.1.0', electron: '45.4.1', packages, lock });
  expect(components.map(({ purl }) => purl)).toEqual([
    'pkg:npm/electron@45.4.1',
    'pkg:npm/%40scope/part@1.2.3',
    'pkg:npm/part@2.0.0',
  ]);
  const hashes = components.map(({ hashes }) => hashes?.[0]?.content);
  expect(hashes).toEqual([undefined, Buffer.from('one').toString('hex'), Buffer.from('two').toString('hex')]);
});

test('a part that the lockfile does not know is an error', () => {
  const stranger = [{ name: 'stranger', version: '1.0.0', licence: 'MIT' }];
  expect(() => billOfMaterials({ version: '0.1.0', electron: '45.4.1', packages: stranger, lock })).toThrow(
    /stranger 1\.0\.0/,
  );
});
