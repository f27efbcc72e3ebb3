import { resolve } from 'node:path';

import { describe, expect, test } from 'vitest';

import { launchOptions, readRpcOptions } from '../../src/rpc/rpc-options.ts';

const SEED = 'http://127.0.0.1:9';

test('everything that can be said', () => {
  const args = [
    '--profile',
    'some/where',
    '--network',
    'testnet',
    '--name',
    'Ada',
    '--key-file',
    'k',
    '--repair',
    '--verbose',
  ];
  expect(readRpcOptions(args, {})).toEqual({
    profileFolder: resolve('some/where'),
    network: { kind: 'testnet' },
    name: 'Ada',
    keyFile: resolve('k'),
    repair: true,
    verbose: true,
  });
  expect(readRpcOptions(['--profile=/p'], { UNDERTONE_KEY_FILE: '/run/key', LANGUAGE: 'de' })).toEqual({
    profileFolder: '/p',
    network: { kind: 'mainnet' },
    name: undefined,
    keyFile: '/run/key',
    repair: false,
    verbose: false,
  });
  expect(readRpcOptions(['--help'], {})).toBe('help');
});

describe('the network', () => {
  test.each([
    [[], {}, { kind: 'mainnet' }],
    [[], { LOCAL_DEVNET_SEED_URL: SEED }, { kind: 'devnet', seedUrl: SEED }],
    [['--network', 'mainnet'], { LOCAL_DEVNET_SEED_URL: SEED }, { kind: 'mainnet' }],
    [['--network', 'local'], { LOCAL_DEVNET_SEED_URL: SEED }, { kind: 'devnet', seedUrl: SEED }],
    [['--network', 'local'], { LOCAL_DEVNET_SEED_URL: '' }, { kind: 'local' }],
    [['--network', SEED], {}, { kind: 'devnet', seedUrl: SEED }],
  ])('%j with %j', (args, env, network) => {
    expect(readRpcOptions(['--profile', '/p', ...args], env)).toMatchObject({ network });
  });
});

test.each([
  [[]],
  [['--profile']],
  [['--profile', '']],
  [['--profile', '/p', '--unknown']],
  [['--profile', '/p', 'more']],
  [['--profile', '/p', '--network', 'nowhere']],
  [['--profile', '/p', '--network', 'ftp://127.0.0.1']],
])('a start that makes no sense is refused: %j', (args) => {
  expect(() => readRpcOptions(args, {})).toThrowError(
    expect.objectContaining({ name: 'RpcError', code: 'arguments-invalid' }),
  );
});

test('the engine measures itself for somebody who has named it, and greets nobody', () => {
  const options = readRpcOptions(['--profile', '/p', '--network', SEED], {});
  if (options === 'help') throw new Error('no help was wanted');
  const network = { kind: 'devnet', seedUrl: SEED } as const;
  const env = { UNDERTONE_GREETER_ID: '05', NODE_ENV: 'test' };
  const launch = launchOptions(options, { env, network });
  expect(launch).toMatchObject({ profileFolder: '/p', network, greeterId: undefined, measureLag: false });
  const named = launchOptions(options, { env: { NODE_APP_INSTANCE: 'bot' }, network });
  expect(named).toMatchObject({ profileFolder: '/p', measureLag: true });
});
