import type { Database } from '../driver/database.ts';

/** SQLite's own number of pages. */
const PAGES = 1_000;

/** When SQLite moves the journal into the file: by itself, unless somebody copies the file. */
export class Checkpoints {
  private readonly database: Database;
  private holders = 0;

  constructor(database: Database) {
    this.database = database;
  }

  get areHeld(): boolean {
    return this.holders > 0;
  }

  /** Writing goes on, into the journal alone; the file does not change until `work` has ended. */
  async whileHeld<Result>(work: () => Promise<Result>): Promise<Result> {
    this.holders += 1;
    this.setAutomatic();
    try {
      return await work();
    } finally {
      this.holders -= 1;
      this.setAutomatic();
    }
  }

  private setAutomatic(): void {
    this.database.pragma(`wal_autocheckpoint = ${this.areHeld ? 0 : PAGES}`);
  }
}
