/** A backup, and what opens it. */
export interface PasswordedFile {
  /** Absolute. */
  readonly path: string;
  readonly password: string;
}

/** How the database is. */
export interface HealthView {
  /** Every byte of it is being looked at. */
  readonly isChecking: boolean;
  /** When that was last done; of a new database when it was made. */
  readonly checkedAtMs: number;
  /** What the last look has found: it should be repaired. */
  readonly isDamaged: boolean;
  /** Present while it is made smaller: how much of that is done, 0 to 1. */
  readonly compaction?: number;
  /** The last repair: rows that it saved, and rows that were lost. */
  readonly repair?: { readonly atMs: number; readonly copied: number; readonly lost: number };
}

/** What would stop in the middle if the program ended now; nothing of it is lost but the call. */
export interface UnfinishedView {
  readonly isInCall: boolean;
  /** Files on their way to a server. */
  readonly uploads: number;
}
