import type { JobRow, Repositories } from '../../store/index.ts';

/** How one run of a job ended. */
export type JobOutcome =
  /**
   * Done, or given up for good. `commit` runs in the transaction that removes the job, `follow` at its end, when another one with the same
   * key may be added, `after` when it is on disk.
   */
  | {
      readonly kind: 'done';
      commit?(repositories: Repositories): void;
      follow?(repositories: Repositories): void;
      after?(): void;
    }
  /** Not now: run again after a pause that grows with the attempts, or as long as is said. */
  | { readonly kind: 'retry'; readonly pauseMs?: number };

/** Work of one kind. `run` may be cut off by `signal`, or by a crash, at any point and is then run again. */
export interface JobRunner {
  run(job: JobRow, signal: AbortSignal): Promise<JobOutcome>;
}
