/** What one call of {@link Store.tidySlice} left. */
export interface TidySlice {
  readonly more: boolean;
}

export interface StoreStatistics {
  /** Of the database file, without its journal. */
  readonly databaseBytes: number;
  /** Part of it that holds nothing. */
  readonly freeBytes: number;
  /** Plaintext of all files together. */
  readonly fileBytes: number;
  readonly rows: {
    readonly contacts: number;
    readonly conversations: number;
    readonly messages: number;
    readonly attachments: number;
    readonly files: number;
    readonly jobs: number;
  };
  /** Greatest first; a file that lies in two conversations counts in both. */
  readonly filesByConversation: readonly {
    readonly conversationId: number;
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
