import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseProxy } from '../../../ts/network/index.ts';
import { credentialsFor } from '../../../ts/network/transport/proxy.ts';

describe('the address of a proxy', () => {
  test.each([
    ['socks5h://127.0.0.1:9050', { host: '127.0.0.1', port: 9_050, user: '', password: '' }],
    ['socks5://proxy.example', { host: 'proxy.example', port: 1_080, user: '', password: '' }],
    ['socks://[::1]:9150/', { host: '::1', port: 9_150, user: '', password: '' }],
    ['socks5h://me%40home:p%3Aw%2F@h:1', { host: 'h', port: 1, user: 'me@home', password: 'p:w/' }],
    ['socks5h://*@127.0.0.1:9050', { host: '127.0.0.1', port: 9_050, user: '*', password: '' }],
  ])('%s is understood', (url, proxy) => {
    expect(parseProxy({ url })).toEqual(proxy);
  });

  test.each([
    '',
    '127.0.0.1:9050',
    'http://127.0.0.1:8080',
    'socks4://127.0.0.1:9050',
    'socks5h://',
    'socks5h://h:99999',
    'socks5h://h:0',
    'socks5h://h/path',
    'socks5h://h?query',
    'socks5h://:secret@h',
    'socks5h://%E0%A4%A@h',
    `socks5h://${'x'.repeat(256)}@h`,
  ])('%j is none', (url) => {
    expect(() => parseProxy({ url })).toThrow(
      expect.objectContaining({ code: 'proxy-invalid', retry: 'never' }),
    );
  });

  test('of any text is understood or refused', () => {
    const part = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('socks5h://', '*', '@', ':', '[', '%'));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        for (const text of [parts.join(''), `socks5h://${parts.join('')}`]) {
          try {
            expect(parseProxy({ url: text }).port).toBeLessThan(65_536);
          } catch (error) {
            expect(error).toMatchObject({ name: 'NetworkError', code: 'proxy-invalid' });
          }
        }
      }),
    );
  });

  test('may want another user for each purpose', () => {
    const proxy = (url: string) => credentialsFor(parseProxy({ url }), 'word');
    expect(proxy('socks5h://me:pw@h')).toEqual({ user: 'me', password: 'pw' });
    expect(proxy('socks5h://*@h')).toEqual({ user: 'word', password: 'word' });
    expect(proxy('socks5h://me-*:pw@h')).toEqual({ user: 'me-word', password: 'pw' });
    expect(proxy('socks5h://h')).toEqual({ user: '', password: '' });
  });
});
