import { blob, flag, integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlParameters, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type {
  AttachmentRepository,
  AttachmentRole,
  AttachmentRow,
  AttachmentState,
  MediaKind,
  NewAttachment,
} from '../model/attachments.ts';
import type { MessageCursor } from '../model/messages.ts';
import type { PersonId } from '../model/people.ts';
import { existing } from './existing.ts';

const COLUMNS = `id, message_id, role, position, content_type, file_name, size, width, height, duration_ms, is_voice,
  caption, url, key, digest, state, failure, is_paused, file_id`;

/** After every row: with it the newest page is a search like any other. */
const NEWEST: MessageCursor = { sentAtMs: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

/** How the tabs of the media panel are called in the columns `shape` and `has_…`. */
const KINDS: Readonly<Record<MediaKind, { readonly shape: string; readonly flag: string }>> = {
  media: { shape: 'media', flag: 'has_media' },
  voice: { shape: 'voice', flag: 'has_voice' },
  files: { shape: 'file', flag: 'has_files' },
};

/** The attachments of a database. */
export function createAttachmentRepository(database: Database): AttachmentRepository {
  const byId = database.prepare(`SELECT ${COLUMNS} FROM attachments WHERE id = $id`);
  const insert = database.prepare(`
    INSERT INTO attachments (message_id, role, position, content_type, file_name, size, width, height, duration_ms,
      is_voice, caption, url, key, digest, state, file_id)
    VALUES ($messageId, $role, $position, $contentType, $fileName, $size, $width, $height, $durationMs, $isVoice,
      $caption, $url, $key, $digest, $state, $fileId)
    RETURNING ${COLUMNS}`);
  const forMessages = database.prepare(`
    SELECT ${COLUMNS} FROM attachments WHERE message_id IN (SELECT value FROM json_each($messageIds))
    ORDER BY message_id, role, position`);
  const setState = database.prepare(`
    UPDATE attachments SET state = $state, failure = $failure, is_paused = 0 WHERE id = $id RETURNING ${COLUMNS}`);
  const setReady = database.prepare(`
    UPDATE attachments SET state = 'ready', failure = NULL, is_paused = 0, file_id = $fileId WHERE id = $id
    RETURNING ${COLUMNS}`);
  const setUploaded = database.prepare(`
    UPDATE attachments SET url = $url, key = $key, digest = $digest, is_paused = 0 WHERE id = $id
    RETURNING ${COLUMNS}`);
  const setUnsent = database.prepare(`
    UPDATE attachments SET url = NULL, digest = NULL, is_paused = 0 WHERE id = $id RETURNING ${COLUMNS}`);
  const setPaused = database.prepare(`
    UPDATE attachments SET is_paused = $isPaused WHERE id = $id RETURNING ${COLUMNS}`);
  const remove = database.prepare('DELETE FROM attachments WHERE id = $id');
  const inState = database.prepare(`
    SELECT ${COLUMNS} FROM attachments WHERE state <> 'ready' AND state = $state AND id > $afterId
    ORDER BY id ${LIMIT}`);
  const pendingIn = database.prepare(`
    SELECT ${columnsOf('attachments')}
    FROM (
      SELECT id, sent_at_ms FROM messages WHERE conversation_id = $conversationId
      ORDER BY sent_at_ms DESC, id DESC ${LIMIT}
    ) AS newest CROSS JOIN attachments ON attachments.message_id = newest.id
    WHERE attachments.state = 'pending' AND attachments.is_paused = 0`);
  const deleteSentUpTo = database.prepare(`
    DELETE FROM attachments WHERE message_id IN (
      SELECT id FROM messages WHERE conversation_id = $conversationId AND sent_at_ms <= $sentAtMs
    )`);
  const withMedia = (kind: MediaKind) =>
    database.prepare(`
      SELECT id, author_id, sent_at_ms FROM messages
      WHERE conversation_id = $conversationId AND ${KINDS[kind].flag} = 1 AND (sent_at_ms, id) < ($sentAtMs, $id)
      ORDER BY sent_at_ms DESC, id DESC ${LIMIT}`);
  const withMediaAfter = (kind: MediaKind) =>
    database.prepare(`
      SELECT id, author_id, sent_at_ms FROM messages
      WHERE conversation_id = $conversationId AND ${KINDS[kind].flag} = 1 AND (sent_at_ms, id) > ($sentAtMs, $id)
      ORDER BY sent_at_ms, id ${LIMIT}`);
  const pages = { media: withMedia('media'), voice: withMedia('voice'), files: withMedia('files') };
  const laterPages = {
    media: withMediaAfter('media'),
    voice: withMediaAfter('voice'),
    files: withMediaAfter('files'),
  };
  const ofShape = database.prepare(`
    SELECT ${COLUMNS} FROM attachments
    WHERE message_id = $messageId AND role = 'attachment' AND shape = $shape ORDER BY position`);

  const changed = (row: SqlRow | undefined): AttachmentRow => attachmentRow(existing(row, 'attachment'));

  return {
    deleteSentUpTo: (query) => void deleteSentUpTo.run({ ...query }),
    get: (id) => {
      const row = byId.get({ id });
      return row === undefined ? undefined : attachmentRow(row);
    },
    add: (messageId, attachments) =>
      database.transaction(() =>
        attachments.map((attachment, index) => {
          const position = attachments.slice(0, index).filter(({ role }) => role === attachment.role).length;
          return changed(insert.get({ messageId, position, ...parameters(attachment) }));
        }),
      ),
    forMessages: (messageIds) =>
      forMessages.all({ messageIds: JSON.stringify(messageIds) }).map(attachmentRow),
    setState: ({ id, state, failure }) => changed(setState.get({ id, state, failure })),
    setReady: (change) => changed(setReady.get(change)),
    setUploaded: ({ id, url, key, digest }) => changed(setUploaded.get({ id, url, key, digest })),
    setUnsent: (id) => changed(setUnsent.get({ id })),
    setPaused: (change) => changed(setPaused.get(change)),
    remove: (id) => remove.run({ id }) > 0,
    inState: ({ state, limit, afterId = 0 }) => inState.all({ state, limit, afterId }).map(attachmentRow),
    pendingIn: ({ conversationId, messages }) =>
      pendingIn.all({ conversationId, limit: messages }).map(attachmentRow),
    media: ({ conversationId, kind, limit, before = NEWEST, after }) => {
      const { sentAtMs, id } = after ?? before;
      const page = (after === undefined ? pages : laterPages)[kind];
      return page.all({ conversationId, limit, sentAtMs, id }).map((row) => ({
        id: integer(row, 'id'),
        authorId: text(row, 'author_id') as PersonId,
        sentAtMs: integer(row, 'sent_at_ms'),
        attachments: ofShape
          .all({ messageId: integer(row, 'id'), shape: KINDS[kind].shape })
          .map(attachmentRow),
      }));
    },
  };
}

function columnsOf(table: string): string {
  return COLUMNS.split(/,\s*/)
    .map((column) => `${table}.${column}`)
    .join(', ');
}

function parameters(attachment: NewAttachment): SqlParameters {
  return {
    role: attachment.role,
    contentType: attachment.contentType,
    fileName: attachment.fileName,
    size: attachment.size,
    width: attachment.width,
    height: attachment.height,
    durationMs: attachment.durationMs,
    isVoice: attachment.isVoice,
    caption: attachment.caption,
    url: attachment.url,
    key: attachment.key,
    digest: attachment.digest,
    state: attachment.state,
    fileId: attachment.fileId,
  };
}

function attachmentRow(row: SqlRow): AttachmentRow {
  return {
    id: integer(row, 'id'),
    messageId: integer(row, 'message_id'),
    role: text(row, 'role') as AttachmentRole,
    position: integer(row, 'position'),
    contentType: text(row, 'content_type'),
    fileName: optional(text, row, 'file_name'),
    size: optional(integer, row, 'size'),
    width: optional(integer, row, 'width'),
    height: optional(integer, row, 'height'),
    durationMs: optional(integer, row, 'duration_ms'),
    isVoice: flag(row, 'is_voice'),
    caption: optional(text, row, 'caption'),
    url: optional(text, row, 'url'),
    key: optional(blob, row, 'key'),
    digest: optional(blob, row, 'digest'),
    state: text(row, 'state') as AttachmentState,
    failure: optional(text, row, 'failure'),
    isPaused: flag(row, 'is_paused'),
    fileId: optional(integer, row, 'file_id'),
  };
}
