// `npm run test:community -- URL`: reads a room of a real community server with the product's own functions, and writes nothing.
//
//   npm run test:community -- 'https://open.example/room?public_key=…'     by onion requests over the real network
//   npm run test:community -- URL --seed http://127.0.0.1:18679            over a local network
//   npm run test:community -- URL --direct                                 in plain HTTP: the server sees who asks
//
// The server learns of an account that nobody has. Exit status 1 when something is not as it should be.

import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { ServerCheck } from '../test/community/server-check.ts';
import type { CheckRow } from '../test/community/server-check.ts';
import { overHttp, overOnions } from '../test/local-network/support/community-member.ts';
import { MemoryState } from '../test/network/world.ts';
import { parseJoinText } from '../ts/community/index.ts';
import { communityUrl } from '../ts/config/index.ts';
import type { CommunityUrl } from '../ts/config/index.ts';
import { cryptoReady } from '../ts/crypto/index.ts';
import { bundledNodesFile, createNetwork } from '../ts/network/index.ts';
import { isCodedError, silentLog, systemClock, systemRandom } from '../ts/util/index.ts';
import { ROOT } from './run.ts';

const EXIT_USAGE = 64;
const USAGE = "Usage: npm run test:community -- 'URL?public_key=…' [--seed URL | --direct]";

interface Wanted {
  readonly url: CommunityUrl;
  readonly seedUrl: string | undefined;
  readonly isDirect: boolean;
}

/** Undefined when the arguments make no sense. */
function wanted(): Wanted | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { seed: { type: 'string' }, direct: { type: 'boolean', default: false } },
    });
    const [text = '', ...others] = positionals;
    if (others.length > 0 || (values.direct && values.seed !== undefined)) return undefined;
    return { url: parseJoinText(text), seedUrl: values.seed, isDirect: values.direct };
  } catch (error) {
    if (!isCodedError(error) && !(error instanceof TypeError)) throw error;
    return undefined;
  }
}

async function check({ url, seedUrl, isDirect }: Wanted): Promise<readonly CheckRow[]> {
  if (isDirect) return new ServerCheck(url, overHttp(url.baseUrl)).run();
  const network = createNetwork({
    profile: seedUrl === undefined ? { kind: 'mainnet' } : { kind: 'devnet', seedUrl },
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    state: new MemoryState(),
    ...(seedUrl === undefined
      ? { bundledNodes: bundledNodesFile(join(ROOT, 'build', 'bundled-nodes.json'), silentLog) }
      : {}),
  });
  network.start();
  try {
    return await new ServerCheck(url, overOnions(network, communityUrl(url))).run();
  } finally {
    await network.close();
  }
}

function print(rows: readonly CheckRow[]): void {
  const width = Math.max(...rows.map(({ step }) => step.length));
  for (const { step, isGood, found } of rows)
    console.log(`${isGood ? '✔' : '✘'} ${step.padEnd(width)}  ${found}`);
}

const request = wanted();
if (request === undefined) {
  console.error(USAGE);
  process.exitCode = EXIT_USAGE;
} else {
  await cryptoReady();
  const rows = await check(request);
  print(rows);
  process.exitCode = rows.every(({ isGood }) => isGood) ? 0 : 1;
}
