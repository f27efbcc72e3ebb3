import { expect, test } from 'vitest';

import { failureFor } from '../../../src/main/dialogs/failure.ts';
import { createTexts } from '../../../src/main/text/texts.ts';

const texts = createTexts('en');

const CODES = [
  'store-wrong-key',
  'store-newer-schema',
  'store-corrupt',
  'store-disk-full',
  'store-locked',
  'store-io',
  'vault-io',
  'vault-locked',
  'vault-malformed',
  'vault-missing',
  'vault-newer',
  'profile-io',
  'engine-stopped',
  'page-lost',
  'main-failed',
  'self-test-failed',
  'unexpected',
];

test.each(CODES)('APP-12: %s has words of its own catalogue', (code) => {
  const { title, body } = failureFor(code);
  expect(texts(title).length).toBeGreaterThan(5);
  expect(texts(body).length).toBeGreaterThan(20);
});

test('deleting is offered only where it helps, never for a passing trouble', () => {
  const offering = CODES.filter((code) => failureFor(code).offersDelete);
  expect(offering).toEqual([
    'store-wrong-key',
    'store-newer-schema',
    'store-corrupt',
    'store-disk-full',
    'vault-locked',
    'vault-malformed',
    'vault-missing',
    'vault-newer',
  ]);
});

test('restarting is offered where the data are not the problem', () => {
  expect(CODES.filter((code) => failureFor(code).offersRestart)).toEqual([
    'engine-stopped',
    'page-lost',
    'main-failed',
  ]);
});
