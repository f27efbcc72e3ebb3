/** An encrypted file on this disk (spec 01 §10.6). */
export interface FileRow {
  readonly id: number;
  /** Relative to the folder of files. */
  readonly path: string;
  /** Bytes of plaintext. */
  readonly size: number;
  /** 32 bytes, for this file alone. Secret. */
  readonly key: Uint8Array;
  readonly referenceCount: number;
  readonly createdAtMs: number;
}

/**
 * A file lives as long as an attachment or a picture refers to it. Then its row goes by itself, with its key, and its path
 * waits among the orphans.
 */
export interface FileRepository {
  get(id: number): FileRow | undefined;
  /**
   * Before anything refers to it: {@link sweep} takes it away if nothing ever does.
   * @throws {StoreError} `store-conflict` for a path in use or a key of the wrong length.
   */
  create(file: {
    readonly path: string;
    readonly size: number;
    readonly key: Uint8Array;
    readonly nowMs: number;
  }): FileRow;
  /** At most `limit` files by id, after an id. */
  page(query: { readonly limit: number; readonly afterId?: number }): readonly FileRow[];
  /** Orphans a file to which nothing refers; false when something does, or there is none. */
  discard(id: number): boolean;
  /** Orphans what was created before a moment and is referred to by nothing; returns how many. */
  sweep(createdBeforeMs: number): number;
  /** Paths to be removed from the disk, oldest first. */
  orphans(limit: number): readonly string[];
  /** The file has been removed from the disk. */
  forgetOrphan(path: string): void;
}
