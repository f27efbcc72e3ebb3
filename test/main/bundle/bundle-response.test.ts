import { mkdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isBundleUrl, resolveBundlePath, START_URL } from '../../../src/main/bundle/bundle-path.ts';
import { bundleResponse, CONTENT_SECURITY_POLICY } from '../../../src/main/bundle/bundle-response.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(sep, 'app', 'dist', 'renderer');

describe('which file a URL means', () => {
  test.each([
    ['app://bundle/index.html', 'index.html'],
    ['app://bundle/assets/index-1a2b.js?x=1#y', join('assets', 'index-1a2b.js')],
    ['app://bundle/a%20b.css', 'a b.css'],
    // The URL parser has resolved the dots already; it stays inside.
    ['app://bundle/assets/../index.html', 'index.html'],
    ['app://bundle/../../index.html', 'index.html'],
  ])('%s', (url, file) => {
    expect(resolveBundlePath(ROOT, url)).toBe(join(ROOT, file));
  });

  test.each([
    'app://bundle/',
    'app://bundle',
    'app://bundle//etc/passwd',
    'app://bundle/%2e%2e%2f%2e%2e%2fpreload/index.cjs',
    'app://bundle/..%2fmain/index.cjs',
    'app://bundle/..%5cmain',
    'app://bundle/assets%2findex.js',
    'app://bundle/assets//index.js',
    'app://bundle/a%00.html',
    'app://bundle/C:/windows/win.ini',
    'app://bundle/%ff',
    'app://other/index.html',
    'app://bundle.evil.example/index.html',
    'app://user@bundle/index.html',
    'app://bundle:80/index.html',
    'file:///etc/passwd',
    'https://bundle/index.html',
    'not a url',
    '',
  ])('nothing: %s', (url) => {
    expect(resolveBundlePath(ROOT, url)).toBeUndefined();
  });

  test('never a file outside, whatever the path', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%2E.', '%2f', '%5c', '\\', '/', '//', '%00', 'C:', '~', 'a'),
      fc.webSegment(),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom('/', ''), (pieces, joiner) => {
        const path = resolveBundlePath(ROOT, `app://bundle/${pieces.join(joiner)}`);
        expect(path === undefined || path.startsWith(ROOT + sep)).toBe(true);
        expect(path?.split(sep).includes('..') ?? false).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('only our own pages are ours', () => {
    expect(isBundleUrl(START_URL)).toBe(true);
    expect(isBundleUrl('app://bundle.evil.example/index.html')).toBe(false);
    expect(isBundleUrl('about:blank')).toBe(false);
    expect(isBundleUrl('')).toBe(false);
  });
});

describe('what is answered', () => {
  function bundle(): string {
    const folder = temporaryFolder();
    const root = join(folder, 'renderer');
    mkdirSync(root);
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'index.js.map'), '{}');
    writeFileSync(join(folder, 'secret.html'), 'secret');
    return root;
  }

  test('a file, with its type and the strict policy', async () => {
    const response = await bundleResponse(bundle(), { method: 'GET', url: START_URL });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each([
    ['GET', 'app://bundle/absent.html', 404],
    ['GET', 'app://bundle/index.js.map', 404],
    ['GET', 'app://bundle/%2e%2e%2fsecret.html', 404],
    ['POST', START_URL, 405],
  ])('%s %s: %i, with the policy too', async (method, url, status) => {
    const response = await bundleResponse(bundle(), { method, url });
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  });
});

test('the policy allows nothing inline, nothing evaluated and nothing from elsewhere', () => {
  const directives = new Map(
    CONTENT_SECURITY_POLICY.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources] as const;
    }),
  );
  expect(directives.get('default-src')).toEqual(["'none'"]);
  for (const sources of directives.values()) {
    for (const source of sources) expect(["'none'", "'self'", 'data:', 'blob:', 'media:']).toContain(source);
  }
  expect(directives.get('script-src')).toEqual(["'self'"]);
  expect(directives.get('style-src')).toEqual(["'self'"]);
});
