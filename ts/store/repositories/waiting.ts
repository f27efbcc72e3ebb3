import { integer, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import type { PeerId } from '../model/conversations.ts';
import type { PersonId } from '../model/people.ts';
import type { ReactionAction } from '../model/reactions.ts';
import type { WaitingContent, WaitingRepository, WaitingRow } from '../model/waiting.ts';

/** What waits for messages in a database. */
export function createWaitingRepository(database: Database): WaitingRepository {
  const upsert = database.prepare(`
    INSERT INTO waiting (kind, peer_id, author_id, target_sent_at_ms, sender_id, emoji, action, sent_at_ms, expires_at_ms)
    VALUES ($kind, $peerId, $authorId, $targetSentAtMs, $senderId, $emoji, $action, $sentAtMs, $expiresAtMs)
    ON CONFLICT (peer_id, author_id, target_sent_at_ms, kind, sender_id, emoji) DO UPDATE
    SET action = excluded.action, sent_at_ms = excluded.sent_at_ms,
      expires_at_ms = max(expires_at_ms, excluded.expires_at_ms)
    WHERE excluded.sent_at_ms > sent_at_ms`);
  const trim = database.prepare(`
    DELETE FROM waiting WHERE sender_id = $senderId AND id <= (
      SELECT id FROM waiting WHERE sender_id = $senderId ORDER BY id DESC LIMIT 1 OFFSET CAST($atMost AS INTEGER)
    )`);
  const forTarget = database.prepare(`
    SELECT id, kind, peer_id, author_id, target_sent_at_ms, sender_id, emoji, action, sent_at_ms, expires_at_ms
    FROM waiting WHERE peer_id = $peerId AND author_id = $authorId AND target_sent_at_ms = $targetSentAtMs`);
  const remove = database.prepare('DELETE FROM waiting WHERE id = $id');
  const purge = database.prepare('DELETE FROM waiting WHERE expires_at_ms <= $nowMs');

  return {
    add: (item, { atMostOfSender }) =>
      database.transaction(() => {
        const { kind, peerId, authorId, targetSentAtMs, senderId, sentAtMs, expiresAtMs } = item;
        const content = item.kind === 'reaction' ? item : { emoji: '', action: '' };
        const { emoji, action } = content;
        upsert.run({
          kind,
          peerId,
          authorId,
          targetSentAtMs,
          senderId,
          emoji,
          action,
          sentAtMs,
          expiresAtMs,
        });
        trim.run({ senderId, atMost: atMostOfSender });
      }),
    forTarget: ({ peerId, authorId, targetSentAtMs }) =>
      forTarget
        .all({ peerId, authorId, targetSentAtMs })
        .map(waitingRow)
        .sort((a, b) => a.sentAtMs - b.sentAtMs || a.id - b.id),
    delete: (id) => remove.run({ id }) > 0,
    purgeExpired: (nowMs) => purge.run({ nowMs }),
  };
}

function waitingRow(row: SqlRow): WaitingRow {
  return {
    ...waitingContent(row),
    id: integer(row, 'id'),
    peerId: text(row, 'peer_id') as PeerId,
    authorId: text(row, 'author_id') as PersonId,
    targetSentAtMs: integer(row, 'target_sent_at_ms'),
    senderId: text(row, 'sender_id') as PersonId,
    sentAtMs: integer(row, 'sent_at_ms'),
    expiresAtMs: integer(row, 'expires_at_ms'),
  };
}

function waitingContent(row: SqlRow): WaitingContent {
  const kind = text(row, 'kind') as WaitingContent['kind'];
  if (kind !== 'reaction') return { kind };
  return { kind, emoji: text(row, 'emoji'), action: text(row, 'action') as ReactionAction };
}
