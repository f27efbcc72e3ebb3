import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findPreviewableLink, isPreviewableLink, isPublicAddress } from '../../../ts/messaging/index.ts';
import { isPublicName } from '../../../ts/messaging/link-preview/public-address.ts';

describe('a link of which a preview is made', () => {
  test.each([
    'https://example.org',
    'https://example.org/a/b?c=d&e=%20#f',
    'HTTPS://EXAMPLE.ORG:8443/',
    'https://пример.рф/',
    'https://xn--e1afmkfd.xn--p1ai/',
    `https://example.org/${'a'.repeat(4_075)}`,
  ])('%s', (url) => {
    expect(isPreviewableLink(url)).toBe(true);
  });

  test.each([
    ['not over TLS', 'http://example.org'],
    ['too long', `https://example.org/${'a'.repeat(4_077)}`],
    ['with a user', 'https://user@example.org/'],
    ['with a user that looks like a host', 'https://example.com@evil.example/'],
    ['of one label', 'https://localhost/'],
    ['with an empty label', 'https://example..org/'],
    ['with a dot at the end', 'https://example.org./'],
    ['with an encoded host', 'https://ex%61mple.org/'],
    ['that mixes alphabets in its host', 'https://exаmple.org/'],
    ['that mixes them unseen', 'https://xn--80ak6aa92e.com/'],
    ['with other characters in its path', 'https://example.org/ä'],
    ['with other characters in its query', 'https://example.org/?q=‮'],
    ['with a backslash', 'https://example.org\\@evil.example/'],
    ['with an IPv6 host', 'https://[2001:db8::1]/'],
    ['without a host', 'https:///path'],
    ['with a port that is none', 'https://example.org:99999/'],
    ['no link at all', 'hello'],
  ])('is not one %s', (_what, url) => {
    expect(isPreviewableLink(url)).toBe(false);
  });

  test('is the first such link of a text', () => {
    expect(
      findPreviewableLink(
        'http://a.example, https://u@b.example and (https://c.example/d), https://e.example',
      ),
    ).toBe('https://c.example/d');
    expect(findPreviewableLink('nothing')).toBeUndefined();
  });

  test('any text is decided on', () => {
    fc.assert(fc.property(fc.string(), (text) => void isPreviewableLink(`https://${text}`)));
  });
});

describe('a public address', () => {
  test.each([
    '1.1.1.1',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.0',
    '2606:2800:220:1::1',
    '64:ff9b::5db8:d822',
  ])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:1.1.1.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    'fe80::1',
    'fe80::1%eth0',
    '2606:2800:220:1::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2001::1',
    '64:ff9b::7f00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1.1.1.1',
    '1.1.1',
    '0x7f.0.0.1',
    'localhost',
    '',
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test('is found out behind the prefix of networks without IPv4', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(isPublicAddress(address));
        expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
      }),
    );
  });

  test('has no name that belongs to this machine or network', () => {
    expect(['example.org', 'local.example.org', 'mylocalhost.org'].every(isPublicName)).toBe(true);
    const local = [
      'localhost',
      'x.localhost',
      'printer.local',
      'LOCALHOST.',
      'db.internal',
      'router.lan',
      'nas',
      'a.home.arpa',
    ];
    expect(local.filter(isPublicName)).toEqual([]);
  });
});
