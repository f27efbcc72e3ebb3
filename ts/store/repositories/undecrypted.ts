import { blob, integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { UndecryptedRepository, UndecryptedRow } from '../model/undecrypted.ts';
import { existing } from './existing.ts';

const COLUMNS = 'id, account, namespace, hash, data, stored_at_ms, expires_at_ms, key_generation';

/** What a database holds unread. */
export function createUndecryptedRepository(database: Database): UndecryptedRepository {
  const insert = database.prepare(`
    INSERT INTO undecrypted (account, namespace, hash, data, stored_at_ms, expires_at_ms, key_generation)
    VALUES ($account, $namespace, $hash, $data, $storedAtMs, $expiresAtMs, $keyGeneration) ON CONFLICT DO NOTHING`);
  const trim = database.prepare(`
    DELETE FROM undecrypted WHERE account = $account AND namespace = $namespace AND id <= (
      SELECT id FROM undecrypted WHERE account = $account AND namespace = $namespace
      ORDER BY id DESC LIMIT 1 OFFSET CAST($atMost AS INTEGER)
    )`);
  const page = database.prepare(`
    SELECT ${COLUMNS} FROM undecrypted WHERE account = $account AND namespace = $namespace AND id > $afterId
    ORDER BY id ${LIMIT}`);
  const setKeyGeneration = database.prepare(
    'UPDATE undecrypted SET key_generation = $keyGeneration WHERE id = $id RETURNING id',
  );
  const remove = database.prepare('DELETE FROM undecrypted WHERE id = $id');
  const purge = database.prepare('DELETE FROM undecrypted WHERE expires_at_ms <= $nowMs');

  return {
    add: (message, { atMostInInbox }) =>
      database.transaction(() => {
        const { account, namespace } = message;
        const isNew = insert.run({ ...message, keyGeneration: message.keyGeneration }) > 0;
        if (isNew) trim.run({ account, namespace, atMost: atMostInInbox });
        return isNew;
      }),
    page: ({ account, namespace, limit, afterId = 0 }) =>
      page.all({ account, namespace, limit, afterId }).map(undecryptedRow),
    setKeyGeneration: (id, keyGeneration) =>
      void existing(setKeyGeneration.get({ id, keyGeneration }), 'undecrypted'),
    delete: (id) => remove.run({ id }) > 0,
    purgeExpired: (nowMs) => purge.run({ nowMs }),
  };
}

function undecryptedRow(row: SqlRow): UndecryptedRow {
  return {
    id: integer(row, 'id'),
    account: text(row, 'account'),
    namespace: integer(row, 'namespace'),
    hash: text(row, 'hash'),
    data: blob(row, 'data'),
    storedAtMs: integer(row, 'stored_at_ms'),
    expiresAtMs: integer(row, 'expires_at_ms'),
    keyGeneration: optional(integer, row, 'key_generation'),
  };
}
