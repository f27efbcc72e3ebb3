import { randomBytes } from 'node:crypto';

import type { Database } from 'better-sqlite3';

import { fromHex, toHex } from '../../util/index.ts';
import { NodeIdentity } from '../node-identity.ts';
import { freePorts } from '../ports.ts';

/** What a server is known by. */
export interface ServerIdentity {
  readonly keys: NodeIdentity;
  readonly port: number;
}

const SEED_BYTES = 32;

/**
 * Keys and port of one of the network's servers, made once and kept in the database; the port is `port` where somebody chose it.
 * @throws {LocalNetworkError} `no-free-port`
 */
export async function loadServerIdentity(
  database: Database,
  {
    name,
    host,
    port,
    taken,
  }: {
    readonly name: 'file_server' | 'community';
    readonly host: string;
    readonly port: number | undefined;
    /** Ports on which somebody else is going to listen. */
    readonly taken: readonly number[];
  },
): Promise<ServerIdentity> {
  const seed = valueOf(database, `${name}_seed`) ?? toHex(randomBytes(SEED_BYTES));
  const chosen = port ?? Number(valueOf(database, `${name}_port`) ?? (await otherPort(host, taken)));
  const save = database.prepare('INSERT OR REPLACE INTO network (key, value) VALUES (?, ?)');
  save.run(`${name}_seed`, seed);
  save.run(`${name}_port`, `${chosen}`);
  return { keys: new NodeIdentity(fromHex(seed)), port: chosen };
}

async function otherPort(host: string, taken: readonly number[]): Promise<number | undefined> {
  const free = await freePorts(host, taken.length + 1);
  return free.find((port) => !taken.includes(port));
}

function valueOf(database: Database, key: string): string | undefined {
  return database
    .prepare<[string], { readonly value: string }>('SELECT value FROM network WHERE key = ?')
    .get(key)?.value;
}
