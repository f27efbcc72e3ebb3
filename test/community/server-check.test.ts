import { execFile } from 'node:child_process';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from 'vitest';

import { parseJoinText } from '../../ts/community/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { openDemoRooms, startCommunityServer, startLocalNetwork } from '../../ts/local-network/index.ts';
import type {
  CommunityControl,
  CommunityFaults,
  CommunityServerOptions,
} from '../../ts/local-network/index.ts';
import { overHttp } from '../local-network/support/community-member.ts';
import { ServerCheck } from './server-check.ts';
import type { CheckRow } from './server-check.ts';

await cryptoReady();

const SCRIPT = join(import.meta.dirname, '../../build/test-community.ts');

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function start(options: CommunityServerOptions = {}): Promise<CommunityControl> {
  const server = await startCommunityServer(options);
  ends.push(() => server.close());
  openDemoRooms(server, Date.now());
  return server;
}

async function look(server: CommunityControl): Promise<readonly CheckRow[]> {
  const community = parseJoinText(server.joinUrl('lounge'));
  return new ServerCheck(community, overHttp(community.baseUrl)).run();
}

async function failingSteps(faults: Partial<CommunityFaults>): Promise<readonly string[]> {
  const server = await start();
  await server.faults.set(faults);
  return (await look(server)).filter(({ isGood }) => !isGood).map(({ step }) => step);
}

describe('a look at a room', () => {
  test.each([
    [{}, []],
    [{ posts: 'bad-signature' }, ['signatures']],
    [{ posts: 'reversed' }, ['recent posts, unsigned', 'recent posts', 'changes']],
    [{ posts: 'unreadable' }, ['recent posts, unsigned', 'recent posts', 'changes']],
    [{ crashing: '/rooms' }, ['all rooms, unsigned']],
  ] as const)('of a server with %j finds fault with %j', async (faults, expected) => {
    expect(await failingSteps(faults)).toEqual(expected);
  });

  test('of a server that blinds nobody is by account ID', async () => {
    const rows = await look(await start({ isBlinding: false }));
    expect(rows.filter(({ isGood }) => !isGood)).toEqual([]);
    expect(rows.find(({ step }) => step === 'a poll in one')).toMatchObject({ found: '3 answers' });
  });
});

describe('the script', () => {
  function run(args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, [SCRIPT, ...args], (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
      );
    });
  }

  test('shows a room over onion paths and in plain HTTP, and leaves it as it was', async () => {
    const network = await startLocalNetwork({ nodeCount: 6, swarmSize: 3 });
    ends.push(() => network.close());
    openDemoRooms(network.community, Date.now());
    const posts = network.community.postsOf('lounge');
    for (const way of [['--seed', network.seedUrl], ['--direct']]) {
      const { code, text } = await run([network.community.joinUrl('lounge'), ...way]);
      expect(text).toMatch(/✔ the room +“The Lounge”, \d+ active, 2 look after it/);
      expect(text).toMatch(/✔ signatures +8 of 8 hold/);
      expect(code).toBe(0);
    }
    expect(network.community.postsOf('lounge')).toEqual(posts);
  });

  test('says how it is used', async () => {
    const url = `http://127.0.0.1/lounge?public_key=${'0'.repeat(64)}`;
    const answers = await Promise.all(
      [['nonsense'], [url, '--nonsense'], [url, '--direct', '--seed', 'http://127.0.0.1']].map(run),
    );
    for (const { code, text } of answers) {
      expect(code).toBe(64);
      expect(text).toContain('Usage: npm run test:community');
    }
  });
});
