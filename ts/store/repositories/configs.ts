import { blob, integer, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import type { ConfigRepository, ConfigRow } from '../model/configs.ts';
import { existing } from './existing.ts';

const COLUMNS = 'account, namespace, dump, config_time_ms, updated_at_ms';

/** The config messages of a database. */
export function createConfigRepository(database: Database): ConfigRepository {
  const select = database.prepare(
    `SELECT ${COLUMNS} FROM configs WHERE account = $account AND namespace = $namespace`,
  );
  const ofAccount = database.prepare(
    `SELECT ${COLUMNS} FROM configs WHERE account = $account ORDER BY namespace`,
  );
  const upsert = database.prepare(`
    INSERT INTO configs (account, namespace, dump, config_time_ms, updated_at_ms)
    VALUES ($account, $namespace, $dump, $configTimeMs, $updatedAtMs)
    ON CONFLICT (account, namespace) DO UPDATE
    SET dump = excluded.dump, config_time_ms = max(config_time_ms, excluded.config_time_ms),
      updated_at_ms = excluded.updated_at_ms
    RETURNING ${COLUMNS}`);
  const remove = database.prepare('DELETE FROM configs WHERE account = $account');

  return {
    get: ({ account, namespace }) => {
      const row = select.get({ account, namespace });
      return row === undefined ? undefined : configRow(row);
    },
    ofAccount: (account) => ofAccount.all({ account }).map(configRow),
    save: ({ configTimeMs = 0, ...config }) =>
      configRow(existing(upsert.get({ ...config, configTimeMs }), 'config')),
    deleteOfAccount: (account) => remove.run({ account }),
  };
}

function configRow(row: SqlRow): ConfigRow {
  return {
    account: text(row, 'account'),
    namespace: integer(row, 'namespace'),
    dump: blob(row, 'dump'),
    configTimeMs: integer(row, 'config_time_ms'),
    updatedAtMs: integer(row, 'updated_at_ms'),
  };
}
