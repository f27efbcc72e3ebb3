import { expect, test } from 'vitest';

import { isOfficialPassword } from '../../../ts/account/index.ts';

test.each(['123456', 'a'.repeat(256), 'pass word!', 'semi;colon,:', '-!?/\\()._`~@#$%^&*+=[]{}|<>,;: '])(
  '%s is allowed',
  (password) => {
    expect(isOfficialPassword(password)).toBe(true);
  },
);

test.each(['', '12345', 'a'.repeat(257), 'päss123', 'tab\tchar', '"quoted"', "it's me", '123456\n'])(
  '%j is not',
  (password) => {
    expect(isOfficialPassword(password)).toBe(false);
  },
);
