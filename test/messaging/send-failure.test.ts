import { expect, test } from 'vitest';

import { finalFailure } from '../../ts/messaging/send/send-failure.ts';
import { NetworkError } from '../../ts/network/index.ts';
import { WireError } from '../../ts/wire/index.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const job = { createdAtMs: 1_000 };

test.each([
  [new WireError('recipient-key-invalid'), 'recipient-invalid'],
  [new NetworkError('too-large'), 'too-large'],
  [new NetworkError('rejected'), 'rejected'],
  [new NetworkError('timeout'), undefined],
  [new NetworkError('offline'), undefined],
  [new NetworkError('clock-out-of-sync'), undefined],
  [new NetworkError('aborted'), undefined],
  [new NetworkError('closed'), undefined],
  [new Error('a fault of ours'), undefined],
])('a fresh message after %s: %s', (error, reason) => {
  expect(finalFailure(error, job, 2_000)).toBe(reason);
});

test.each([
  [new NetworkError('timeout'), 'gave-up'],
  [new NetworkError('clock-out-of-sync'), 'clock-out-of-sync'],
  [new NetworkError('aborted'), undefined],
  [new Error('a fault of ours'), 'unexpected'],
])('a day old message after %s: %s', (error, reason) => {
  expect(finalFailure(error, job, 1_000 + DAY_MS)).toBe(reason);
});
