import { createDeferred, delay, errorCode } from '../../util/index.ts';
import type { Timer } from '../../util/index.ts';
import type { JobRow } from '../../store/index.ts';
import type { Services } from '../services.ts';
import type { JobOutcome, JobRunner } from './job-runner.ts';
import { retryPauseMs } from './retry-schedule.ts';

/** Jobs on their way at one time; each queue has at most one. */
const MAX_RUNNING = 8;
/** Pause of a queue whose job could not be ended in the store. */
const REST_MS = 5_000;

/** A job that failed waits at least so long, also when whom it needs has answered to something else. */
const LEAST_PAUSE_MS = 15_000;

/** A job on its way. */
interface Run {
  readonly jobId: number;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Works off the job table: the oldest job of every queue, as soon as its time has come, and again after a pause when it fails.
 * Everything it knows is in the table, so it may be stopped or killed at any point.
 */
export class Outbox {
  private readonly services: Pick<Services, 'store' | 'clock' | 'random' | 'log'>;
  private readonly runners: ReadonlyMap<string, JobRunner>;
  private readonly running = new Map<string, Run>();
  /** Jobs that wait out a pause since they failed, by their queue. */
  private readonly postponed = new Map<string, { readonly jobId: number; readonly sinceMs: number }>();
  private nextEnd = createDeferred<void>();
  private timer: Timer | undefined;
  private closed = false;
  /** How often everything was made due. */
  private rushes = 0;

  constructor(
    services: Pick<Services, 'store' | 'clock' | 'random' | 'log'>,
    runners: Readonly<Record<string, JobRunner>>,
  ) {
    this.services = services;
    this.runners = new Map(Object.entries(runners));
  }

  /** Looks at the table now; call it after adding a job. */
  wake(): void {
    if (this.closed) return;
    this.timer?.cancel();
    const { clock, log } = this.services;
    try {
      this.launchDue();
    } catch (error) {
      // As when a part of the database cannot be read: whoever wakes it has done what it wanted, and the table is looked at later.
      log.write('error', 'jobs-not-read', { error });
      this.timer = clock.setTimer(REST_MS, () => this.wake());
    }
  }

  private launchDue(): void {
    const { store, clock } = this.services;
    const due = store.jobs.due({
      nowMs: clock.nowMs(),
      limit: MAX_RUNNING,
      busyQueues: [...this.running.keys()],
    });
    for (const job of due.slice(0, MAX_RUNNING - this.running.size)) this.launch(job);
    this.setTimer();
  }

  /** The network is back: nothing waits out its pause. */
  rush(): void {
    if (this.closed) return;
    this.rushes += 1;
    const { store, clock, log } = this.services;
    try {
      store.jobs.rush(clock.nowMs());
    } catch (error) {
      // As on a full disk: what is due goes, the rest waits out its pause.
      log.write('error', 'jobs-not-rushed', { error });
    }
    this.wake();
  }

  /** Whom the jobs of these queues need has answered just now: what has waited a while waits no longer. */
  hasten(queues: readonly string[]): void {
    const { store, clock } = this.services;
    const dueMs = clock.monotonicMs() - LEAST_PAUSE_MS;
    const waiting = queues.flatMap((queue) => this.postponed.get(queue) ?? []);
    const jobs = waiting.flatMap(({ jobId, sinceMs }) =>
      sinceMs > dueMs ? [] : (store.jobs.get(jobId) ?? []),
    );
    for (const { id, attempts, queue } of jobs) {
      this.postponed.delete(queue);
      store.jobs.reschedule({ id, attempts, runAtMs: clock.nowMs() });
    }
    if (jobs.length > 0) this.wake();
  }

  /** Resolves when none of these queues has a job left, or when no more jobs are run. */
  async drained(queues: readonly string[]): Promise<void> {
    const { jobs } = this.services.store;
    while (!this.closed && queues.some((queue) => jobs.byQueue(queue).length > 0)) await this.nextEnd.promise;
  }

  /** Takes a job back; one that is on its way is cut off, and what it had done by then stays done. */
  cancel(jobId: number): void {
    this.services.store.jobs.complete(jobId);
    for (const run of this.running.values()) if (run.jobId === jobId) run.abort.abort();
  }

  /** Cuts off what runs and waits until it has let go. */
  async close(): Promise<void> {
    this.closed = true;
    this.timer?.cancel();
    const runs = [...this.running.values()];
    for (const { abort } of runs) abort.abort();
    this.tellEnd();
    await Promise.all(runs.map(({ ended }) => ended));
  }

  private tellEnd(): void {
    this.nextEnd.resolve();
    this.nextEnd = createDeferred();
  }

  private launch(job: JobRow): void {
    const abort = new AbortController();
    const ended = this.runOnce(job, abort.signal)
      .catch((error: unknown) => this.notWritten(job, error, abort.signal))
      .finally(() => {
        this.running.delete(job.queue);
        this.tellEnd();
        this.wake();
      });
    this.running.set(job.queue, { jobId: job.id, abort, ended });
  }

  /** The end of a job could not be written, as on a full disk: its queue rests a while, or it would run again and again at once. */
  private async notWritten(job: JobRow, error: unknown, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.services;
    log.write('error', 'job-not-written', { kind: job.kind, error });
    await delay(clock, REST_MS, signal).catch(() => undefined);
  }

  private async runOnce(job: JobRow, signal: AbortSignal): Promise<void> {
    const rushes = this.rushes;
    const outcome = await this.outcomeOf(job, signal);
    if (this.closed) return;
    if (outcome.kind === 'retry') {
      this.postponed.set(job.queue, { jobId: job.id, sinceMs: this.services.clock.monotonicMs() });
      this.postpone(job, { missedRush: rushes !== this.rushes, pauseMs: outcome.pauseMs });
      return;
    }
    this.postponed.delete(job.queue);
    this.services.store.transaction((repositories) => {
      outcome.commit?.(repositories);
      repositories.jobs.complete(job.id);
      outcome.follow?.(repositories);
    });
    outcome.after?.();
  }

  private async outcomeOf(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const runner = this.runners.get(job.kind);
    if (runner === undefined) {
      this.services.log.write('error', 'job-kind-unknown', { kind: job.kind });
      return { kind: 'done' };
    }
    try {
      return await runner.run(job, signal);
    } catch (error) {
      this.services.log.write('warn', 'job-failed', {
        kind: job.kind,
        attempts: job.attempts,
        code: errorCode(error),
      });
      return { kind: 'retry' };
    }
  }

  /** What failed while the network came back does not wait: it had begun before. */
  private postpone(
    job: JobRow,
    { missedRush, pauseMs: wantedMs }: { readonly missedRush: boolean; readonly pauseMs: number | undefined },
  ): void {
    const { store, clock, random } = this.services;
    if (store.jobs.get(job.id) === undefined) return;
    const attempts = job.attempts + 1;
    const chance = (random.bytes(1)[0] as number) / 255;
    const pauseMs = wantedMs ?? (missedRush ? 0 : retryPauseMs(attempts, chance));
    store.jobs.reschedule({ id: job.id, attempts, runAtMs: clock.nowMs() + pauseMs });
  }

  private setTimer(): void {
    const { store, clock } = this.services;
    const next = store.jobs.nextRunAtMs({ busyQueues: [...this.running.keys()] });
    if (next === undefined || this.running.size >= MAX_RUNNING) return;
    this.timer = clock.setTimer(Math.max(0, next - clock.nowMs()), () => this.wake());
  }
}
