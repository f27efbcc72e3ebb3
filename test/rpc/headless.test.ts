import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';

import { createAccountKeys } from '../../ts/account/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import { temporaryFolder } from '../main/support/temporary-folder.ts';
import { HeadlessCallError, HeadlessClient, type HeadlessStart } from '../support/headless-client.ts';

// Every test starts processes, some of them several, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

const NOWHERE = 'http://127.0.0.1:9';

/** A headless engine on a network that is not there; it is gone after the test. */
function start(options: Partial<HeadlessStart> = {}): HeadlessClient {
  const profile = options.profile ?? join(temporaryFolder(), 'profile');
  const client = new HeadlessClient({ network: NOWHERE, ...options, profile });
  onTestFinished(async () => {
    await client.kill('SIGKILL');
  });
  return client;
}

/** The recovery password of an account that was made elsewhere. */
async function wordsOfAnother(): Promise<string> {
  const engine = start({ args: ['--name', 'Eve'] });
  const words = await engine.call('account:recovery-password', undefined);
  await engine.end();
  return words;
}

const refusal = (code: string): unknown => expect.objectContaining({ name: HeadlessCallError.name, code });

test('from an empty folder to an account, and again', async () => {
  const profile = join(temporaryFolder(), 'profile');
  const engine = start({ profile });
  expect(await engine.call('client:status')).toEqual({ phase: 'no-account' });
  expect(await engine.call('app:info')).toMatchObject({
    electron: '',
    networkName: 'local',
    keyProtected: false,
  });
  const account = await engine.call('account:create', { displayName: 'Ada' });
  expect((await engine.event('status')).status).toEqual({ phase: 'ready', account });

  const note = await engine.call('conversations:start', { accountId: account.id });
  const sent = await engine.call('messages:send', { conversationId: note.id, text: 'naïve 🙂\n"x"' });
  expect((await engine.event('message')).message).toEqual(sent);
  expect(await engine.call('conversations:save-draft', { conversationId: note.id, text: 'x' })).toBeNull();
  expect(await engine.call('settings:set', { theme: 'classic-light' })).toMatchObject({
    theme: 'classic-light',
  });
  expect((await engine.event('settings')).settings.theme).toBe('classic-light');
  await expect(engine.call('messages:send', { conversationId: 999, text: 'x' })).rejects.toThrowError(
    refusal('conversation-unknown'),
  );
  await expect(engine.call('clipboard:write', { text: 'x' })).rejects.toThrowError(refusal('not-here'));
  await expect(engine.call('shell:open-url', { url: 'https://example.org' })).rejects.toThrowError(
    refusal('not-here'),
  );
  expect(await engine.end()).toEqual({ status: 0, signal: null });
  expect(engine.errors.match(/^key-unprotected:/gm)).toHaveLength(1);
  expect(engine.others).toEqual([]);

  // The same files as the app's, for this user only.
  expect(readdirSync(profile).sort()).toEqual(['logs', 'settings.json', 'store', 'vault.json']);
  expect(statSync(join(profile, 'vault.json')).mode & 0o077).toBe(0);

  const again = start({ profile });
  expect(await again.call('client:status')).toEqual({ phase: 'ready', account });
  expect(await again.call('messages:page', { conversationId: note.id, limit: 10 })).toMatchObject({
    messages: [{ id: sent.id, text: sent.text }],
  });
});

test('--name makes the account before the first request is read, and only once', async () => {
  const profile = join(temporaryFolder(), 'profile');
  const first = start({ profile, args: ['--name', 'Ada'] });
  expect(await first.call('client:status')).toMatchObject({
    phase: 'ready',
    account: { displayName: 'Ada' },
  });
  await first.end();
  const second = start({ profile, args: ['--name', 'Eve'] });
  expect(await second.call('client:status')).toMatchObject({ account: { displayName: 'Ada' } });
});

test('a shell may write everything at once and close the pipe: all of it is answered', async () => {
  const engine = start();
  const lines = Array.from(
    { length: 2_000 },
    (_, id) => `{"jsonrpc":"2.0","id":"${id}","method":"client:status"}\n`,
  );
  engine.write(lines.join(''));
  engine.write('{"jsonrpc":"2.0","id":"last","method":"client:status"}');
  expect(await engine.end()).toEqual({ status: 0, signal: null });
  expect(engine.others).toHaveLength(lines.length + 1);
  expect(engine.others.at(-1)).toMatchObject({ id: 'last', result: { phase: 'no-account' } });
});

test('nothing that is sent to it ends it', async () => {
  const engine = start();
  engine.write('not JSON\n');
  expect(await engine.other()).toMatchObject({ id: null, error: { code: -32_700 } });
  engine.write(Buffer.concat([Buffer.alloc(3_000_000, 'x'), Buffer.from('\n')]));
  expect(await engine.other()).toMatchObject({ id: null, error: { data: { code: 'line-too-long' } } });
  for (const bytes of fc.sample(fc.uint8Array({ maxLength: 500 }), 200)) engine.write(bytes);
  engine.write(randomBytes(100_000));
  engine.write(`\n${'['.repeat(500_000)}\n`);
  expect(await engine.call('client:status')).toMatchObject({ phase: 'no-account' });
});

test('a reader that rests makes it wait, and gets everything later', async () => {
  const engine = start();
  const { id } = await engine.call('account:create', { displayName: 'Ada' });
  const { id: conversationId } = await engine.call('conversations:start', { accountId: id });
  engine.reading = false;
  const texts = Array.from({ length: 1_000 }, (_, index) => `${index} ${'x'.repeat(1_900)}`);
  const calls = texts.map((text) => engine.call('messages:send', { conversationId, text }));
  engine.reading = true;
  const sent = await Promise.all(calls);
  expect(sent.map(({ text }) => text)).toEqual(texts);
});

describe('its end', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s closes the database', async (signal) => {
    const profile = join(temporaryFolder(), 'profile');
    const engine = start({ profile, args: ['--name', 'Ada'] });
    await engine.call('client:status');
    expect(await engine.kill(signal)).toEqual({ status: 0, signal: null });
    expect(readFileSync(join(profile, 'logs', 'undertone.log'), 'utf8')).toContain(' ended {"status":0}');
    expect(existsSync(join(profile, 'store', 'undertone.sqlite-wal'))).toBe(false);
  });

  test('a request that takes long is answered before it ends', async () => {
    const engine = start();
    const recoveryPassword = await wordsOfAnother();
    const outcome = engine.call('account:restore', { recoveryPassword }).catch((error: unknown) => error);
    await engine.event('status', ({ status }) => status.phase === 'restoring');
    expect(await engine.kill('SIGTERM')).toEqual({ status: 0, signal: null });
    // Nothing was found in its time; or the engine has stopped before it was over.
    const account = expect.objectContaining({ origin: 'restored' }) as unknown;
    expect([account, refusal('engine-stopped')]).toContainEqual(await outcome);
  });

  test('a reader that never reads does not hold it up', async () => {
    const engine = start();
    await engine.call('account:create', { displayName: 'Ada' });
    engine.reading = false;
    engine.write('{"jsonrpc":"2.0","id":"x","method":"app:info"}\n'.repeat(20_000));
    engine.signal('SIGTERM');
    expect(await engine.exited).toEqual({ status: 0, signal: null });
  });

  test('when nobody reads any more', async () => {
    const engine = start();
    await engine.call('client:status');
    engine.closeReading();
    engine.write('{"jsonrpc":"2.0","id":"x","method":"client:status"}\n');
    expect(await engine.ended).toEqual({ status: 0, signal: null });
  });
});

describe('a start that fails', () => {
  test('a profile that is in use: on both outputs, and the first one goes on', async () => {
    const profile = join(temporaryFolder(), 'profile');
    const first = start({ profile });
    await first.call('client:status');
    const second = start({ profile });
    expect(await second.ended).toEqual({ status: 3, signal: null });
    expect(second.others).toMatchObject([
      { id: null, error: { code: -32_000, data: { code: 'store-locked' } } },
    ]);
    expect(second.errors).toContain('store-locked: ');
    expect(await first.call('client:status')).toMatchObject({ phase: 'no-account' });
  });

  test('a damaged vault is not touched', async () => {
    const profile = temporaryFolder();
    writeFileSync(join(profile, 'vault.json'), 'not a vault');
    const engine = start({ profile });
    expect(await engine.ended).toEqual({ status: 3, signal: null });
    expect(engine.errors).toContain('vault-malformed: ');
    expect(readFileSync(join(profile, 'vault.json'), 'utf8')).toBe('not a vault');
  });

  test('a name that no account may have', async () => {
    const engine = start({ args: ['--name', 'x'.repeat(101)] });
    expect(await engine.ended).toEqual({ status: 3, signal: null });
    expect(engine.errors).toContain('display-name-too-long: --name is too long');
  });

  test('arguments that make no sense', async () => {
    const engine = start({ args: ['--nonsense'] });
    expect(await engine.ended).toEqual({ status: 64, signal: null });
    expect(engine.errors).toContain('--nonsense');
    expect(engine.errors).toContain('Usage: ');
  });

  test('a key file that is not there', async () => {
    const engine = start({ args: ['--key-file', join(temporaryFolder(), 'none')] });
    expect(await engine.ended).toEqual({ status: 64, signal: null });
    expect(engine.errors).toContain('key-file-io');
  });
});

test('with a key file the key does not lie in the profile', async () => {
  const folder = temporaryFolder();
  const profile = join(folder, 'profile');
  writeFileSync(join(folder, 'key'), randomBytes(32));
  const env = { UNDERTONE_KEY_FILE: join(folder, 'key') };
  const engine = start({ profile, env });
  expect(await engine.call('app:info')).toMatchObject({ keyProtected: true });
  await engine.end();
  expect(engine.errors).not.toContain('key-unprotected');
  const without = start({ profile });
  expect((await without.ended).status).toBe(3);
  expect(without.errors).toContain('vault-locked: ');
});

test('an account that is deleted takes its profile and the engine with it', async () => {
  const profile = join(temporaryFolder(), 'profile');
  const engine = start({ profile, args: ['--name', 'Ada'] });
  expect(await engine.call('network:set-settings', { proxy: 'socks5h://127.0.0.1:9' })).toEqual({
    proxy: 'socks5h://127.0.0.1:9',
    seeds: [],
    isRestartNeeded: false,
  });
  await expect(engine.call('network:set-settings', { proxy: 'nonsense' })).rejects.toThrowError(
    refusal('proxy-invalid'),
  );
  await expect(engine.call('account:delete', { scope: 'network' })).rejects.toThrowError(
    refusal('network-unreachable'),
  );
  expect(await engine.call('client:status')).toMatchObject({ phase: 'ready' });
  expect(await engine.call('account:delete', { scope: 'device' })).toEqual({
    isDeleted: true,
    unconfirmedNodes: [],
  });
  expect(await engine.ended).toEqual({ status: 0, signal: null });
  expect(readdirSync(profile)).toEqual([]);
});

test('a program calls with media of its own; a call that was killed while it rang has failed', async () => {
  await cryptoReady();
  const profile = join(temporaryFolder(), 'profile');
  const engine = start({ profile, args: ['--name', 'Ada'] });
  const { accountId } = createAccountKeys(systemRandom);
  const { id: conversationId } = await engine.call('conversations:start', { accountId });
  expect(await engine.call('calls:current')).toBeNull();
  await expect(engine.call('calls:start', { conversationId })).rejects.toThrowError(refusal('calls-off'));
  expect(await engine.call('privacy:set', { calls: true })).toMatchObject({ calls: true });
  const { uuid } = await engine.call('calls:start', { conversationId });
  expect((await engine.event('call')).call).toMatchObject({ uuid, phase: 'outgoing-ringing' });
  await engine.event('call-media', ({ command }) => command.type === 'create-offer' && command.uuid === uuid);
  const description = { type: 'offer', sdp: 'v=0' } as const;
  const report = { type: 'local-description', uuid, description } as const;
  expect(await engine.call('calls:report-media', report)).toBeNull();
  expect(await engine.call('calls:set-switches', { uuid, isCameraOn: true })).toBeNull();
  expect(await engine.call('calls:current')).toMatchObject({ isCameraOn: true, phase: 'outgoing-ringing' });
  await engine.kill('SIGKILL');

  const again = start({ profile });
  expect(await again.call('messages:page', { conversationId, limit: 10 })).toMatchObject({
    messages: [{ kind: 'call', call: { uuid, form: 'started-call', outcome: 'failed' } }],
  });
  expect(await again.call('calls:current')).toBeNull();
});
