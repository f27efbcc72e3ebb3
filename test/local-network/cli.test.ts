import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterEach, expect, test } from 'vitest';

import { blake2b, cryptoReady } from '../../ts/crypto/index.ts';
import type { NetworkDescription, NodeDescription } from '../../ts/local-network/index.ts';
import { toBase64, toHex, utf8 } from '../../ts/util/index.ts';
import { NodeClient } from './support/client.ts';
import type { Loose } from './support/client.ts';
import { newGroup, newSubaccount } from './support/keys.ts';
import type { Person } from './support/keys.ts';

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
    await cryptoReady();
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
      '--names',
      JSON.stringify({ Alice: `05${'ab'.repeat(32)}` }),
      '--demo-rooms',
    ]);
    const exited = once(child, 'exit');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const description = JSON.parse(readFileSync(file, 'utf8')) as NetworkDescription;
    expect(line).toBe(`READY ${description.seedUrl}`);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['network.json']);
    expect(description.nodes).toHaveLength(4);
    expect(Object.keys(description.community.rooms)).toEqual(['garden', 'lounge']);
    const client = new NodeClient();
    expect((await client.rpc(description.nodes[3]!, 'info', {})).code).toBe(200);
    const nameHash = toBase64(blake2b(32, utf8('alice')));
    const question = { endpoint: 'ons_resolve', params: { type: 0, name_hash: nameHash } };
    const { body } = await client.rpc(description.nodes[0]!, 'oxend_request', question);
    expect(body.result).toMatchObject({ nonce: expect.stringMatching(/^[0-9a-f]{48}$/) });
    expect((await fetch(`${description.file_server.url}/session_version?platform=desktop`)).status).toBe(200);
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
    client.close();
  },
);

test('what it was told is still there after SIGTERM and a new start', async () => {
  const folder = newFolder();
  const [file, data] = [join(folder, 'network.json'), join(folder, 'data')];
  await cryptoReady();
  const group = newGroup();
  const member = newSubaccount(group, { flags: 1 });
  const client = new NodeClient();

  const serve = async (work: (swarm: readonly NodeDescription[]) => Promise<void>) => {
    const child = run([
      ...['--nodes', '6', '--swarm-size', '3', '--describe', file, '--data', data, '--rate-limit'],
    ]);
    const exited = once(child, 'exit');
    await once(createInterface(child.stdout), 'line');
    const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as NetworkDescription;
    const { body } = await client.rpc(nodes[0]!, 'get_swarm', group.identity);
    const keys: readonly string[] = body.snodes.map((node: Loose) => node.pubkey_ed25519);
    await work(nodes.filter((node) => keys.includes(node.pubkey_ed25519)));
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    return readFileSync(file, 'utf8');
  };

  const timestamp = Date.now();
  const stored = { ...group.identity, namespace: 11, data: 'AAAA', timestamp, ttl: 86_400_000 };
  const first = await serve(async ([node]) => {
    const signature = group.sign(`store11${timestamp}`);
    expect((await client.rpc(node!, 'store', { ...stored, signature })).code).toBe(200);
    const revocation = group.sign(`revoke_subaccount${timestamp}`, member.token);
    const params = { ...group.identity, revoke: toHex(member.token), timestamp, signature: revocation };
    expect((await client.rpc(node!, 'revoke_subaccount', params)).code).toBe(200);
  });
  const second = await serve(async (swarm) => {
    expect(swarm).toHaveLength(3);
    for (const node of swarm) {
      const read = (by: Person) => {
        const signature = by.sign(`retrieve11${timestamp}`);
        return client.rpc(node, 'retrieve', { ...by.identity, namespace: 11, timestamp, signature });
      };
      expect((await read(group)).body.messages).toMatchObject([{ data: 'AAAA', timestamp }]);
      expect((await read(member)).code).toBe(401);
    }
  });
  expect(second).toBe(first);
  client.close();
});

test.each([
  [['--nodes', 'many'], 64, /--nodes needs a number/],
  [['--serve-hosts', '{"a":7}'], 64, /--serve-hosts needs a JSON object/],
  [['--names', '{"a b":"05"}'], 64, /--names needs a JSON object/],
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
