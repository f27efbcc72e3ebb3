import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  type LaunchOptions,
  type LaunchSurroundings,
  readLaunchOptions,
} from '../../../src/main/lifecycle/launch-options.ts';

const APP_DATA = join('/', 'home', 'ada', '.config');

function launch(surroundings: Partial<LaunchSurroundings> = {}): LaunchOptions {
  return readLaunchOptions({ args: [], env: {}, appData: APP_DATA, packaged: false, ...surroundings });
}

describe('the profile folder', () => {
  test.each([
    [[], {}, 'Undertone'],
    [['--profile', 'work'], {}, 'Undertone-work'],
    [['--profile=work_2'], {}, 'Undertone-work_2'],
    [['--profile', '../../etc'], {}, 'Undertone'],
    [['--profile', 'a'.repeat(33)], {}, 'Undertone'],
    [['--profile'], {}, 'Undertone'],
    [[], { NODE_ENV: 'test', NODE_APP_INSTANCE: 'test-integration-1' }, 'Session-test-test-integration-1'],
    [['--profile', 'work'], { NODE_ENV: 'production', NODE_APP_INSTANCE: 'x' }, 'Session-production-x'],
    [[], { NODE_ENV: 'production' }, 'Undertone'],
    [[], { NODE_APP_INSTANCE: 'x' }, 'Undertone'],
    [[], { NODE_ENV: 'a/../b', NODE_APP_INSTANCE: '..\\c' }, 'Session-a_.._b-.._c'],
  ])('%j %j: %s', (args, env, name) => {
    expect(launch({ args, env }).profileFolder).toBe(join(APP_DATA, name));
  });

  test('is one step below the data of apps, whatever the names', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (environment, instance, profile) => {
        const { profileFolder } = launch({
          args: ['--profile', profile],
          env: { NODE_ENV: environment, NODE_APP_INSTANCE: instance },
        });
        const name = profileFolder.slice(APP_DATA.length + 1);
        expect(profileFolder.startsWith(join(APP_DATA, '/'))).toBe(true);
        expect(name).toMatch(/^(?:Undertone|Session-)/);
        expect(name).not.toMatch(/[/\\\0]/);
      }),
    );
  });
});

describe('the network', () => {
  test.each([
    [[], {}, { kind: 'mainnet' }],
    [['--network', 'testnet'], {}, { kind: 'testnet' }],
    [['--network=testnet'], {}, { kind: 'testnet' }],
    [['--network', 'something'], {}, { kind: 'mainnet' }],
    [
      ['--network', 'testnet'],
      { LOCAL_DEVNET_SEED_URL: 'http://127.0.0.1:1280' },
      { kind: 'devnet', seedUrl: 'http://127.0.0.1:1280' },
    ],
    [
      [],
      { LOCAL_DEVNET_SEED_URL: 'http://127.0.0.1:1280', LOCAL_DEVNET_FILE_SERVER: 'http://files.test#p=ab' },
      { kind: 'devnet', seedUrl: 'http://127.0.0.1:1280', fileServer: 'http://files.test#p=ab' },
    ],
    [[], { LOCAL_DEVNET_FILE_SERVER: 'http://files.test#p=ab' }, { kind: 'mainnet' }],
    [[], { LOCAL_DEVNET_SEED_URL: 'javascript:1' }, { kind: 'mainnet' }],
    [[], { LOCAL_DEVNET_SEED_URL: 'nonsense' }, { kind: 'mainnet' }],
  ])('%j %j', (args, env, network) => {
    expect(launch({ args, env }).network).toEqual(network);
  });
});

const HOOKS = {
  LOCAL_DEVNET_SEED_URL: 'http://127.0.0.1:1280',
  TEST_OPEN_DEV_TOOLS: '1',
  UNDERTONE_DIALOGS: 'log',
  UNDERTONE_GREETER_ID: `05${'ab'.repeat(32)}`,
};

describe('what is for development and tests', () => {
  test('works in a checkout', () => {
    expect(launch({ env: HOOKS })).toMatchObject({
      network: { kind: 'devnet' },
      openDevTools: true,
      dialogsToLog: true,
      greeterId: HOOKS.UNDERTONE_GREETER_ID,
      measureLag: true,
    });
  });

  test('is inert in a packaged app', () => {
    expect(launch({ env: HOOKS, packaged: true })).toMatchObject({
      network: { kind: 'mainnet' },
      openDevTools: false,
      dialogsToLog: false,
      greeterId: undefined,
      measureLag: false,
    });
  });

  test('updates of a test are for test mode, and never for a packaged app', () => {
    const env = { UNDERTONE_TEST_UPDATES: '{}', NODE_APP_INSTANCE: 'test-integration-1' };
    expect(launch({ env }).testUpdates).toBe('{}');
    expect(launch({ env, packaged: true }).testUpdates).toBeUndefined();
    expect(launch({ env: { ...env, NODE_APP_INSTANCE: 'a' } }).testUpdates).toBeUndefined();
    expect(launch({ env: { UNDERTONE_TEST_UPDATES: '{}' } }).testUpdates).toBeUndefined();
  });

  test('web sites of a test need an instance name, and are hosts with addresses', () => {
    const map = JSON.stringify({ 'a.example.org': 'http://127.0.0.1:1', b: 7, c: 'file:///etc/passwd' });
    const sites = (env: Record<string, string>) => launch({ env }).testHosts;
    expect(sites({ SESSION_TEST_HOST_MAP: map })).toBeUndefined();
    expect(sites({ SESSION_TEST_HOST_MAP: map, NODE_APP_INSTANCE: 'a' })).toEqual({
      'a.example.org': 'http://127.0.0.1:1',
    });
    expect(sites({ SESSION_TEST_HOST_MAP: '[1', NODE_APP_INSTANCE: 'a' })).toBeUndefined();
  });

  test('works in a packaged app with an instance name, except the greeter', () => {
    const env = { ...HOOKS, NODE_APP_INSTANCE: 'a' };
    expect(launch({ env, packaged: true })).toMatchObject({
      network: { kind: 'devnet' },
      dialogsToLog: true,
      greeterId: undefined,
    });
  });

  test('test mode is a matter of the instance name alone', () => {
    expect(launch({ env: { NODE_APP_INSTANCE: 'devprod-test-integration-4' } }).testMode).toBe(true);
    expect(launch({ env: { NODE_APP_INSTANCE: 'devprod' } }).testMode).toBe(false);
    expect(launch({ env: { NODE_ENV: 'test-integration' } }).testMode).toBe(false);
  });
});

test('flags of others are ignored', () => {
  const args = [
    '--disable-gpu',
    '--force-device-scale-factor=1',
    '--ozone-platform=x11',
    '/some/main.js',
    '--who-knows',
  ];
  expect(launch({ args })).toEqual(launch());
});

test('notifications are shown, but in tests only when they are asked for', () => {
  const test = { NODE_APP_INSTANCE: 'test-integration-1' };
  expect(launch().notifies).toBe(true);
  expect(launch({ env: test }).notifies).toBe(false);
  expect(launch({ env: { ...test, UNDERTONE_NOTIFICATIONS: '1' } }).notifies).toBe(true);
});

test('the tray is as the settings say, on when a flag says so, and off in test mode', () => {
  expect(launch()).toMatchObject({ tray: 'as-set', startsInTray: false });
  expect(launch({ args: ['--use-tray-icon'] })).toMatchObject({ tray: 'on', startsInTray: false });
  expect(launch({ args: ['--start-in-tray'] })).toMatchObject({ tray: 'on', startsInTray: true });
  const env = { NODE_APP_INSTANCE: 'test-integration' };
  expect(launch({ args: ['--start-in-tray', '--use-tray-icon'], env })).toMatchObject({
    tray: 'off',
    startsInTray: false,
  });
});
