import type { Database } from 'better-sqlite3';

export interface FileRecord {
  readonly id: string;
  readonly sizeBytes: number;
  readonly uploadedMs: number;
  readonly expiresMs: number;
}

interface Row {
  readonly id: string;
  readonly size: number;
  readonly uploaded: number;
  readonly expires: number;
}

const INFO = 'SELECT id, length(content) AS size, uploaded, expires FROM files WHERE id = ? AND expires > ?';

/** The files of the file server. What has expired is as good as gone. */
export class FileTable {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Keeps `content`; a file that is there already lives until the later of both times. */
  put(
    id: string,
    content: Uint8Array,
    { nowMs, expiresMs }: { readonly nowMs: number; readonly expiresMs: number },
  ): void {
    this.deleteExpired(nowMs);
    this.database
      .prepare(
        `INSERT INTO files (id, content, uploaded, expires) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET expires = max(expires, excluded.expires)`,
      )
      .run(id, content, nowMs, expiresMs);
  }

  find(id: string, nowMs: number): FileRecord | undefined {
    const row = this.database.prepare<[string, number], Row>(INFO).get(id, nowMs);
    return row === undefined
      ? undefined
      : { id: row.id, sizeBytes: row.size, uploadedMs: row.uploaded, expiresMs: row.expires };
  }

  contentOf(id: string): Uint8Array | undefined {
    return this.database
      .prepare<[string], { readonly content: Uint8Array }>('SELECT content FROM files WHERE id = ?')
      .get(id)?.content;
  }

  /** Only lengthens. */
  extend(id: string, expiresMs: number): void {
    this.database.prepare('UPDATE files SET expires = max(expires, ?) WHERE id = ?').run(expiresMs, id);
  }

  /** The next number for a file of the old kind. */
  nextNumber(): number {
    const row = this.database
      .prepare<[], { readonly number: number }>(
        "SELECT coalesce(max(CAST(id AS INTEGER)), 0) + 1 AS number FROM files WHERE id NOT GLOB '*[^0-9]*'",
      )
      .get();
    return row?.number ?? 1;
  }

  private deleteExpired(nowMs: number): void {
    this.database.prepare('DELETE FROM files WHERE expires <= ?').run(nowMs);
  }
}
