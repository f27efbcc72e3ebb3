/** What one call of {@link Store.tidySlice} left. */
export interface TidySlice {
  readonly more: boolean;
}

/** What the database takes of the disk. */
export interface StoreRoom {
  /** Of the database file, without its journal. */
  readonly databaseBytes: number;
  /** Part of it that holds nothing. */
  readonly freeBytes: number;
  /** What is written and not in the file yet. */
  readonly journalBytes: number;
}

export interface StoreStatistics {
  readonly rows: {
    readonly contacts: number;
    readonly conversations: number;
    readonly messages: number;
    readonly attachments: number;
    readonly jobs: number;
  };
  /** Files of messages; their plaintext. */
  readonly attached: { readonly files: number; readonly bytes: number };
  /** All others: pictures of people, groups and rooms. */
  readonly others: { readonly files: number; readonly bytes: number };
  /** Of every conversation; a file that lies in two of them counts in both. */
  readonly byConversation: readonly {
    readonly conversationId: number;
    readonly messages: number;
    readonly files: number;
    readonly bytes: number;
  }[];
}

/** What a repair saved of one table, and what it lost: undefined when even the number could not be read. */
export interface RepairedTable {
  readonly name: string;
  readonly copied: number;
  readonly lost: number | undefined;
}

export interface RepairReport {
  readonly tables: readonly RepairedTable[];
  /** Rows that spoke of lost ones and were dropped: messages of a lost conversation, attachments of a lost message. */
  readonly dropped: number;
  /** The damaged file, kept beside the repaired one until {@link discardDamaged}. */
  readonly damagedPath: string;
}
