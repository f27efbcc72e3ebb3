import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ICruiseResult, cruise } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A small house that keeps every rule. Each breach below adds one file to it. */
const GOOD_HOUSE: Readonly<Record<string, string>> = {
  'ts/util/index.ts': `export { one } from './one.ts';`,
  'ts/util/one.ts': `import { Buffer } from 'node:buffer'; export const one = Buffer.alloc(1);`,
  'ts/crypto/index.ts': `import { one } from '../util/index.ts'; export const crypto = one;`,
  'ts/account/index.ts': `import { crypto } from '../crypto/index.ts'; export const account = crypto;`,
  'ts/wire/index.ts': `import { crypto } from '../crypto/index.ts'; export const wire = crypto;`,
  'ts/config/index.ts': `import { one } from '../util/index.ts'; export const config = one;`,
  'ts/network/index.ts': `import { wire } from '../wire/index.ts'; export const network = wire;`,
  'ts/community/index.ts': `import { account } from '../account/index.ts'; export const community = account;`,
  'ts/store/index.ts': `import { account } from '../account/index.ts'; export const store = account;`,
  'ts/messaging/index.ts': `import { store } from '../store/index.ts'; export const messaging = store;`,
  'ts/client/index.ts': `import { messaging } from '../messaging/index.ts'; export const client = messaging; export type Client = string;`,
  'ts/local-network/index.ts': `import { wire } from '../wire/index.ts'; import { helper } from './helper.ts'; export const local = [wire, helper];`,
  'ts/local-network/helper.ts': `import { network } from '../network/index.ts'; export const helper = network;`,
  'src/ipc/index.ts': `import { z } from 'zod'; import type { Client } from '../../ts/client/index.ts'; export const contract = z; export type C = Client;`,
  'src/preload/index.ts': `import { contextBridge } from 'electron'; import { contract } from '../ipc/index.ts'; export const bridge = [contextBridge, contract];`,
  'src/renderer/main.tsx': `import { useState } from 'react'; import { contract } from '../ipc/index.ts'; import './main.css'; export const ui = [useState, contract];`,
  'src/renderer/main.css': '',
  'src/main/index.ts': `import { app } from 'electron'; import { join } from 'node:path'; import { client } from '../../ts/client/index.ts'; import { contract } from '../ipc/index.ts'; export const main = [app, join, client, contract];`,
  'src/main/lifecycle/core.ts': `import { client } from '../../../ts/client/index.ts'; export const core = client;`,
  'src/rpc/index.ts': `import { join } from 'node:path'; import { client } from '../../ts/client/index.ts'; import { contract } from '../ipc/index.ts'; import { core } from '../main/lifecycle/core.ts'; export const rpc = [join, client, contract, core];`,
  'build/start.ts': `import { local } from '../ts/local-network/index.ts'; export const start = local;`,
  'test/wire/inner.test.ts': `import { helper } from '../../ts/local-network/helper.ts'; export const inner = helper;`,
  'integration-test/talk.test.ts': `import { local } from '../ts/local-network/index.ts'; export const talk = local;`,
  'node_modules/zod/package.json': `{ "name": "zod", "version": "1.0.0", "main": "index.js" }`,
  'node_modules/zod/index.js': `exports.z = 1;`,
  'node_modules/react/package.json': `{ "name": "react", "version": "1.0.0", "main": "index.js" }`,
  'node_modules/react/index.js': `exports.useState = 1;`,
  'package.json': `{ "name": "house", "dependencies": { "zod": "1.0.0", "react": "1.0.0" } }`,
};

/** One file each, and the rule that must turn red because of it. */
const BREACHES: readonly { readonly file: string; readonly code: string; readonly rule: string }[] = [
  { file: 'ts/util/up.ts', code: `import '../wire/index.ts';`, rule: 'floor-util' },
  { file: 'ts/util/sideways.ts', code: `import '../crypto/index.ts';`, rule: 'floor-util' },
  { file: 'ts/crypto/up.ts', code: `import '../account/index.ts';`, rule: 'floor-crypto' },
  { file: 'ts/account/sideways.ts', code: `import '../wire/index.ts';`, rule: 'floor-account' },
  { file: 'ts/wire/sideways.ts', code: `import '../account/index.ts';`, rule: 'floor-wire' },
  { file: 'ts/wire/up.ts', code: `import '../network/index.ts';`, rule: 'floor-wire' },
  { file: 'ts/config/up.ts', code: `import '../store/index.ts';`, rule: 'floor-config' },
  { file: 'ts/network/sideways.ts', code: `import '../store/index.ts';`, rule: 'floor-network' },
  { file: 'ts/community/sideways.ts', code: `import '../network/index.ts';`, rule: 'floor-community' },
  { file: 'ts/store/up.ts', code: `import '../messaging/index.ts';`, rule: 'floor-store' },
  { file: 'ts/messaging/up.ts', code: `import '../client/index.ts';`, rule: 'floor-messaging' },
  { file: 'ts/client/to-the-app.ts', code: `import '../../src/ipc/index.ts';`, rule: 'floor-client' },
  {
    file: 'ts/local-network/too-high.ts',
    code: `import '../messaging/index.ts';`,
    rule: 'floor-local-network',
  },
  {
    file: 'ts/wire/type-only.ts',
    code: `import type { store } from '../store/index.ts'; export type S = typeof store;`,
    rule: 'floor-wire',
  },
  { file: 'ts/wire/re-export.ts', code: `export * from '../store/index.ts';`, rule: 'floor-wire' },
  { file: 'ts/wire/dynamic.ts', code: `export const s = import('../store/index.ts');`, rule: 'floor-wire' },
  { file: 'ts/wire/past-the-door.ts', code: `import '../util/one.ts';`, rule: 'front-door-util' },
  {
    file: 'ts/store/to-a-test.ts',
    code: `import '../../test/wire/inner.test.ts';`,
    rule: 'product-without-tests',
  },
  {
    file: 'ts/client/demo.ts',
    code: `import '../local-network/index.ts';`,
    rule: 'local-network-is-for-tests',
  },
  { file: 'ts/util/electron.ts', code: `import 'electron';`, rule: 'engine-without-electron' },
  { file: 'ts/util/react.ts', code: `import 'react';`, rule: 'engine-without-ui' },
  {
    file: 'src/ipc/value.ts',
    code: `import { client } from '../../ts/client/index.ts'; export const c = client;`,
    rule: 'ipc-takes-types-only',
  },
  {
    file: 'src/ipc/too-deep.ts',
    code: `import type { store } from '../../ts/store/index.ts'; export type S = typeof store;`,
    rule: 'ipc-is-a-contract',
  },
  { file: 'src/ipc/node.ts', code: `import 'node:fs';`, rule: 'ipc-is-a-contract' },
  { file: 'src/preload/engine.ts', code: `import '../../ts/client/index.ts';`, rule: 'preload-is-thin' },
  { file: 'src/preload/zod.ts', code: `import 'zod';`, rule: 'preload-is-thin' },
  {
    file: 'src/renderer/engine.ts',
    code: `import '../../ts/util/index.ts';`,
    rule: 'renderer-within-its-walls',
  },
  {
    file: 'src/renderer/engine-type.ts',
    code: `import type { Client } from '../../ts/client/index.ts'; export type C = Client;`,
    rule: 'renderer-within-its-walls',
  },
  {
    file: 'src/renderer/main-process.ts',
    code: `import '../main/index.ts';`,
    rule: 'renderer-within-its-walls',
  },
  { file: 'src/renderer/node.ts', code: `import 'node:fs';`, rule: 'renderer-without-node' },
  { file: 'src/renderer/bare-node.ts', code: `import 'fs';`, rule: 'renderer-without-node' },
  { file: 'src/renderer/electron.ts', code: `import 'electron';`, rule: 'renderer-without-electron' },
  {
    file: 'src/main/below-the-client.ts',
    code: `import '../../ts/store/index.ts';`,
    rule: 'main-uses-the-client',
  },
  { file: 'src/main/ui.ts', code: `import '../renderer/main.tsx';`, rule: 'main-uses-the-client' },
  {
    file: 'src/main/demo.ts',
    code: `import '../../ts/local-network/index.ts';`,
    rule: 'local-network-is-for-tests',
  },
  {
    file: 'src/rpc/below-the-client.ts',
    code: `import '../../ts/store/index.ts';`,
    rule: 'rpc-within-its-walls',
  },
  { file: 'src/rpc/window.ts', code: `import '../main/index.ts';`, rule: 'rpc-within-its-walls' },
  { file: 'src/rpc/page.ts', code: `import '../renderer/main.tsx';`, rule: 'rpc-within-its-walls' },
  { file: 'src/rpc/electron.ts', code: `import 'electron';`, rule: 'rpc-without-electron' },
  { file: 'src/rpc/electron-behind.ts', code: `import '../main/index.ts';`, rule: 'rpc-without-electron' },
  { file: 'src/main/rpc.ts', code: `import '../rpc/index.ts';`, rule: 'main-uses-the-client' },
  {
    file: 'src/rpc/demo.ts',
    code: `import '../../ts/local-network/index.ts';`,
    rule: 'local-network-is-for-tests',
  },
  { file: 'ts/util/nowhere.ts', code: `import './missing.ts';`, rule: 'not-resolvable' },
  {
    file: 'ts/util/left.ts',
    code: `import { right } from './right.ts'; export const left = () => right;`,
    rule: 'no-cycle',
  },
];

/** The other half of the cycle; alone it breaks no rule. */
const ACCOMPLICES = {
  'ts/util/right.ts': `import { left } from './left.ts'; export const right = () => left;`,
};

const rules = createRequire(import.meta.url)('../../build/dependency-cruiser.cjs') as {
  readonly forbidden: readonly { readonly name: string }[];
  readonly options: object;
};

const folders: string[] = [];

function buildHouse(files: Readonly<Record<string, string>>): string {
  const house = realpathSync(mkdtempSync(join(tmpdir(), 'layers-')));
  folders.push(house);
  for (const [name, code] of Object.entries(files)) {
    mkdirSync(dirname(join(house, name)), { recursive: true });
    writeFileSync(join(house, name), code);
  }
  return house;
}

async function inspect(house: string): Promise<ICruiseResult['summary']['violations']> {
  const { output } = await cruise(['ts', 'src', 'test', 'integration-test', 'build'], {
    ...rules.options,
    baseDir: house,
    validate: true,
    ruleSet: { forbidden: [...rules.forbidden] },
  } as Parameters<typeof cruise>[1]);
  return (output as ICruiseResult).summary.violations;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test('a house that keeps the rules is green', async () => {
  expect(await inspect(buildHouse(GOOD_HOUSE))).toEqual([]);
});

describe('a breach is red', () => {
  let violations: Awaited<ReturnType<typeof inspect>> = [];

  beforeAll(async () => {
    const breaches = Object.fromEntries(BREACHES.map(({ file, code }) => [file, code]));
    violations = await inspect(buildHouse({ ...GOOD_HOUSE, ...breaches, ...ACCOMPLICES }));
  });

  test.each(BREACHES)('$file: $rule', ({ file, rule }) => {
    const found = violations.filter((violation) => violation.from === file);
    expect(found.map((violation) => violation.rule.name)).toContain(rule);
    expect(found.every((violation) => violation.rule.severity === 'error')).toBe(true);
  });

  test('nothing else is red', () => {
    const guilty = new Set([...BREACHES.map(({ file }) => file), ...Object.keys(ACCOMPLICES)]);
    expect(violations.filter((violation) => !guilty.has(violation.from))).toEqual([]);
  });

  test('every rule has a breach that proves it', () => {
    const proven = new Set(BREACHES.map(({ rule }) => rule));
    const doors = rules.forbidden.filter(({ name }) => name.startsWith('front-door-'));
    const unproven = rules.forbidden.filter((rule) => !proven.has(rule.name) && !doors.includes(rule));
    expect(unproven).toEqual([]);
  });
});
