import { integer, text } from '../driver/columns.ts';
import type { Database } from '../driver/database.ts';
import { StoreError } from '../errors.ts';
import type { SettingKey, SettingsRepository, SettingValue } from '../model/settings.ts';
import { existing } from './existing.ts';

const LAST_SENT_AT = {
  network: 'messages.last-sent-at-ms',
  local: 'messages.last-local-sent-at-ms',
} as const;

/** Behind every character of a name. */
const LAST_CHARACTER = 0x10_ffff;

/** The settings of a database. */
export function createSettingsRepository(database: Database): SettingsRepository {
  const select = database.prepare('SELECT value FROM settings WHERE key = $name');
  const upsert = database.prepare(`
    INSERT INTO settings (key, value) VALUES ($name, $value)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
  const remove = database.prepare('DELETE FROM settings WHERE key = $name');
  // A range and not LIKE, which cannot use the index.
  const inRange = `key >= $prefix AND key < $prefix || char(${LAST_CHARACTER})`;
  const selectAll = database.prepare(`SELECT key, value FROM settings WHERE ${inRange} ORDER BY key`);
  const removeAll = database.prepare(`DELETE FROM settings WHERE ${inRange}`);
  const advance = database.prepare(`
    INSERT INTO settings (key, value) VALUES ($name, CAST($candidateMs AS INTEGER))
    ON CONFLICT (key) DO UPDATE SET value = max(CAST(excluded.value AS INTEGER), CAST(value AS INTEGER) + 1)
    RETURNING CAST(value AS INTEGER) AS sent_at_ms`);

  return {
    get: <Value extends SettingValue>(key: SettingKey<Value>) => {
      const row = select.get({ name: key.name });
      const value = row === undefined ? undefined : parsed(text(row, 'value'));
      return key.accepts(value) ? value : undefined;
    },
    set: (key, value) => {
      if (!key.accepts(value)) throw new StoreError('store-conflict', { message: `setting ${key.name}` });
      upsert.run({ name: key.name, value: JSON.stringify(value) });
    },
    delete: (key) => void remove.run({ name: key.name }),
    all: (prefix) =>
      selectAll.all({ prefix }).map((row) => ({ name: text(row, 'key'), value: text(row, 'value') })),
    replaceAll: (prefix, values) =>
      database.transaction(() => {
        removeAll.run({ prefix });
        for (const { name, value } of values) upsert.run({ name, value });
      }),
    nextSentAtMs: (candidateMs, sentAtClock) => {
      if (!Number.isSafeInteger(candidateMs)) {
        throw new StoreError('store-conflict', { message: 'sent-at is not an integer' });
      }
      const name = LAST_SENT_AT[sentAtClock];
      return integer(existing(advance.get({ name, candidateMs }), name), 'sent_at_ms');
    },
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new StoreError('store-corrupt', { message: 'setting', cause });
  }
}
