// Work that waits outside of its queue, so that it does not hold up what comes behind it.

import type { JobRow, JsonValue, NewJob } from '../../store/index.ts';
import type { Clock } from '../../util/index.ts';
import type { JobOutcome, JobRunner } from './job-runner.ts';

export const LATER = 'later';

/** Puts `job` into its queue when its time has come; until then it is in none that anything else is in. */
export function laterJob({
  kind,
  queue,
  payload,
  dedupeKey,
  runAtMs,
  nowMs,
}: NewJob & { readonly dedupeKey: string }): NewJob {
  return {
    kind: LATER,
    queue: laterQueue(dedupeKey),
    payload: { kind, queue, payload, dedupeKey },
    dedupeKey: laterQueue(dedupeKey),
    runAtMs,
    nowMs,
  };
}

export const laterQueue = (dedupeKey: string): string => `${LATER}:${dedupeKey}`;

export class LaterRunner implements JobRunner {
  private readonly clock: Pick<Clock, 'nowMs'>;

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.clock = clock;
  }

  run({ payload }: JobRow): Promise<JobOutcome> {
    const nowMs = this.clock.nowMs();
    const job = jobIn(payload);
    return Promise.resolve({
      kind: 'done',
      commit: ({ jobs }) => {
        if (job !== undefined) jobs.enqueue({ ...job, runAtMs: nowMs, nowMs });
      },
    });
  }
}

function jobIn(value: JsonValue): Omit<NewJob, 'runAtMs' | 'nowMs'> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { kind, queue, payload, dedupeKey } = value as Readonly<Record<string, JsonValue>>;
  const isJob = typeof kind === 'string' && typeof queue === 'string' && typeof dedupeKey === 'string';
  return isJob && payload !== undefined ? { kind, queue, payload, dedupeKey } : undefined;
}
