import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readMediaPath, readMediaUrl } from '../../../src/main/media/media-url.ts';

const TOKEN = 'A_b-9'.repeat(8);
const ID = `05${'ab'.repeat(32)}`;

test('attachments by number, pictures by account', () => {
  expect(readMediaUrl(`media://attachment/${TOKEN}/17`)).toEqual({
    kind: 'attachment',
    id: 17,
    token: TOKEN,
  });
  expect(readMediaUrl(`media://avatar/${TOKEN}/${ID}?3`)).toEqual({
    kind: 'avatar',
    accountId: ID,
    token: TOKEN,
  });
  expect(readMediaPath(`attachment/${TOKEN}/17`)).toMatchObject({ id: 17 });
});

test.each([
  `media://attachment/${TOKEN}/0`,
  `media://attachment/${TOKEN}/-1`,
  `media://attachment/${TOKEN}/017`,
  `media://attachment/${TOKEN}/1.5`,
  `media://attachment/${TOKEN}/1e3`,
  `media://attachment/${TOKEN}/9999999999999999`,
  `media://attachment/${TOKEN}/17/`,
  `media://attachment/${TOKEN}/../17`,
  `media://attachment/${TOKEN}`,
  `media://attachment//17`,
  'media://attachment/17',
  `media://attachment/${TOKEN.replace('A', '%41')}/17`,
  `media://avatar/${TOKEN}/17`,
  `media://avatar/${TOKEN}/${ID.toUpperCase()}`,
  `media://avatar/${TOKEN}/${ID}00`,
  `media://file/${TOKEN}/17`,
  `app://attachment/${TOKEN}/17`,
  `https://attachment/${TOKEN}/17`,
  `media://user@attachment/${TOKEN}/17`,
  'media://',
  'media:',
  '',
])('nothing: %s', (url) => {
  expect(readMediaUrl(url)).toBeUndefined();
});

test('any text is read without harm', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((rest) => `media://${rest}`),
      ),
      (url) => {
        const request = readMediaUrl(url);
        if (request?.kind === 'attachment') expect(Number.isSafeInteger(request.id)).toBe(true);
      },
    ),
  );
});
