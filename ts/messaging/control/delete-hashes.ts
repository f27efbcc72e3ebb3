// Removes stored messages from our own swarm (spec 04 §3.9).

import type { JobRow, JsonValue, NewJob } from '../../store/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { finalFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';

export const DELETE_HASHES = 'delete-hashes';

export function deleteHashesJob(hashes: readonly string[], nowMs: number): NewJob {
  return { kind: DELETE_HASHES, queue: DELETE_HASHES, payload: { hashes }, runAtMs: nowMs, nowMs };
}

type Deps = Pick<Services, 'network' | 'keys' | 'clock' | 'log' | 'events'>;

export class DeleteHashesRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { network, keys, clock, log, events } = this.deps;
    const hashes = hashesIn(job.payload);
    const auth = { account: keys.accountId, ed25519: keys.ed25519 };
    try {
      if (hashes.length > 0) await network.call({ auth, call: { method: 'delete', hashes }, signal });
    } catch (error) {
      const failure = finalFailure(error, job, clock.nowMs());
      if (failure === undefined) throw error;
      log.write('warn', 'hashes-not-deleted', { failure, error });
      return { kind: 'done', after: () => events.emit({ type: 'deletion-failed' }) };
    }
    return { kind: 'done' };
  }
}

function hashesIn(payload: JsonValue): readonly string[] {
  const hashes = typeof payload === 'object' && payload !== null && 'hashes' in payload ? payload.hashes : [];
  return Array.isArray(hashes) ? hashes.filter((hash): hash is string => typeof hash === 'string') : [];
}
