import type { Database } from '../driver/database.ts';
import type { TakenBackRepository } from '../model/taken-back.ts';

/** In place of a hash: everything of the author. */
const EVERYTHING = '';

/** What was taken back in groups before it came, in a database. */
export function createTakenBackRepository(database: Database): TakenBackRepository {
  const upsert = database.prepare(`
    INSERT INTO taken_back (group_id, author_id, hash, up_to_sent_at_ms, expires_at_ms)
    VALUES ($groupId, $authorId, $hash, $upToSentAtMs, $expiresAtMs)
    ON CONFLICT (group_id, author_id, hash) DO UPDATE SET
      up_to_sent_at_ms = max(up_to_sent_at_ms, excluded.up_to_sent_at_ms),
      expires_at_ms = max(expires_at_ms, excluded.expires_at_ms)`);
  const trim = database.prepare(`
    DELETE FROM taken_back WHERE group_id = $groupId AND author_id = $authorId AND hash <> '' AND id <= (
      SELECT id FROM taken_back WHERE group_id = $groupId AND author_id = $authorId AND hash <> ''
      ORDER BY id DESC LIMIT 1 OFFSET CAST($atMost AS INTEGER)
    )`);
  const find = database.prepare(`
    SELECT id FROM taken_back
    WHERE group_id = $groupId AND author_id = $authorId AND hash IN ('', $hash) AND up_to_sent_at_ms >= $sentAtMs`);
  const purge = database.prepare('DELETE FROM taken_back WHERE expires_at_ms <= $nowMs');

  return {
    add: ({ hash = EVERYTHING, ...item }, { atMostOfAuthor }) =>
      database.transaction(() => {
        upsert.run({ ...item, hash });
        trim.run({ groupId: item.groupId, authorId: item.authorId, atMost: atMostOfAuthor });
      }),
    has: (message) => find.get(message) !== undefined,
    purgeExpired: (nowMs) => purge.run({ nowMs }),
  };
}
