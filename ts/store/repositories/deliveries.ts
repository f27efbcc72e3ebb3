import { blob, integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import type { DeliveryRepository, DeliveryRow, DeliveryState, DeliveryTarget } from '../model/deliveries.ts';
import { existing } from './existing.ts';

const COLUMNS = `id, message_id, target, swarm, namespace, payload, ttl_ms, state, hash, stored_at_ms,
  expires_at_ms`;

/** The deliveries of a database. */
export function createDeliveryRepository(database: Database): DeliveryRepository {
  const insert = database.prepare(`
    INSERT INTO deliveries (message_id, target, swarm, namespace, payload, ttl_ms, state)
    VALUES ($messageId, $target, $swarm, $namespace, $payload, $ttlMs, 'pending') RETURNING ${COLUMNS}`);
  const byId = database.prepare(`SELECT ${COLUMNS} FROM deliveries WHERE id = $id`);
  const byMessage = database.prepare(
    `SELECT ${COLUMNS} FROM deliveries WHERE message_id = $messageId ORDER BY target DESC`,
  );
  const markStored = database.prepare(`
    UPDATE deliveries
    SET state = 'stored', payload = x'', hash = $hash, stored_at_ms = $storedAtMs, expires_at_ms = $expiresAtMs
    WHERE id = $id RETURNING ${COLUMNS}`);
  const markFailed = database.prepare(
    `UPDATE deliveries SET state = 'failed' WHERE id = $id AND state <> 'stored' RETURNING ${COLUMNS}`,
  );
  const remove = database.prepare('DELETE FROM deliveries WHERE id = $id');
  const removeForMessage = database.prepare('DELETE FROM deliveries WHERE message_id = $messageId');

  return {
    create: (delivery) =>
      deliveryRow(existing(insert.get({ ...delivery, messageId: delivery.messageId }), 'delivery')),
    get: (id) => {
      const row = byId.get({ id });
      return row === undefined ? undefined : deliveryRow(row);
    },
    forMessage: (messageId) => byMessage.all({ messageId }).map(deliveryRow),
    markStored: (receipt) => deliveryRow(existing(markStored.get(receipt), 'delivery')),
    markFailed: (id) => deliveryRow(existing(markFailed.get({ id }), 'delivery')),
    deleteForMessage: (messageId) => removeForMessage.run({ messageId }),
    delete: (id) => remove.run({ id }) > 0,
  };
}

function deliveryRow(row: SqlRow): DeliveryRow {
  return {
    id: integer(row, 'id'),
    messageId: optional(integer, row, 'message_id'),
    target: text(row, 'target') as DeliveryTarget,
    swarm: text(row, 'swarm'),
    namespace: integer(row, 'namespace'),
    payload: blob(row, 'payload'),
    ttlMs: integer(row, 'ttl_ms'),
    state: text(row, 'state') as DeliveryState,
    hash: optional(text, row, 'hash'),
    storedAtMs: optional(integer, row, 'stored_at_ms'),
    expiresAtMs: optional(integer, row, 'expires_at_ms'),
  };
}
