import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import {
  type LaunchNetwork,
  devnet,
  type LaunchOptions,
  readLaunchOptions,
} from '../main/lifecycle/launch-options.ts';
import { RpcError } from './rpc-error.ts';

export const USAGE = `Usage: npm run --silent headless -- --profile DIR [options]

  --profile DIR       folder of everything that is stored; made when it is not there
  --network NETWORK   mainnet, testnet, local, or the seed URL of a local network
  --name NAME         display name of the account that is made when the profile has none
  --key-file FILE     32 bytes (or 64 hex digits) that protect the key of the database
  --repair            saves what can be read of a damaged database, which stays beside the new one
  --verbose           the whole log on standard error, not only in the profile
  --help              this text

JSON-RPC 2.0 on standard input and output, one message a line: docs/headless.md
`;

/** `local`: a network on this machine that the starter has to find or make. */
export type RpcNetwork = LaunchNetwork | { readonly kind: 'local' };

export interface RpcOptions {
  readonly profileFolder: string;
  readonly network: RpcNetwork;
  /** Display name for a profile without an account. */
  readonly name: string | undefined;
  readonly keyFile: string | undefined;
  /** A damaged database is repaired instead of ending with `store-corrupt`. */
  readonly repair: boolean;
  readonly verbose: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What this start is about. Unlike the app, which is started by people, it refuses what it does not know.
 * @returns `help` when that is all that is wanted
 * @throws {RpcError} `arguments-invalid`
 */
export function readRpcOptions(args: readonly string[], env: Environment): RpcOptions | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const { profile, network, name, verbose } = values;
  if (profile === undefined || profile === '') throw invalid('--profile needs a folder');
  const keyFile = values['key-file'] ?? nonEmpty(env['UNDERTONE_KEY_FILE']);
  return {
    profileFolder: resolve(profile),
    network: readNetwork(network, env),
    name,
    keyFile: keyFile === undefined ? undefined : resolve(keyFile),
    repair: values.repair === true,
    verbose: verbose === true,
  };
}

/** The same in the words of the app, on the network that was found. */
export function launchOptions(
  options: RpcOptions,
  { env, network }: { readonly env: Environment; readonly network: LaunchNetwork },
): LaunchOptions {
  const { profileFolder } = options;
  const launch = readLaunchOptions({ args: [], env, appData: profileFolder, packaged: false });
  return {
    ...launch,
    profileFolder,
    network,
    greeterId: undefined,
    // A timer of 4 ms for ever, only where somebody measures.
    measureLag: launch.instance !== undefined,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        network: { type: 'string' },
        name: { type: 'string' },
        'key-file': { type: 'string' },
        repair: { type: 'boolean' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'arguments');
  }
}

/** What is said at the start comes before the environment, which knows local networks alone. */
function readNetwork(wanted: string | undefined, env: Environment): RpcNetwork {
  const seedUrl = nonEmpty(env['LOCAL_DEVNET_SEED_URL']);
  switch (wanted) {
    case 'mainnet':
    case 'testnet':
      return { kind: wanted };
    case 'local':
      return seedUrl === undefined ? { kind: 'local' } : checkedDevnet(seedUrl, env);
    case undefined:
      return seedUrl === undefined ? { kind: 'mainnet' } : checkedDevnet(seedUrl, env);
    default:
      return checkedDevnet(wanted, env);
  }
}

function checkedDevnet(seedUrl: string, env: Environment): LaunchNetwork {
  if (!URL.canParse(seedUrl) || !/^https?:$/.test(new URL(seedUrl).protocol)) {
    throw invalid(`--network takes mainnet, testnet, local or an http(s) URL, not '${seedUrl}'`);
  }
  return devnet(seedUrl, env);
}

function invalid(what: string): RpcError {
  return new RpcError('arguments-invalid', { cause: what });
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
