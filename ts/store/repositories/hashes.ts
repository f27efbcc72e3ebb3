import { text } from '../driver/columns.ts';
import type { Database } from '../driver/database.ts';
import type { HashRepository } from '../model/hashes.ts';

/** What a database knows of fetched messages. */
export function createHashRepository(database: Database): HashRepository {
  const selectSeen = database.prepare(
    'SELECT 1 FROM seen_hashes WHERE account = $account AND namespace = $namespace AND hash = $hash',
  );
  const insertSeen = database.prepare(`
    INSERT INTO seen_hashes (account, namespace, hash, expires_at_ms)
    VALUES ($account, $namespace, $hash, $expiresAtMs) ON CONFLICT DO NOTHING`);
  const prolongSeen = database.prepare(`
    UPDATE seen_hashes SET expires_at_ms = $expiresAtMs
    WHERE account = $account AND namespace = $namespace AND hash = $hash AND expires_at_ms < $expiresAtMs`);
  const purge = database.prepare('DELETE FROM seen_hashes WHERE expires_at_ms <= $nowMs');
  const selectLast = database.prepare(
    'SELECT hash FROM last_hashes WHERE node = $node AND account = $account AND namespace = $namespace',
  );
  const upsertLast = database.prepare(`
    INSERT INTO last_hashes (node, account, namespace, hash) VALUES ($node, $account, $namespace, $hash)
    ON CONFLICT (node, account, namespace) DO UPDATE SET hash = excluded.hash`);
  const forget = database.prepare('DELETE FROM last_hashes WHERE node = $node');
  const forgetSeen = database.prepare('DELETE FROM seen_hashes WHERE account = $account');
  const forgetPlaces = database.prepare('DELETE FROM last_hashes WHERE account = $account');
  const forgetAll = database.prepare('DELETE FROM last_hashes');

  return {
    isSeen: (message) => selectSeen.get({ ...message }) !== undefined,
    markSeen: (message) =>
      database.transaction(() => {
        if (insertSeen.run({ ...message }) > 0) return true;
        prolongSeen.run({ ...message });
        return false;
      }),
    purgeExpired: (nowMs) => purge.run({ nowMs }),
    lastHash: (place) => {
      const row = selectLast.get({ ...place });
      return row === undefined ? undefined : text(row, 'hash');
    },
    setLastHash: (place) => void upsertLast.run({ ...place }),
    forgetNode: (node) => void forget.run({ node }),
    forgetAccount: (account) =>
      database.transaction(() => {
        forgetSeen.run({ account });
        forgetPlaces.run({ account });
      }),
    forgetPositions: () => void forgetAll.run(),
  };
}
