import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { CONTENT_SECURITY_POLICY } from '../../../src/main/bundle/bundle-response.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { PageClient, type SocketHead, openSocket } from './support/page-client.ts';
import { startHeadless } from './support/running-headless.ts';

/** What a page that was taken over might try. */
const REACHING_FOR_FILES = [
  {
    channel: 'messages:send',
    input: { conversationId: 1, text: '', attachments: [{ path: '/etc/passwd', contentType: 'text/plain' }] },
    code: 'path-not-allowed',
  },
  { channel: 'account:set-picture', input: { path: '/etc/passwd' }, code: 'path-not-allowed' },
  { channel: 'attachments:save', input: { id: 1, path: '/etc/cron.d/x' }, code: 'file-not-chosen' },
  {
    channel: 'attachments:save-all',
    input: { files: [{ id: 1, name: 'x' }], folder: '/etc/cron.d' },
    code: 'path-not-allowed',
  },
  { channel: 'attachments:save-all', input: { files: [{ id: 1, name: 'x' }] }, code: 'file-not-chosen' },
  {
    channel: 'conversations:export',
    input: { conversationId: 1, path: '/etc/cron.d/x' },
    code: 'file-not-chosen',
  },
  { channel: 'profile:backup', input: { path: '/etc/cron.d/x', password: 'x' }, code: 'file-not-chosen' },
] as const;

/** HTTP status with which a socket is refused; 101 when it is opened. */
async function socketStatus(url: string, head?: SocketHead): Promise<number> {
  const socket = openSocket(url, head);
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.once('unexpected-response', (sent, response) => {
      sent.destroy();
      resolve(response.statusCode ?? 0);
    });
  });
}

/** HTTP status of a page; `fetch` would not let a test name the host. */
function pageStatus(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });
}

test('from an empty folder to an account, with several pages and a reload', async () => {
  const { profile, child, url: ready, ended } = startHeadless();
  const url = await ready;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\/$/);

  const one = await PageClient.open(url);
  const two = await PageClient.open(url);
  expect(await one.invoke('client:status')).toMatchObject({ ok: true, value: { phase: 'no-account' } });
  expect(await one.invoke('app:info')).toMatchObject({
    ok: true,
    value: { version: '1.2.3', commit: 'abc', electron: '', networkName: 'local', keyProtected: false },
  });

  // An answer without a value, an error with its facts, a request that breaks the contract.
  expect(await one.invoke('network:retry')).toEqual({ ok: true });
  expect(await one.invoke('account:restore', { recoveryPassword: 'abxey '.repeat(13).trim() })).toMatchObject(
    { ok: false, error: { code: 'recovery-password-unknown-word', position: 1 } },
  );
  expect(await one.invoke('account:create', { displayName: 7 })).toEqual({
    ok: false,
    error: { code: 'ipc-invalid' },
  });

  const created = await one.invoke('account:create', { displayName: 'Ada Lovelace' });
  expect(created).toMatchObject({ ok: true, value: { displayName: 'Ada Lovelace' } });
  for (const page of [one, two]) {
    expect((await page.event('status')).status).toMatchObject({ phase: 'ready' });
  }
  for (const { channel, input, code } of REACHING_FOR_FILES) {
    expect(await one.invoke(channel, input)).toMatchObject({ ok: false, error: { code } });
  }
  expect(await one.invoke('settings:set', { theme: 'classic-light' })).toMatchObject({ ok: true });
  expect((await two.event('settings')).settings.theme).toBe('classic-light');

  // A page that is loaded again is a new page; the other one is not disturbed.
  await one.close();
  const again = await PageClient.open(url);
  expect(await again.invoke('client:status')).toMatchObject({ ok: true, value: { phase: 'ready' } });
  expect(await two.invoke('settings:get')).toMatchObject({ ok: true, value: { theme: 'classic-light' } });

  child.kill('SIGTERM');
  // Last words are heard.
  await two.ending;
  const saved = two.invoke('account:set-name', { displayName: 'Augusta Ada' });
  expect(await saved).toMatchObject({ ok: true });
  await Promise.all([again.close(), two.close()]);
  expect(await ended).toEqual({ status: 0, output: `READY ${url}\n` });

  // The same files as the app's, for this user only, and without a word of the address.
  expect(readdirSync(profile).sort()).toEqual(['logs', 'settings.json', 'store', 'vault.json']);
  expect(statSync(join(profile, 'vault.json')).mode & 0o077).toBe(0);
  expect(JSON.parse(readFileSync(join(profile, 'vault.json'), 'utf8'))).toMatchObject({ os: false });
  const log = readFileSync(join(profile, 'logs', 'undertone.log'), 'utf8');
  expect(log).toContain(' ended {"status":0}');
  expect(log).not.toContain(new URL(url).pathname.slice(1, -1));

  const next = await PageClient.open(await startHeadless(profile).url);
  expect(await next.invoke('client:status')).toMatchObject({
    ok: true,
    value: { phase: 'ready', account: { displayName: 'Augusta Ada' } },
  });
});

describe('a running server', () => {
  test('serves the page with the policy of the app, to nobody without the token', async () => {
    const url = await startHeadless().url;
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(page.headers.get('Content-Security-Policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(page.headers.get('Cache-Control')).toBe('no-store');
    expect(await page.text()).toContain('src="./socket-bridge.js"');
    expect(await (await fetch(new URL('socket-bridge.js', url))).text()).toBe('bridge();');
    expect(await (await fetch(new URL('index.js', url))).text()).toBe('main();');
    expect((await fetch(new URL('nothing.js', url))).status).toBe(404);
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);

    const { origin, host } = new URL(url);
    for (const path of ['/', '/index.html', `/${'A'.repeat(43)}/`]) {
      const refused = await fetch(new URL(path, origin));
      expect(refused.status).toBe(403);
      expect(await refused.text()).toBe('');
    }
    expect(await pageStatus(url, { host })).toBe(200);
    expect(await pageStatus(url, { host: 'evil.example' })).toBe(403);
    expect(await pageStatus(url, { host, origin: 'http://evil.example' })).toBe(403);
  });

  test('opens a socket for its own page alone', async () => {
    const url = await startHeadless().url;
    const { origin } = new URL(url);
    expect(await socketStatus(url)).toBe(101);
    expect(await socketStatus(url, {})).toBe(403);
    expect(await socketStatus(url, { origin: 'http://evil.example' })).toBe(403);
    expect(await socketStatus(url, { origin, host: 'evil.example' })).toBe(403);
    expect(await socketStatus(`${origin}/${'A'.repeat(43)}/`)).toBe(403);
    expect(await socketStatus(`${origin}/`)).toBe(403);
    expect(await socketStatus(`${url}elsewhere/`)).toBe(403);
  });

  test('outlives whatever is sent to it', async () => {
    const url = await startHeadless().url;
    const good = await PageClient.open(url);

    expect(await good.invoke('no:channel')).toEqual({ ok: false, error: { code: 'ipc-invalid' } });
    expect(await good.invoke('constructor')).toEqual({ ok: false, error: { code: 'ipc-invalid' } });

    const garbage = [
      'not JSON',
      '{"type":"focus"}',
      '[]',
      randomBytes(64),
      ...fc.sample(fc.string({ unit: 'binary' }), 20),
    ];
    for (const frame of garbage) {
      const bad = openSocket(url);
      await once(bad, 'open');
      bad.send(frame);
      const [code] = (await once(bad, 'close')) as [number];
      expect(code).toBe(1008);
    }

    const long = openSocket(url);
    await once(long, 'open');
    long.send('x'.repeat(1_048_577));
    expect(((await once(long, 'close')) as [number])[0]).toBe(1009);

    // Against the protocol itself: a frame that is not masked, in the middle of nowhere.
    const broken = openSocket(url);
    await once(broken, 'open');
    (broken as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(
      Buffer.from([0xff, 0x7f, 0, 0, 0, 0]),
    );
    await once(broken, 'close');

    expect(await good.invoke('client:status')).toMatchObject({ ok: true });
  });

  test('a page that does not close is left behind', async () => {
    const { child, url, ended } = startHeadless();
    const deaf = openSocket(await url);
    deaf.on('error', () => undefined);
    await once(deaf, 'open');
    deaf.pause();
    child.kill('SIGINT');
    expect((await ended).status).toBe(0);
  });
});

test('an engine that stops ends it all, with a line that says so', async () => {
  const worker = join(temporaryFolder(), 'worker.cjs');
  writeFileSync(
    worker,
    `const { parentPort } = require('node:worker_threads');
    parentPort.on('message', ({ type, id, method }) => {
      if (method === 'createAccount') throw new Error('stop');
      const body = type === 'open' ? { type: 'opened' } : { type: 'result', id, value: {} };
      parentPort.postMessage({ ...body, events: [], logLines: [] });
    });`,
  );
  const { url: ready, ended } = startHeadless(undefined, worker);
  const url = await ready;
  const page = await PageClient.open(url);
  expect(await page.invoke('account:create', { displayName: 'Ada' })).toEqual({
    ok: false,
    error: { code: 'engine-stopped' },
  });
  await page.ending;
  await page.close();
  const { status, output } = await ended;
  expect(status).toBe(3);
  const [first, second = ''] = output.split('\n');
  expect(first).toBe(`READY ${url}`);
  expect(JSON.parse(second)).toMatchObject({ dialog: 'failure', code: 'engine-stopped' });
});

describe('a start that fails', () => {
  const line = (output: string): unknown => JSON.parse(output.trim());

  test('a damaged vault is said in one line of JSON, and nothing is touched', async () => {
    const profile = temporaryFolder();
    const vault = join(profile, 'vault.json');
    writeFileSync(vault, 'not a vault');
    const { status, output } = await startHeadless(profile).ended;
    expect(status).toBe(3);
    expect(line(output)).toMatchObject({
      dialog: 'failure',
      code: 'vault-malformed',
      buttons: ['Copy Error', 'Delete All Data', 'Quit'],
    });
    expect(readFileSync(vault, 'utf8')).toBe('not a vault');
    expect(existsSync(join(profile, 'store', 'undertone.sqlite'))).toBe(false);
  });

  test('a key that a key store has wrapped', async () => {
    const profile = temporaryFolder();
    const vault = JSON.stringify({ v: 1, kdf: null, wrap: Buffer.alloc(48, 1).toString('base64'), os: true });
    writeFileSync(join(profile, 'vault.json'), vault);
    const { status, output } = await startHeadless(profile).ended;
    expect(status).toBe(3);
    expect(line(output)).toMatchObject({ code: 'vault-locked' });
    expect(readFileSync(join(profile, 'vault.json'), 'utf8')).toBe(vault);
  });

  test('a file in the place of the profile', async () => {
    const profile = join(temporaryFolder(), 'file');
    writeFileSync(profile, 'in the way');
    const { status, output } = await startHeadless(profile).ended;
    expect(status).toBe(3);
    expect(line(output)).toMatchObject({ code: 'profile-io' });
  });

  test('a profile that is in use', async () => {
    const first = startHeadless();
    await first.url;
    const { status, output } = await startHeadless(first.profile).ended;
    expect(status).toBe(3);
    expect(line(output)).toMatchObject({ code: 'store-locked' });
  });
});
