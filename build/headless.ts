// `npm run headless`: the engine without a window, for programs. JSON-RPC 2.0 on standard input and output (docs/headless.md).
//
//   npm run --silent headless -- --profile DIR --network local|mainnet|testnet|SEEDURL [--name NAME] [--key-file FILE] [--verbose]
//
// Runs from the sources; nothing is built and no Electron is needed.

import { join } from 'node:path';

import { EXIT_STATUS } from '../src/main/lifecycle/exit-status.ts';
import type { LaunchNetwork } from '../src/main/lifecycle/launch-options.ts';
import { FatalError } from '../src/main/lifecycle/fatal-errors.ts';
import { NO_KEY_STORE } from '../src/main/lifecycle/without-desktop.ts';
import { keyFileStore } from '../src/rpc/key-file.ts';
import { RpcEngine } from '../src/rpc/rpc-engine.ts';
import { RpcError } from '../src/rpc/rpc-error.ts';
import {
  type RpcNetwork,
  type RpcOptions,
  USAGE,
  launchOptions,
  readRpcOptions,
} from '../src/rpc/rpc-options.ts';
import { onParentEnd } from '../ts/util/index.ts';
import { buildConstants } from './bundle/constants.ts';
import { ROOT } from './run.ts';
import { embeddedNetwork } from './start/embedded-network.ts';
import { stateFolder } from './start/state-folder.ts';

interface FoundNetwork {
  readonly network: LaunchNetwork;
  close(): Promise<void>;
}

/** `local` joins the network that another start has left a notice of, or starts one that lives as long as this process. */
async function findNetwork(network: RpcNetwork): Promise<FoundNetwork> {
  if (network.kind !== 'local') return { network, close: () => Promise.resolve() };
  const embedded = await embeddedNetwork(stateFolder());
  const { seedUrl, fileServer, echoId, isOurs, rooms } = embedded;
  console.error(`local-network: ${isOurs ? 'started' : 'joined'} ${seedUrl}, with Echo ${echoId}`);
  for (const { name, url } of rooms) console.error(`local-network: room “${name}” ${url}`);
  return {
    network: { kind: 'devnet', seedUrl, fileServer },
    close: () => embedded.close(),
  };
}

function createEngine(options: RpcOptions, network: LaunchNetwork): RpcEngine {
  const { __APP_VERSION__: version, __COMMIT__: commit } = buildConstants(ROOT);
  return new RpcEngine({
    launch: launchOptions(options, { env: process.env, network }),
    build: { version: JSON.parse(version) as string, commit: JSON.parse(commit) as string, electron: '' },
    engineWorker: join(ROOT, 'src', 'main', 'engine', 'worker.ts'),
    bundledNodes: join(ROOT, 'build', 'bundled-nodes.json'),
    storeWorker: join(ROOT, 'src', 'main', 'engine', 'store-worker.ts'),
    bulkWorker: join(ROOT, 'src', 'main', 'engine', 'bulk-worker.ts'),
    passwordWorker: join(ROOT, 'src', 'main', 'vault', 'password-worker.ts'),
    name: options.name,
    keyStore: options.keyFile === undefined ? NO_KEY_STORE : keyFileStore(options.keyFile),
    repair: options.repair,
    verbose: options.verbose,
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
  });
}

async function serve(options: RpcOptions): Promise<number> {
  const found = await findNetwork(options.network);
  const engine = createEngine(options, found.network);
  const end = (): void => engine.end(0);
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('unhandledRejection', (error) => engine.noteRejection(error));
  process.on('uncaughtException', (cause) => engine.fail(new FatalError('main-failed', { cause })));
  // npm does not hand a signal on to what its shell has started.
  if (process.env['npm_lifecycle_event'] !== undefined) onParentEnd(end);
  const status = await engine.run();
  await found.close();
  return status;
}

function refuse(error: unknown): number {
  if (error instanceof RpcError) {
    const isUsage = error.code === 'arguments-invalid';
    console.error(isUsage ? `${String(error.cause)}\n\n${USAGE}` : `${error.code}: --key-file`);
    return EXIT_STATUS.refused;
  }
  console.error(error instanceof Error ? error.message : error);
  return 1;
}

async function start(): Promise<number> {
  const options = readRpcOptions(process.argv.slice(2), process.env);
  if (options !== 'help') return serve(options);
  console.error(USAGE);
  return 0;
}

// A thread that does not end, or a timer somewhere, must not keep a finished process alive.
process.exit(await start().catch(refuse));
