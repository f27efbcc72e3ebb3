/**
 * The full text of messages, and the names of contacts and of groups. `place` holds one word for the conversation, so that the index itself
 * finds what lies in one of them. The indexes forget deleted text at once (`secure-delete`), not at their next merge.
 */
export const SEARCH = `
CREATE VIEW searchable_messages AS
SELECT id, 'c' || conversation_id AS place, coalesce(search_text, body) AS body FROM messages WHERE body <> '';
CREATE VIRTUAL TABLE messages_fts USING fts5(
  place, body, content = 'searchable_messages', content_rowid = 'id', prefix = '1 2', tokenize = 'signal_tokenizer'
);
INSERT INTO messages_fts (messages_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO messages_fts (messages_fts) VALUES ('rebuild');

CREATE TRIGGER messages_indexed AFTER INSERT ON messages WHEN NEW.body <> '' BEGIN
  INSERT INTO messages_fts (rowid, place, body)
  VALUES (NEW.id, 'c' || NEW.conversation_id, coalesce(NEW.search_text, NEW.body));
END;
CREATE TRIGGER messages_reindexed AFTER UPDATE OF body, search_text, conversation_id ON messages BEGIN
  INSERT INTO messages_fts (messages_fts, rowid, place, body)
  SELECT 'delete', OLD.id, 'c' || OLD.conversation_id, coalesce(OLD.search_text, OLD.body) WHERE OLD.body <> '';
  INSERT INTO messages_fts (rowid, place, body)
  SELECT NEW.id, 'c' || NEW.conversation_id, coalesce(NEW.search_text, NEW.body) WHERE NEW.body <> '';
END;
CREATE TRIGGER messages_unindexed AFTER DELETE ON messages WHEN OLD.body <> '' BEGIN
  INSERT INTO messages_fts (messages_fts, rowid, place, body)
  VALUES ('delete', OLD.id, 'c' || OLD.conversation_id, coalesce(OLD.search_text, OLD.body));
END;

CREATE VIRTUAL TABLE contacts_fts USING fts5(
  search_text, content = 'contacts', content_rowid = 'id', tokenize = 'signal_tokenizer'
);
INSERT INTO contacts_fts (contacts_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO contacts_fts (contacts_fts) VALUES ('rebuild');

CREATE TRIGGER contacts_indexed AFTER INSERT ON contacts BEGIN
  INSERT INTO contacts_fts (rowid, search_text) VALUES (NEW.id, NEW.search_text);
END;
CREATE TRIGGER contacts_reindexed AFTER UPDATE OF search_text ON contacts
WHEN NEW.search_text <> OLD.search_text BEGIN
  INSERT INTO contacts_fts (contacts_fts, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);
  INSERT INTO contacts_fts (rowid, search_text) VALUES (NEW.id, NEW.search_text);
END;
CREATE TRIGGER contacts_unindexed AFTER DELETE ON contacts BEGIN
  INSERT INTO contacts_fts (contacts_fts, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);
END;

-- Conversations that have a name of their own.
CREATE VIRTUAL TABLE conversations_fts USING fts5(
  search_text, content = 'conversations', content_rowid = 'id', tokenize = 'signal_tokenizer'
);
INSERT INTO conversations_fts (conversations_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO conversations_fts (conversations_fts) VALUES ('rebuild');

CREATE TRIGGER conversations_indexed AFTER INSERT ON conversations BEGIN
  INSERT INTO conversations_fts (rowid, search_text) VALUES (NEW.id, NEW.search_text);
END;
CREATE TRIGGER conversations_reindexed AFTER UPDATE OF search_text ON conversations
WHEN NEW.search_text <> OLD.search_text BEGIN
  INSERT INTO conversations_fts (conversations_fts, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);
  INSERT INTO conversations_fts (rowid, search_text) VALUES (NEW.id, NEW.search_text);
END;
CREATE TRIGGER conversations_unindexed AFTER DELETE ON conversations BEGIN
  INSERT INTO conversations_fts (conversations_fts, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);
END;
`;
