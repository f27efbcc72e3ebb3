import { deserialize, serialize } from 'node:v8';

import type { Database } from 'better-sqlite3';

import type { CommunityState } from './model/community.ts';

/** Raised with each change of `CommunityState`: what an older program has kept is not read. */
const FORMAT = 1;

/** What a community server knew when it ended; undefined when there is nothing, or nothing that this program understands. */
export function loadCommunity(database: Database): CommunityState | undefined {
  const row = database
    .prepare<[number], { readonly state: Uint8Array }>('SELECT state FROM community WHERE format = ?')
    .get(FORMAT);
  return row === undefined ? undefined : (deserialize(row.state) as CommunityState);
}

/** Keeps all that a community server knows, in place of what was kept before. */
export function saveCommunity(database: Database, state: CommunityState): void {
  database.transaction(() => {
    database.prepare('DELETE FROM community').run();
    database.prepare('INSERT INTO community (format, state) VALUES (?, ?)').run(FORMAT, serialize(state));
  })();
}
