import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Database } from '@signalapp/sqlcipher';

/** SQLite's own: as many pages as it can count. */
const NO_LIMIT = 0xfffffffe;

/** The databases that this process has opened, so that a test can say how large they may become. */
export class Databases {
  private readonly opened: Database[] = [];

  /** Notes every database from now on; `stop` ends it. */
  static watch(): Databases & { stop(): void } {
    const { exec } = Database.prototype;
    const databases = new Databases();
    Database.prototype.exec = function (this: Database, sql: string): void {
      if (sql === 'PRAGMA foreign_keys = ON') databases.opened.push(this);
      exec.call(this, sql);
    };
    return Object.assign(databases, {
      stop: () => {
        Database.prototype.exec = exec;
      },
    });
  }

  /** The database of a profile that was opened last. */
  private of(folder: string): Database {
    const isIt = (database: Database): boolean => {
      const [row] = isOpen(database) ? database.pragma('database_list') : [];
      return String(row?.['file']).startsWith(folder);
    };
    const found = this.opened.findLast(isIt);
    if (found === undefined) throw new Error(`No database of ${folder} is open`);
    return found;
  }

  /** The disk is full: the database of a profile cannot grow. Every transaction that would need it to ends with SQLITE_FULL. */
  fill(folder: string): void {
    const database = this.of(folder);
    database.exec('PRAGMA incremental_vacuum');
    database.exec('PRAGMA max_page_count = 1');
  }

  free(folder: string): void {
    this.of(folder).exec(`PRAGMA max_page_count = ${NO_LIMIT}`);
  }
}

function isOpen(database: Database): boolean {
  try {
    database.pragma('user_version');
    return true;
  } catch {
    return false;
  }
}

/** A small disk of its own, in memory. Only root can make one, on Linux. */
export class SmallDisk {
  static readonly isPossible = process.platform === 'linux' && process.getuid?.() === 0;
  private readonly folder: string;

  constructor(folder: string, megabytes: number) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'undertone-test', folder]);
  }

  /** Takes all the room that is left. */
  fill(): void {
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(this.ballast, Buffer.alloc(bavail * bsize));
  }

  free(): void {
    rmSync(this.ballast);
  }

  /** Lets it be written, or only read. */
  remount(how: 'ro' | 'rw'): void {
    execFileSync('mount', ['-o', `remount,${how}`, this.folder]);
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.folder]);
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }
}
