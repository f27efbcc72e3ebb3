/** What triggers keep, and what only sound rows have, made anew from the rows that are there. */
export const RECOUNT: readonly string[] = [
  'UPDATE contacts SET picture_file_id = NULL WHERE picture_file_id NOT IN (SELECT id FROM files)',
  `UPDATE attachments SET file_id = NULL, state = CASE WHEN url IS NULL THEN 'expired' ELSE 'pending' END
    WHERE file_id IS NOT NULL AND file_id NOT IN (SELECT id FROM files)`,
  `INSERT INTO contacts (account_id, is_approved, created_at_s)
    SELECT peer_id, 1, created_at_ms / 1000 FROM conversations WHERE kind IN ('contact', 'blinded')
    ON CONFLICT DO NOTHING`,
  `UPDATE files SET reference_count =
    (SELECT count(*) FROM attachments WHERE file_id = files.id)
    + (SELECT count(*) FROM contacts WHERE picture_file_id = files.id)`,
  `UPDATE messages SET
    has_media = EXISTS (SELECT 1 FROM attachments WHERE message_id = messages.id AND shape = 'media'),
    has_voice = EXISTS (SELECT 1 FROM attachments WHERE message_id = messages.id AND shape = 'voice'),
    has_files = EXISTS (SELECT 1 FROM attachments WHERE message_id = messages.id AND shape = 'file')
    WHERE has_media OR has_voice OR has_files`,
  `UPDATE conversations SET
    unread_count = (SELECT count(*) FROM messages WHERE conversation_id = conversations.id AND is_unread = 1),
    mention_count = (SELECT count(*) FROM messages
      WHERE conversation_id = conversations.id AND is_unread = 1 AND mentions_us = 1),
    last_message_id = (SELECT id FROM messages WHERE conversation_id = conversations.id
      ORDER BY sent_at_ms DESC, id DESC LIMIT 1),
    last_active_ms = max(touched_at_ms, coalesce(
      (SELECT max(sent_at_ms) FROM messages WHERE conversation_id = conversations.id), created_at_ms))`,
  "INSERT INTO messages_fts (messages_fts) VALUES ('rebuild')",
  "INSERT INTO contacts_fts (contacts_fts) VALUES ('rebuild')",
];
