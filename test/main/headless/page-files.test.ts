import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { CONTENT_SECURITY_POLICY } from '../../../src/main/bundle/bundle-response.ts';
import { pageFile } from '../../../src/main/headless/page-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const INDEX = '<head></head><body><script type="module" src="./assets/index.js"></script></body>';

function answers(): (path: string, method?: string) => Promise<Response> {
  const root = temporaryFolder();
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), INDEX);
  writeFileSync(join(root, 'assets', 'index.js'), 'main();');
  writeFileSync(join(root, 'assets', 'index.js.map'), '{}');
  return (path, method = 'GET') => pageFile({ root, bridgeScript: 'bridge();' }, { method, path });
}

test.each(['', 'index.html'])('the page %j has the bridge before its own script', async (path) => {
  const response = await answers()(path);
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  const text = await response.text();
  expect(text.replace('<script type="module" src="./socket-bridge.js"></script>', '')).toBe(INDEX);
  expect(text.indexOf('socket-bridge.js')).toBeLessThan(text.indexOf('assets/index.js'));
});

test('the bridge, and the files of the interface', async () => {
  const answer = answers();
  const bridge = await answer('socket-bridge.js');
  expect(bridge.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  expect(await bridge.text()).toBe('bridge();');
  const script = await answer('assets/index.js');
  expect(script.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  expect(await script.text()).toBe('main();');
});

test.each([
  ['assets/index.js.map', 'GET', 404],
  ['../package.json', 'GET', 404],
  ['assets/%2e%2e/%2e%2e/secret.js', 'GET', 404],
  ['nothing.js', 'GET', 404],
  ['', 'POST', 405],
  ['socket-bridge.js', 'POST', 405],
])('nothing else: %s by %s is %i', async (path, method, status) => {
  const response = await answers()(path, method);
  expect(response.status).toBe(status);
  expect(await response.text()).toBe('');
});

test.each(['', 'socket-bridge.js', 'assets/index.js', 'nothing.js'])(
  'the policy of the app is on %j, and no browser keeps it',
  async (path) => {
    const { headers } = await answers()(path);
    expect(headers.get('Content-Security-Policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Cache-Control')).toBe('no-store');
  },
);
