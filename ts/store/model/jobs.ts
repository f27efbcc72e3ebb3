/** What JSON can say. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Work that survives a crash. Jobs of one queue run one after another, in the order in which they came. */
export interface JobRow {
  readonly id: number;
  readonly kind: string;
  readonly queue: string;
  readonly payload: JsonValue;
  readonly runAtMs: number;
  readonly attempts: number;
  readonly createdAtMs: number;
  readonly dedupeKey: string | undefined;
}

export interface NewJob {
  readonly kind: string;
  readonly queue: string;
  readonly payload: JsonValue;
  readonly runAtMs: number;
  readonly nowMs: number;
  /** While a job with this key waits, another one is not added. */
  readonly dedupeKey?: string;
}

export interface JobRepository {
  /** Id of the new job, or of the waiting one with the same key. */
  enqueue(job: NewJob): number;
  get(id: number): JobRow | undefined;
  /** The oldest job of every queue, if its time has come; earliest first. Queues that are busy are left out. */
  due(query: {
    readonly nowMs: number;
    readonly limit: number;
    readonly busyQueues?: readonly string[];
  }): readonly JobRow[];
  /** When {@link due} next has something; may lie in the past. Undefined when nothing waits. */
  nextRunAtMs(query?: { readonly busyQueues?: readonly string[] }): number | undefined;
  /** @throws {StoreError} `store-not-found` */
  reschedule(change: { readonly id: number; readonly runAtMs: number; readonly attempts: number }): void;
  /** Removes a job, done or given up; false when there was none. */
  complete(id: number): boolean;
  /** Makes every waiting job due; returns how many were not. */
  rush(nowMs: number): number;
  /** Makes one waiting job due; false when there is none with this key. */
  hasten(job: { readonly dedupeKey: string; readonly nowMs: number }): boolean;
  /** Jobs of all queues, oldest first. */
  page(query: { readonly afterId: number; readonly limit: number }): readonly JobRow[];
  /** All jobs of a queue, oldest first. */
  byQueue(queue: string): readonly JobRow[];
}
