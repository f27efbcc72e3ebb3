import { randomBytes } from 'node:crypto';

import type { Database } from 'better-sqlite3';

import { readU64be, toHex } from '../util/index.ts';
import { createTlsIdentity } from './certificate.ts';
import type { TlsIdentity } from './certificate.ts';
import type { NodeRecord } from './directory.ts';
import { LocalNetworkError } from './errors.ts';
import { NodeIdentity } from './node-identity.ts';
import { freePorts } from './ports.ts';

export interface RosterOptions {
  readonly nodeCount: number;
  readonly swarmSize: number;
  readonly port: number | undefined;
  readonly host: string;
  readonly nowMs: number;
}

/** A node with its secrets. */
export interface RosterNode {
  readonly record: NodeRecord;
  readonly identity: NodeIdentity;
  readonly tls: TlsIdentity;
}

export interface Roster {
  readonly seedPort: number;
  readonly nodes: readonly RosterNode[];
}

interface Row {
  readonly node: number;
  readonly seed: Uint8Array;
  readonly portHttps: number;
  readonly portOmq: number;
  readonly swarmId: string;
  readonly tlsKey: string;
  readonly tlsCertificate: string;
}

const SEED_BYTES = 32;
const MIN_SWARM_SIZE = 3;
const MAX_NODES = 200;
const FULL_CIRCLE = 1n << 64n;

/**
 * The nodes of the database, made when it has none.
 * @throws {LocalNetworkError} `options-invalid`; `data-of-another-network` when the database has nodes that do not fit the options.
 */
export async function loadRoster(database: Database, options: RosterOptions): Promise<Roster> {
  checkOptions(options);
  if (readRows(database).length === 0) await writeRoster(database, options);
  const rows = readRows(database);
  const seedPort = readSeedPort(database);
  if (rows.length !== options.nodeCount || (options.port ?? seedPort) !== seedPort) {
    throw new LocalNetworkError('data-of-another-network', {
      message: `it has ${rows.length} nodes and its seed port is ${seedPort}`,
    });
  }
  return { seedPort, nodes: rows.map((row) => rosterNode(row, options.host)) };
}

/** Keeps which node is in which swarm now. */
export function saveSwarms(database: Database, nodes: readonly NodeRecord[]): void {
  const update = database.prepare('UPDATE nodes SET swarm_id = ? WHERE node = ?');
  for (const { index, swarmId } of nodes) update.run(`${swarmId}`, index);
}

function checkOptions({ nodeCount, swarmSize }: RosterOptions): void {
  if (!Number.isInteger(nodeCount) || nodeCount < 1 || nodeCount > MAX_NODES) {
    throw new LocalNetworkError('options-invalid', { message: `nodeCount must be 1 to ${MAX_NODES}` });
  }
  if (!Number.isInteger(swarmSize) || swarmSize < MIN_SWARM_SIZE) {
    throw new LocalNetworkError('options-invalid', {
      message: `swarmSize must be at least ${MIN_SWARM_SIZE}`,
    });
  }
}

function rosterNode(row: Row, host: string): RosterNode {
  const identity = new NodeIdentity(Uint8Array.from(row.seed));
  const record: NodeRecord = {
    index: row.node,
    id: identity.id,
    pubkeyX25519: toHex(identity.x25519.publicKey),
    ip: host,
    portHttps: row.portHttps,
    portOmq: row.portOmq,
    swarmId: BigInt(row.swarmId),
  };
  return { record, identity, tls: { key: row.tlsKey, certificate: row.tlsCertificate } };
}

function readRows(database: Database): readonly Row[] {
  return database
    .prepare<[], Row>(
      `SELECT node, seed, port_https AS portHttps, port_omq AS portOmq, swarm_id AS swarmId, tls_key AS tlsKey,
       tls_certificate AS tlsCertificate FROM nodes ORDER BY node`,
    )
    .all();
}

function readSeedPort(database: Database): number {
  const row = database
    .prepare<[], { readonly value: string }>("SELECT value FROM network WHERE key = 'seed_port'")
    .get();
  return Number(row?.value);
}

async function writeRoster(database: Database, options: RosterOptions): Promise<void> {
  const { nodeCount, nowMs } = options;
  const [seedPort, ...ports] = await choosePorts(options);
  const swarmIds = createSwarmIds(Math.max(1, Math.floor(nodeCount / options.swarmSize)));
  const insertNode = database.prepare(
    `INSERT INTO nodes (node, seed, port_https, port_omq, swarm_id, tls_key, tls_certificate)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertAll = database.transaction(() => {
    database.prepare("INSERT INTO network (key, value) VALUES ('seed_port', ?)").run(`${seedPort}`);
    for (let node = 0; node < nodeCount; node += 1) {
      const { key, certificate } = createTlsIdentity(nowMs);
      const swarmId = swarmIds[node % swarmIds.length] as bigint;
      const [portHttps, portOmq] = [ports[node], ports[nodeCount + node]];
      insertNode.run(node, randomBytes(SEED_BYTES), portHttps, portOmq, `${swarmId}`, key, certificate);
    }
  });
  insertAll();
}

/** Of the seed, then of each node's HTTPS listener, then of each node's OxenMQ, on which nobody listens here. */
async function choosePorts({ nodeCount, port, host }: RosterOptions): Promise<readonly number[]> {
  const count = 1 + 2 * nodeCount;
  return port === undefined
    ? await freePorts(host, count)
    : Array.from({ length: count }, (_, at) => port + at);
}

/** Ids spread over the whole circle, so that every swarm gets its share of accounts. */
function createSwarmIds(count: number): readonly bigint[] {
  const arc = FULL_CIRCLE / BigInt(count);
  return Array.from(
    { length: count },
    (_, at) => arc * BigInt(at) + (readU64be(randomBytes(8)) % (arc / 4n)),
  );
}
