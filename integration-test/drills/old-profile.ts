// A profile of the first version of the schema, as a migration finds it.

import { readFileSync, rmSync } from 'node:fs';

import { openSqlcipher } from '../../ts/store/driver/sqlcipher.ts';
import { migration0001 } from '../../ts/store/migrations/0001-first-schema.ts';
import { person } from './people.ts';
import { type Stage, placesOf } from './stage.ts';

const BODY = 'and so on '.repeat(150);

/** Makes one with `messages` long messages of somebody. */
export async function oldProfile(
  stage: Stage,
  { profile, messages }: { readonly profile: string; readonly messages: number },
): Promise<{ readonly id: string; readonly peerId: string; readonly messages: number }> {
  const { id, engine } = await person(stage, { name: 'Alice', profile });
  await engine.end();
  const { database: path } = placesOf(profile);
  const seed = readSeed(profile);
  rmSync(path);
  const peerId = `05${'ab'.repeat(32)}`;
  const database = openSqlcipher({ path, key: keyOf(profile) });
  database.exec(migration0001.sql);
  database.exec('PRAGMA user_version = 1');
  database.transaction(() => {
    database
      .prepare("INSERT INTO account VALUES (1, $seed, $id, 'Alice', 'created', 1700000000000, 1)")
      .run({ seed, id });
    database
      .prepare(
        `INSERT INTO conversations (id, peer_id, kind, name, last_active_ms, created_at_ms)
        VALUES (1, $peerId, 'contact', 'Bob', 1, 1)`,
      )
      .run({ peerId });
    const insert = database.prepare(
      `INSERT INTO messages (conversation_id, author_id, direction, kind, body, sent_at_ms, received_at_ms, clock, state,
        is_unread, is_synced)
      VALUES (1, $peerId, 'incoming', 'text', $body, $at, $at, 'network', 'received', 0, 1)`,
    );
    for (let at = 1; at <= messages; at += 1)
      insert.run({ peerId, body: `old ${at} ${BODY}`, at: Date.now() - 100_000 + at });
  });
  database.close();
  return { id, peerId, messages };
}

/** The version of the schema that a closed profile has. */
export function schemaOf(profile: string): number {
  const database = openSqlcipher({ path: placesOf(profile).database, key: keyOf(profile) });
  try {
    return Number(database.pragma('user_version'));
  } finally {
    database.close();
  }
}

function readSeed(profile: string): Uint8Array {
  const database = openSqlcipher({ path: placesOf(profile).database, key: keyOf(profile) });
  try {
    return database.prepare('SELECT seed FROM account').get()?.['seed'] as Uint8Array;
  } finally {
    database.close();
  }
}

/** The key of a profile that nothing protects. */
function keyOf(profile: string): Uint8Array {
  const { wrap } = JSON.parse(readFileSync(placesOf(profile).vault, 'utf8')) as { readonly wrap: string };
  return Uint8Array.from(Buffer.from(wrap, 'base64'));
}
