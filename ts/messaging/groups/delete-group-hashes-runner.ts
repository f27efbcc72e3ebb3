// Removes messages from a group's swarm, as its admin (spec 04 §3.9).

import type { JobRow, JsonValue } from '../../store/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { finalFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';
import { groupOfJob } from './group-jobs.ts';

type Deps = Pick<Services, 'network' | 'clock' | 'log' | 'groups'>;

export class DeleteGroupHashesRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { network, groups, clock, log } = this.deps;
    const group = groupOfJob(job);
    const auth = groups.auth(group);
    const hashes = hashesIn(job.payload);
    if (groups.access(group) !== 'admin' || auth === undefined || hashes.length === 0)
      return { kind: 'done' };
    try {
      await network.call({ auth, call: { method: 'delete', hashes }, signal });
    } catch (error) {
      const failure = finalFailure(error, job, clock.nowMs());
      if (failure === undefined) throw error;
      log.write('warn', 'group-hashes-not-deleted', { failure, error });
    }
    return { kind: 'done' };
  }
}

function hashesIn(payload: JsonValue): readonly string[] {
  const hashes = typeof payload === 'object' && payload !== null && 'hashes' in payload ? payload.hashes : [];
  return Array.isArray(hashes) ? hashes.filter((hash): hash is string => typeof hash === 'string') : [];
}
