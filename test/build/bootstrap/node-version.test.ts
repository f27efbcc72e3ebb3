import { expect, test } from 'vitest';
import { checkNodeVersion } from '../../../build/bootstrap/node-version.mjs';

test.each(['20.19.0', '20.20.2', '22.0.0', '24.21.0', '100.1.0'])('%s will do', (version) => {
  expect(() => checkNodeVersion(version)).not.toThrow();
});

test.each(['20.18.9', '18.20.0', '8.1.2', '20'])('%s is too old', (version) => {
  expect(() => checkNodeVersion(version)).toThrow(
    `Node.js v${version} is too old: 20.19 or newer is needed.`,
  );
});
