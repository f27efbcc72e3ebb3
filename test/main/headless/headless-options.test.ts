import { join, resolve } from 'node:path';

import { expect, test } from 'vitest';

import { readHeadlessOptions } from '../../../src/main/headless/headless-options.ts';

test.each([{}, { APP_USER_DATA: '' }])('without a folder for the profile nothing starts: %o', (env) => {
  expect(() => readHeadlessOptions({ args: [], env })).toThrowError(
    expect.objectContaining({ name: 'HeadlessError', code: 'user-data-missing' }),
  );
});

test('the folder is the one that was given, whatever else names a profile', () => {
  const env = { APP_USER_DATA: 'some/where', NODE_ENV: 'test', NODE_APP_INSTANCE: 'two' };
  const { profileFolder } = readHeadlessOptions({ args: ['--profile', 'bob'], env });
  expect(profileFolder).toBe(resolve(join('some', 'where')));
});

test('everything else is read as the app reads it', () => {
  const env = {
    APP_USER_DATA: '/profile',
    NODE_APP_INSTANCE: 'test-integration-1',
    LOCAL_DEVNET_SEED_URL: 'http://127.0.0.1:9',
    LANGUAGE: 'de:en',
  };
  expect(readHeadlessOptions({ args: [], env })).toMatchObject({
    testMode: true,
    network: { kind: 'devnet', seedUrl: 'http://127.0.0.1:9' },
    language: 'de:en',
    measureLag: true,
  });
  expect(
    readHeadlessOptions({ args: ['--network', 'testnet'], env: { APP_USER_DATA: '/p' } }).network,
  ).toEqual({ kind: 'testnet' });
});
