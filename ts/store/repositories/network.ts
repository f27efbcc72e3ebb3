import { x25519PublicKey } from '../../crypto/index.ts';
import { toHex } from '../../util/index.ts';
import { blob, integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import type { NetworkRepository, ServiceNodeRow } from '../model/network.ts';

/** What a database knows of the network. Lists are replaced whole, each by one statement. */
export function createNetworkRepository(database: Database): NetworkRepository {
  const selectPool = database.prepare('SELECT updated_at_ms FROM node_pool WHERE id = 1');
  const upsertPool = database.prepare(`
    INSERT INTO node_pool (id, updated_at_ms) VALUES (1, $updatedAtMs)
    ON CONFLICT (id) DO UPDATE SET updated_at_ms = excluded.updated_at_ms`);
  const selectNodes = database.prepare(
    'SELECT ed25519, x25519, ip, port, swarm_id FROM service_nodes ORDER BY position',
  );
  const deleteNodes = database.prepare('DELETE FROM service_nodes');
  const insertNodes = database.prepare(`
    INSERT INTO service_nodes (position, ed25519, x25519, ip, port, swarm_id)
    SELECT key, value ->> 0, unhex(value ->> 1), value ->> 2, value ->> 3, value ->> 4
    FROM json_each($nodes) WHERE true ON CONFLICT (ed25519) DO NOTHING`);
  const selectGuards = database.prepare('SELECT id, last_success_ms FROM guards ORDER BY position');
  const deleteGuards = database.prepare('DELETE FROM guards');
  const insertGuards = database.prepare(`
    INSERT INTO guards (position, id, last_success_ms) SELECT key, value ->> 0, value ->> 1
    FROM json_each($guards) WHERE true ON CONFLICT (id) DO NOTHING`);
  const selectSwarm = database.prepare('SELECT node FROM swarms WHERE account = $account ORDER BY position');
  const deleteSwarm = database.prepare('DELETE FROM swarms WHERE account = $account');
  const insertSwarm = database.prepare(
    'INSERT INTO swarms (account, position, node) SELECT $account, key, value FROM json_each($nodes)',
  );

  return {
    loadNodes: () => {
      const pool = selectPool.get();
      if (pool === undefined) return undefined;
      return { nodes: selectNodes.all().map(serviceNodeRow), updatedAtMs: integer(pool, 'updated_at_ms') };
    },
    saveNodes: (nodes, updatedAtMs) =>
      database.transaction(() => {
        deleteNodes.run();
        insertNodes.run({ nodes: JSON.stringify(nodes.map(nodeTuple)) });
        upsertPool.run({ updatedAtMs });
      }),
    loadGuards: () =>
      selectGuards
        .all()
        .map((row) => ({ id: text(row, 'id'), lastSuccessMs: integer(row, 'last_success_ms') })),
    saveGuards: (guards) =>
      database.transaction(() => {
        deleteGuards.run();
        insertGuards.run({
          guards: JSON.stringify(guards.map(({ id, lastSuccessMs }) => [id, lastSuccessMs])),
        });
      }),
    loadSwarm: (account) => {
      const nodes = selectSwarm.all({ account }).map((row) => text(row, 'node'));
      return nodes.length === 0 ? undefined : nodes;
    },
    saveSwarm: (account, nodes) =>
      database.transaction(() => {
        deleteSwarm.run({ account });
        insertSwarm.run({ account, nodes: JSON.stringify(nodes) });
      }),
  };
}

/** In the order of the columns; `swarm_id` as text, because JSON has no 64-bit integers. */
function nodeTuple(node: ServiceNodeRow): readonly unknown[] {
  return [node.ed25519, toHex(node.x25519), node.ip, node.port, node.swarmId?.toString()];
}

function serviceNodeRow(row: SqlRow): ServiceNodeRow {
  const swarmId = optional(text, row, 'swarm_id');
  return {
    ed25519: text(row, 'ed25519'),
    x25519: x25519PublicKey(blob(row, 'x25519')),
    ip: text(row, 'ip'),
    port: integer(row, 'port'),
    ...(swarmId === undefined ? {} : { swarmId: BigInt(swarmId) }),
  };
}
