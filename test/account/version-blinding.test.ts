import { expect, test } from 'vitest';

import { versionBlindedHeaders, versionBlindedKeys } from '../../ts/account/index.ts';
import { cryptoReady, ed25519Seed, verify } from '../../ts/crypto/index.ts';
import { fromBase64, fromHex, toHex, utf8 } from '../../ts/util/index.ts';

await cryptoReady();

const KEYS = versionBlindedKeys(
  ed25519Seed(fromHex('00112233445566778899aabbccddeeff00000000000000000000000000000000')),
);

test('the headers of a version check, known answer', () => {
  expect(
    versionBlindedHeaders(KEYS, {
      timestampS: 1_754_971_102,
      method: 'GET',
      pathWithQuery: '/session_version?platform=desktop&release_channel=stable',
    }),
  ).toEqual({
    'X-FS-Pubkey': '07bc6491353161ad1358a5858a3707f8f690d037065fd5f8f245832d6794e19ef9',
    'X-FS-Timestamp': '1754971102',
    'X-FS-Signature':
      'MDf8y88r+m69r0/S631Rqh647C1V333BQvD5bV7klAFKM7UQF8KvOspXJqK9VfwBjOtuOe4D6+2s98dLqsWODA==',
  });
});

test('a body is signed too', () => {
  const headers = versionBlindedHeaders(KEYS, {
    timestampS: 1,
    method: 'POST',
    pathWithQuery: '/a?b=c',
    body: utf8('{}'),
  });
  const signed = fromBase64(headers['X-FS-Signature']);
  expect(headers['X-FS-Pubkey']).toBe(`07${toHex(KEYS.publicKey)}`);
  expect(verify(signed, utf8('1POST/a?b=c{}'), KEYS.publicKey)).toBe(true);
});
