import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readDeepLink, readDroppedLink } from '../../src/ipc/index.ts';

const ID = `05${'ab'.repeat(32)}`;

describe('addresses that lead into the app', () => {
  test('they lead to an account or to a name, in both schemes and both spellings', () => {
    const account = { kind: 'account', accountId: ID };
    for (const link of [`undertone:${ID}`, `session:${ID}`, `undertone://${ID}`, `SESSION://${ID}/`]) {
      expect(readDeepLink(link), link).toEqual(account);
    }
    expect(readDeepLink(`undertone:${ID.toUpperCase()}`)).toEqual(account);
    expect(readDeepLink('undertone:Bob-1')).toEqual({ kind: 'name', name: 'bob-1' });
  });

  test.each([
    '',
    'undertone:',
    'undertone://',
    `https://${ID}`,
    `xundertone:${ID}`,
    `undertone:${ID}?then=send`,
    `undertone:${ID}#x`,
    `undertone://user@${ID}`,
    `undertone:${ID}\n--no-sandbox`,
    `undertone:${ID}/..`,
    'undertone:-name',
    `undertone:${'n'.repeat(65)}`,
    'undertone:%62ob',
    'undertone:javascript:alert(1)',
    'undertone:<script>',
    '--remote-debugging-port=1',
    'undertone: bob',
  ])('%j leads nowhere', (text) => {
    expect(readDeepLink(text)).toBeUndefined();
  });

  test('nothing but plain words ever comes out of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const link = readDeepLink(`undertone:${text}`);
        if (link === undefined) return;
        expect(link.kind === 'name' ? link.name : link.accountId).toMatch(/^[a-z0-9_-]{1,66}$/);
      }),
    );
  });

  test('an Account ID alone can be dragged here, a word cannot', () => {
    expect(readDroppedLink(` ${ID}\n`)).toEqual({ kind: 'account', accountId: ID });
    expect(readDroppedLink('undertone:bob')).toEqual({ kind: 'name', name: 'bob' });
    expect(readDroppedLink('bob')).toBeUndefined();
    expect(readDroppedLink('https://example.org/')).toBeUndefined();
  });
});
