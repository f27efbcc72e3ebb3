// Starts a local Session Network and keeps it running until SIGINT or SIGTERM.
//
//   npm run network -- --nodes 24 --describe FILE [--data DIR] [--port N] [--serve-hosts JSON] [--names JSON]
//                  [--rate-limit] [--demo-rooms]

import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { z } from 'zod';

import { createLog, onParentEnd, systemClock } from '../util/index.ts';
import { openDemoRooms, startLocalNetwork } from './index.ts';
import type { LocalNetworkOptions } from './index.ts';

const USAGE = `Usage: npm run network -- [options]

  --nodes N           how many service nodes (24)
  --swarm-size N      how many of them keep each account's messages (6)
  --describe FILE     write the seed's address and the nodes to FILE as JSON
  --data DIR          keep nodes and messages in DIR; without it everything ends with the process
  --port N            port of the seed, nodes and file server get the next ones (free ports)
  --serve-hosts JSON  where servers are, e.g. {"filev2.getsession.org":"http://127.0.0.1:8080"}
  --names JSON        ONS names to register, e.g. {"alice":"05…66 hex digits…"}
  --demo-rooms        open two rooms with people and posts on the community server
  --rate-limit        limit the direct requests of an address as real nodes do
`;

const [EXIT_USAGE, EXIT_FAILED] = [64, 1];
const namesSchema = z.record(
  z.string().regex(/^\w(?:[\w-]{0,62}\w)?$/),
  z.string().regex(/^05[0-9a-fA-F]{64}$/),
);
const hostsSchema = z.record(z.string(), z.url({ protocol: /^https?$/ }));

class UsageError extends Error {}

interface Arguments {
  readonly network: LocalNetworkOptions;
  readonly describe: string | undefined;
  readonly wantsDemoRooms: boolean;
  /** Accounts by ONS name. */
  readonly names: Readonly<Record<string, string>>;
}

function readArguments(): Arguments {
  const { values } = parse();
  const { describe, data, port } = values;
  const hosts = values['serve-hosts'];
  const { names } = values;
  return {
    describe,
    wantsDemoRooms: values['demo-rooms'],
    names: names === undefined ? {} : accountsByName(names),
    network: {
      nodeCount: integer(values.nodes, '--nodes'),
      swarmSize: integer(values['swarm-size'], '--swarm-size'),
      ...(data === undefined ? {} : { dataDir: resolve(data) }),
      ...(port === undefined ? {} : { port: integer(port, '--port') }),
      ...(hosts === undefined ? {} : { serverHosts: serverHosts(hosts) }),
      rateLimit: values['rate-limit'],
      log: createLog(systemClock, (line) => console.error(line)),
    },
  };
}

function parse() {
  try {
    return parseArgs({
      options: {
        nodes: { type: 'string', default: '24' },
        'swarm-size': { type: 'string', default: '6' },
        describe: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string' },
        'serve-hosts': { type: 'string' },
        names: { type: 'string' },
        'demo-rooms': { type: 'boolean', default: false },
        'rate-limit': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : undefined);
  }
}

function integer(text: string, option: string): number {
  if (!/^[0-9]{1,5}$/.test(text)) throw new UsageError(`${option} needs a number, not '${text}'`);
  return Number(text);
}

function serverHosts(text: string): Readonly<Record<string, string>> {
  try {
    return hostsSchema.parse(JSON.parse(text));
  } catch {
    throw new UsageError('--serve-hosts needs a JSON object of host names and http(s) URLs');
  }
}

function accountsByName(text: string): Readonly<Record<string, string>> {
  try {
    return namesSchema.parse(JSON.parse(text));
  } catch {
    throw new UsageError('--names needs a JSON object of names and account IDs');
  }
}

/** Readers see the old file or the whole new one, never a part. */
function writeAtomically(file: string, text: string): void {
  const whole = resolve(file);
  const part = `${whole}.${process.pid}.part`;
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(part, text);
  renameSync(part, whole);
}

async function main(): Promise<void> {
  const { network: options, describe, names, wantsDemoRooms } = readArguments();
  const network = await startLocalNetwork(options);
  for (const [name, account] of Object.entries(names)) network.registerName(name, account.toLowerCase());
  if (wantsDemoRooms) openDemoRooms(network.community, Date.now());
  if (describe !== undefined)
    writeAtomically(describe, `${JSON.stringify(network.describe(), undefined, 2)}\n`);
  const end = (): void => void network.close();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  if (process.env['npm_lifecycle_event'] !== undefined) onParentEnd(end);
  console.log(`READY ${network.seedUrl}`);
}

try {
  await main();
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = EXIT_USAGE;
  } else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = EXIT_FAILED;
  }
}
