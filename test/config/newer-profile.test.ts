import { expect, test } from 'vitest';

import { newerProfile } from '../../ts/config/index.ts';

test.each([
  [undefined, undefined, 'incoming'],
  [undefined, 5, 'stored'],
  [5, undefined, 'incoming'],
  [5, 0, 'incoming'],
  [5, 5, 'stored'],
  [6, 5, 'incoming'],
  [4, 5, 'stored'],
])('of profiles from %s and %s, the %s one is kept', (incomingS, storedS, kept) => {
  const incoming = { name: 'incoming', profileUpdatedS: incomingS };
  const stored = { name: 'stored', profileUpdatedS: storedS };
  expect(newerProfile(incoming, stored).name).toBe(kept);
});
