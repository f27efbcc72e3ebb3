import type { Inbox } from './hashes.ts';

/** The state of one config message (spec 03 §7). */
export interface ConfigRow extends Inbox {
  /** What `ts/config` dumps. Secret. */
  readonly dump: Uint8Array;
  /** Largest storage timestamp of the merged messages (spec 04 §2.2, 6); 0 for none. */
  readonly configTimeMs: number;
  readonly updatedAtMs: number;
}

export interface ConfigRepository {
  get(inbox: Inbox): ConfigRow | undefined;
  /** All of an account or group, by namespace. */
  ofAccount(account: string): readonly ConfigRow[];
  /** The config time never goes back. */
  save(config: Omit<ConfigRow, 'configTimeMs'> & { readonly configTimeMs?: number }): ConfigRow;
  /** Returns how many there were. */
  deleteOfAccount(account: string): number;
}
