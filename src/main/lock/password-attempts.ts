import { rmSync } from 'node:fs';

import { z } from 'zod';

import type { Clock, Log } from '../../../ts/client/index.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { parseJson, readTextIfPresent } from '../files/read-file.ts';

/** How long the next try waits after so many wrong ones (spec 01 §10.4); the last is for all that follow: a delay, never a lock-out. */
const DELAYS_MS = [0, 0, 0, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000] as const;
const LONGEST_MS = 30_000;

/** Wrong tries are forgotten after an hour without one. */
const FORGOTTEN_MS = 3_600_000;

const schema = z
  .object({
    v: z.literal(1),
    wrongTries: z.number().int().min(1).max(1_000_000),
    lastMs: z.number().int().nonnegative(),
  })
  .strict();

export interface PasswordAttemptsOptions {
  /** Of `lock-attempts.json`; absent as long as nothing went wrong. */
  readonly path: string;
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs'>;
  readonly log: Log;
}

/**
 * Counts wrong passwords and makes the next try wait. The count outlives the process, and a try counts before its result is known, so
 * that killing the app gains nothing. It keeps a person at the keyboard from trying many; whoever has the files is kept by argon2id.
 * A file that cannot be read or written is no reason to keep anybody out.
 */
export class PasswordAttempts {
  private readonly options: PasswordAttemptsOptions;
  private tries = 0;
  private lastMs = 0;
  /** By the monotonic clock. */
  private freeAtMs = 0;

  constructor(options: PasswordAttemptsOptions) {
    this.options = options;
    this.load();
  }

  get wrongTries(): number {
    this.forgetOld();
    return this.tries;
  }

  /** How long the next try has to wait, in milliseconds. */
  get waitMs(): number {
    this.forgetOld();
    return this.tries === 0 ? 0 : Math.max(0, Math.ceil(this.freeAtMs - this.options.clock.monotonicMs()));
  }

  /** A try begins; until {@link succeeded} it counts as wrong. */
  begin(): void {
    this.forgetOld();
    this.lastMs = this.options.clock.nowMs();
    this.keep(this.tries + 1);
  }

  /** The try that has begun was wrong: the wait begins now. */
  failed(): void {
    this.freeAtMs = this.options.clock.monotonicMs() + delayMs(this.tries);
  }

  /** The try that has begun was right. */
  succeeded(): void {
    this.keep(0);
  }

  /** The try that has begun had no result, for a reason that has nothing to do with the password. */
  abandoned(): void {
    this.keep(this.tries - 1);
  }

  private keep(tries: number): void {
    const { path } = this.options;
    this.tries = tries;
    const text = `${JSON.stringify({ v: 1, wrongTries: tries, lastMs: this.lastMs })}\n`;
    this.tryTo(() => (tries === 0 ? rmSync(path, { force: true }) : writeFileAtomically(path, text)));
  }

  private load(): void {
    const { clock, path } = this.options;
    const text = this.tryTo(() => readTextIfPresent(path));
    const stored = schema.safeParse(text === undefined ? undefined : parseJson(text));
    if (!stored.success) return;
    this.tries = stored.data.wrongTries;
    this.lastMs = stored.data.lastMs;
    // The clock may have been set meanwhile: never longer than the whole delay.
    const whole = delayMs(this.tries);
    const leftMs = Math.min(whole, Math.max(0, this.lastMs + whole - clock.nowMs()));
    this.freeAtMs = clock.monotonicMs() + leftMs;
  }

  private forgetOld(): void {
    if (this.tries > 0 && this.options.clock.nowMs() - this.lastMs > FORGOTTEN_MS) this.tries = 0;
  }

  private tryTo<Result>(work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.options.log.write('warn', 'lock-attempts-not-kept', { error });
      return undefined;
    }
  }
}

function delayMs(wrongTries: number): number {
  return DELAYS_MS[wrongTries] ?? LONGEST_MS;
}
