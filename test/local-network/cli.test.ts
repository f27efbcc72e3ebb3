import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterEach, expect, test } from 'vitest';

import type { NetworkDescription } from '../../ts/local-network/index.ts';
import { NodeClient } from './support/client.ts';

const CLI = join(import.meta.dirname, '../../ts/local-network/cli.ts');
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'local-network-cli-'));
  folders.push(folder);
  return folder;
}

const run = (args: readonly string[]) =>
  spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

test.each(['SIGINT', 'SIGTERM'] as const)(
  'starts, describes itself, serves and ends on %s',
  async (signal) => {
    const folder = newFolder();
    const file = join(folder, 'deep', 'network.json');
    const child = run([
      '--nodes',
      '4',
      '--swarm-size',
      '3',
      '--describe',
      file,
      '--data',
      join(folder, 'data'),
    ]);
    const exited = once(child, 'exit');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const description = JSON.parse(readFileSync(file, 'utf8')) as NetworkDescription;
    expect(line).toBe(`READY ${description.seedUrl}`);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['network.json']);
    expect(description.nodes).toHaveLength(4);
    const client = new NodeClient();
    expect((await client.rpc(description.nodes[3]!, 'info', {})).code).toBe(200);
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
    client.close();
  },
);

test.each([
  [['--nodes', 'many'], 64, /--nodes needs a number/],
  [['--serve-hosts', '{"a":7}'], 64, /--serve-hosts needs a JSON object/],
  [['--nonsense'], 64, /Usage: npm run network/],
  [['--nodes', '0'], 1, /options-invalid/],
])('%j is refused with words', async (args, code, words) => {
  const child = run(args);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const [exitCode] = (await once(child, 'close')) as [number];
  expect(exitCode).toBe(code);
  expect(complaint).toMatch(words);
});
