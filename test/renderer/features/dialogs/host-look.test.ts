import { expect, test } from 'vitest';

import { hostLook } from '../../../../src/renderer/features/dialogs/host-look.ts';

test.each([
  ['https://example.org/путь?ключ=да#да', 'plain'],
  ['https://user:pass@example.org:8080/', 'plain'],
  ['https://пример.рф/', 'foreign-letters'],
  ['https://münchen.example/', 'foreign-letters'],
  ['https://例え-example.jp/', 'foreign-letters'],
  ['https://한글漢字.kr', 'foreign-letters'],
  ['https://xn--e1afmkfd.example/', 'foreign-letters'],
  // A Cyrillic "а" between Latin letters, and a Greek "ο".
  ['https://exаmple.org/', 'mixed-scripts'],
  ['https://login@exаmple.org:443?x', 'mixed-scripts'],
  ['http://gοogle.example', 'mixed-scripts'],
  ['https://ひらがнa.example', 'mixed-scripts'],
] as const)('CNV-07: the name in %s looks %s', (url, look) => {
  expect(hostLook(url).look).toBe(look);
});

test('CNV-07: the name is given as computers write it', () => {
  expect(hostLook('https://exаmple.org/путь').host).toBe('xn--exmple-4nf.org');
});
