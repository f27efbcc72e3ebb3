/**
 * Attachments and the encrypted files on this disk.
 *
 * A file lives as long as something refers to it (`reference_count`, kept by triggers). When the last reference goes, by
 * whatever way, its row and with it its key go too, and its path waits in `orphan_files` until somebody has removed it
 * from the disk.
 */
export const FILES = `
CREATE TABLE files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL CHECK (size >= 0),
  key BLOB NOT NULL CHECK (length(key) = 32),
  reference_count INTEGER NOT NULL DEFAULT 0 CHECK (reference_count >= 0),
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX files_unreferenced ON files (created_at_ms) WHERE reference_count = 0;

CREATE TABLE orphan_files (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER files_released AFTER UPDATE OF reference_count ON files WHEN NEW.reference_count = 0 BEGIN
  DELETE FROM files WHERE id = NEW.id;
END;
CREATE TRIGGER files_deleted AFTER DELETE ON files BEGIN
  INSERT INTO orphan_files (path) VALUES (OLD.path) ON CONFLICT DO NOTHING;
END;

CREATE TABLE attachments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('attachment', 'preview-image')),
  position INTEGER NOT NULL CHECK (position >= 0),
  content_type TEXT NOT NULL,
  file_name TEXT,
  size INTEGER,
  width INTEGER,
  height INTEGER,
  duration_ms INTEGER,
  is_voice INTEGER NOT NULL CHECK (is_voice IN (0, 1)),
  caption TEXT,
  url TEXT,
  key BLOB,
  digest BLOB,
  state TEXT NOT NULL CHECK (state IN ('pending', 'downloading', 'ready', 'failed', 'expired')),
  failure TEXT CHECK (failure IS NULL OR state = 'failed'),
  is_paused INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
  file_id INTEGER REFERENCES files (id),
  shape TEXT NOT NULL GENERATED ALWAYS AS (
    CASE
      WHEN role <> 'attachment' THEN 'preview'
      WHEN is_voice THEN 'voice'
      WHEN lower(content_type) GLOB 'image/*' OR lower(content_type) GLOB 'video/*' THEN 'media'
      ELSE 'file'
    END
  ) VIRTUAL,
  UNIQUE (message_id, role, position)
) STRICT;
CREATE INDEX attachments_by_file ON attachments (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX attachments_unfinished ON attachments (state, id) WHERE state <> 'ready';

CREATE TRIGGER attachments_inserted AFTER INSERT ON attachments BEGIN
  UPDATE messages SET
    has_media = has_media OR NEW.shape = 'media',
    has_voice = has_voice OR NEW.shape = 'voice',
    has_files = has_files OR NEW.shape = 'file'
  WHERE id = NEW.message_id;
  UPDATE files SET reference_count = reference_count + 1 WHERE id = NEW.file_id;
END;
CREATE TRIGGER attachments_moved AFTER UPDATE OF file_id ON attachments WHEN NEW.file_id IS NOT OLD.file_id BEGIN
  UPDATE files SET reference_count = reference_count + 1 WHERE id = NEW.file_id;
  UPDATE files SET reference_count = reference_count - 1 WHERE id = OLD.file_id;
END;
CREATE TRIGGER attachments_deleted AFTER DELETE ON attachments BEGIN
  UPDATE messages SET
    has_media = EXISTS (SELECT 1 FROM attachments WHERE message_id = OLD.message_id AND shape = 'media'),
    has_voice = EXISTS (SELECT 1 FROM attachments WHERE message_id = OLD.message_id AND shape = 'voice'),
    has_files = EXISTS (SELECT 1 FROM attachments WHERE message_id = OLD.message_id AND shape = 'file')
  WHERE id = OLD.message_id;
  UPDATE files SET reference_count = reference_count - 1 WHERE id = OLD.file_id;
END;

CREATE TRIGGER contacts_picture_added AFTER INSERT ON contacts WHEN NEW.picture_file_id IS NOT NULL BEGIN
  UPDATE files SET reference_count = reference_count + 1 WHERE id = NEW.picture_file_id;
END;
CREATE TRIGGER contacts_picture_changed AFTER UPDATE OF picture_file_id ON contacts
WHEN NEW.picture_file_id IS NOT OLD.picture_file_id BEGIN
  UPDATE files SET reference_count = reference_count + 1 WHERE id = NEW.picture_file_id;
  UPDATE files SET reference_count = reference_count - 1 WHERE id = OLD.picture_file_id;
END;
CREATE TRIGGER contacts_deleted AFTER DELETE ON contacts WHEN OLD.picture_file_id IS NOT NULL BEGIN
  UPDATE files SET reference_count = reference_count - 1 WHERE id = OLD.picture_file_id;
END;

CREATE TRIGGER conversations_picture_changed AFTER UPDATE OF picture_file_id ON conversations
WHEN NEW.picture_file_id IS NOT OLD.picture_file_id BEGIN
  UPDATE files SET reference_count = reference_count + 1 WHERE id = NEW.picture_file_id;
  UPDATE files SET reference_count = reference_count - 1 WHERE id = OLD.picture_file_id;
END;
CREATE TRIGGER conversations_deleted AFTER DELETE ON conversations WHEN OLD.picture_file_id IS NOT NULL BEGIN
  UPDATE files SET reference_count = reference_count - 1 WHERE id = OLD.picture_file_id;
END;
`;
