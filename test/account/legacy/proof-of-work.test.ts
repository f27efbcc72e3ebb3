import { expect, test } from 'vitest';

import { proofOfWork, proofOfWorkTarget } from '../../../ts/account/index.ts';
import { toBase64 } from '../../../ts/util/index.ts';

const RECIPIENT = '05d2ad010eeb72d72e561d9de7bd7b6989af77dcabffa03a5111a6c859ae5c3a72';

test.each([
  {
    ttlMs: 86_400_000,
    dataBase64: 'viwoOToOM8QMRhFA7NQzAZOBruEcj/XqmvmTOclZ5Lrn/iQkVQSHvw==',
    difficulty: 1,
    target: 0x00bb3ee721a54d88n,
    nonce: 'AAAAAAAAAA4=',
  },
  {
    ttlMs: 345_600_000,
    dataBase64: 'ojLR/XePYldy0zDMcA5ZXZCeWe1D9VXPWVPZ7qbkOt4FllDhxb2Skw==',
    difficulty: 2,
    target: 0x002262511ff7676bn,
    nonce: 'AAAAAAAABnk=',
  },
])('a proof of work of difficulty $difficulty', ({ ttlMs, dataBase64, difficulty, target, nonce }) => {
  const message = { timestampMs: 1_754_971_101_000, ttlMs, recipient: RECIPIENT, dataBase64 };
  expect(proofOfWorkTarget(message, difficulty)).toBe(target);
  expect(toBase64(proofOfWork(message, difficulty))).toBe(nonce);
});
