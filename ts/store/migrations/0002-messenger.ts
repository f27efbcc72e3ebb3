import { integer, text } from '../driver/columns.ts';
import type { Database } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import { foldForSearch, searchTextOf } from '../search/folding.ts';
import { COMMUNITIES } from './0002/communities.ts';
import { CONVERSATIONS } from './0002/conversations.ts';
import { FILES } from './0002/files.ts';
import { MESSAGES } from './0002/messages.ts';
import { SEARCH } from './0002/search.ts';
import { UNFINISHED } from './0002/unfinished.ts';
import type { Migration } from './migration.ts';

const SLICE = 1_000;

/** All that a messenger keeps: contacts, every kind of message, files, reactions, search, configs. */
export const migration0002: Migration = {
  version: 2,
  sql: [CONVERSATIONS, MESSAGES, COMMUNITIES, FILES, UNFINISHED, SEARCH].join('\n'),
  complete: (database) => {
    foldNames(database);
    foldBodies(database);
  },
};

function foldNames(database: Database): void {
  const set = database.prepare('UPDATE contacts SET search_text = $searchText WHERE id = $id');
  for (const row of database.prepare("SELECT id, name FROM contacts WHERE name <> ''").all()) {
    set.run({ id: integer(row, 'id'), searchText: foldForSearch(text(row, 'name')) });
  }
}

function foldBodies(database: Database): void {
  const select = database.prepare(`SELECT id, body FROM messages WHERE id > $after ORDER BY id ${LIMIT}`);
  const set = database.prepare('UPDATE messages SET search_text = $searchText WHERE id = $id');
  for (let after = 0; ;) {
    const rows = select.all({ after, limit: SLICE });
    for (const row of rows) {
      after = integer(row, 'id');
      const searchText = searchTextOf(text(row, 'body'));
      if (searchText !== undefined) set.run({ id: after, searchText });
    }
    if (rows.length < SLICE) return;
  }
}
