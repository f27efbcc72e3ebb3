import type { AccountId } from '../../account/index.ts';
import { blob, flag, integer, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import type { AccountOrigin, AccountRepository, AccountRow } from '../model/account.ts';
import { existing } from './existing.ts';

const COLUMNS = 'account_id, display_name, origin, created_at_ms, profile_ready';

/** Tables that are emptied when the account is forgotten; what hangs on their rows goes with them. */
const OF_THE_ACCOUNT = [
  'conversations',
  'community_servers',
  'contacts',
  'files',
  'deliveries',
  'jobs',
  'waiting',
  'undecrypted',
  'configs',
  'seen_hashes',
  'last_hashes',
  'swarms',
  'account',
];

/** The account of a database. */
export function createAccountRepository(database: Database): AccountRepository {
  const select = database.prepare(`SELECT ${COLUMNS} FROM account WHERE id = 1`);
  const selectSeed = database.prepare('SELECT seed FROM account WHERE id = 1');
  const insert = database.prepare(`
    INSERT INTO account (id, seed, ${COLUMNS})
    VALUES (1, $seed, $accountId, $displayName, $origin, $createdAtMs, $profileReady) RETURNING ${COLUMNS}`);
  const updateName = database.prepare(
    `UPDATE account SET display_name = $displayName WHERE id = 1 RETURNING ${COLUMNS}`,
  );
  const updateReady = database.prepare(
    `UPDATE account SET profile_ready = $profileReady WHERE id = 1 RETURNING ${COLUMNS}`,
  );
  const forgetSettings = database.prepare("DELETE FROM settings WHERE key < 'network.' OR key >= 'network/'");
  const forgetEverything = OF_THE_ACCOUNT.map((table) => database.prepare(`DELETE FROM ${table}`));

  return {
    get: () => {
      const row = select.get();
      return row === undefined ? undefined : accountRow(row);
    },
    getSeed: () => {
      const row = selectSeed.get();
      return row === undefined ? undefined : blob(row, 'seed');
    },
    create: (account) => accountRow(existing(insert.get({ ...account }), 'account')),
    setDisplayName: (displayName) => accountRow(existing(updateName.get({ displayName }), 'account')),
    setProfileReady: (profileReady) => accountRow(existing(updateReady.get({ profileReady }), 'account')),
    forget: () =>
      database.transaction(() => {
        for (const statement of forgetEverything) statement.run();
      }),
    erase: () =>
      database.transaction(() => {
        for (const statement of [...forgetEverything, forgetSettings]) statement.run();
      }),
  };
}

function accountRow(row: SqlRow): AccountRow {
  return {
    accountId: text(row, 'account_id') as AccountId,
    displayName: text(row, 'display_name'),
    origin: text(row, 'origin') as AccountOrigin,
    createdAtMs: integer(row, 'created_at_ms'),
    profileReady: flag(row, 'profile_ready'),
  };
}
