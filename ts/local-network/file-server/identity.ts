import { randomBytes } from 'node:crypto';

import type { Database } from 'better-sqlite3';

import { fromHex, toHex } from '../../util/index.ts';
import { NodeIdentity } from '../node-identity.ts';
import { freePorts } from '../ports.ts';

/** What a file server is known by. */
export interface FileServerIdentity {
  readonly keys: NodeIdentity;
  readonly port: number;
}

const SEED_BYTES = 32;

/**
 * Keys and port of the network's file server, made once and kept in the database; the port is `port` where somebody chose it.
 * @throws {LocalNetworkError} `no-free-port`
 */
export async function loadFileServerIdentity(
  database: Database,
  {
    host,
    port,
    taken,
  }: {
    readonly host: string;
    readonly port: number | undefined;
    /** Ports on which somebody else is going to listen. */
    readonly taken: readonly number[];
  },
): Promise<FileServerIdentity> {
  const seed = valueOf(database, 'file_server_seed') ?? toHex(randomBytes(SEED_BYTES));
  const chosen = port ?? Number(valueOf(database, 'file_server_port') ?? (await otherPort(host, taken)));
  const save = database.prepare('INSERT OR REPLACE INTO network (key, value) VALUES (?, ?)');
  save.run('file_server_seed', seed);
  save.run('file_server_port', `${chosen}`);
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
