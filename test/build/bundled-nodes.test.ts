import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterEach, expect, test } from 'vitest';

import { bundledNodesFile } from '../../ts/network/index.ts';
import { silentLog } from '../../ts/util/index.ts';
import { World, hasAllPaths, until } from '../network/world.ts';

const SCRIPT = join(import.meta.dirname, '../../build/bundled-nodes.ts');
const COMMITTED = join(import.meta.dirname, '../../build/bundled-nodes.json');
const run = promisify(execFile);
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundled-nodes-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  return join(folder, 'nodes.json');
}

test('the list that is written for a release lets a client start without a seed', async () => {
  const world = await World.start();
  ends.push(() => world.end());
  const file = newFile();
  const { stdout } = await run(process.execPath, [SCRIPT, '--seed', world.local.seedUrl, '--out', file]);
  expect(stdout).toMatch(/^24 nodes at height [0-9]+\n$/);
  const network = world.client({
    profile: { kind: 'devnet', seedUrl: 'http://127.0.0.1:9' },
    bundledNodes: bundledNodesFile(file, silentLog),
  });
  await until(network, hasAllPaths);
  expect(world.local.statistics().seed).toEqual({ get_n_service_nodes: 1 });
});

test('without a seed no list is written', async () => {
  const file = newFile();
  const failed = run(process.execPath, [SCRIPT, '--seed', 'http://127.0.0.1:9', '--out', file]);
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('seed-unreachable'),
  });
  expect(bundledNodesFile(file, silentLog)()).toBeUndefined();
});

test('the list in the tree is one', () => {
  expect(JSON.parse(readFileSync(COMMITTED, 'utf8'))).toMatchObject({
    height: expect.any(Number),
    made_at: expect.any(Number),
    service_node_states: expect.any(Array),
  });
});
