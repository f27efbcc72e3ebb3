// Keeps the configs of a group alive (spec 03 §6, 6; spec 04 §5.11): every member may, only admins can bring back what is lost.

import type { GroupId } from '../../account/index.ts';
import { CONFIG_TTL_MS } from '../../config/index.ts';
import type { JobRow } from '../../store/index.ts';
import { keptHashes } from '../configs/kept-hashes.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { awaitNetworkTime } from '../send/network-time.ts';
import { finalFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';
import { isOpen } from './group-access.ts';
import { findGroupJob, groupOfJob } from './group-jobs.ts';

type Deps = Pick<Services, 'network' | 'clock' | 'log' | 'groups'>;

export class RenewGroupRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { groups, clock, log } = this.deps;
    const id = groupOfJob(job);
    if (!isOpen(groups.access(id))) return { kind: 'done' };
    const hashes = groups.of(id).activeHashes;
    if (hashes.length === 0) return this.lookForIt(id);
    try {
      const kept = await this.extend(id, hashes, signal);
      if (groups.of(id).isAdmin) this.storeAnew(id, new Set(hashes.filter((hash) => !kept.has(hash))));
      else if (kept.size === 0) return this.lookForIt(id);
    } catch (error) {
      if (finalFailure(error, job, clock.nowMs()) === undefined) throw error;
      log.write('warn', 'group-not-renewed', { error });
    }
    return { kind: 'done' };
  }

  private async extend(
    id: GroupId,
    hashes: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlySet<unknown>> {
    const { groups, network } = this.deps;
    const auth = groups.auth(id);
    if (auth === undefined) return new Set(hashes);
    await awaitNetworkTime(network, id, signal);
    const expiryMs = network.time.nowMs() + CONFIG_TTL_MS;
    const call = { method: 'expire', hashes, expiryMs, mode: 'extend' } as const;
    return keptHashes(await network.call({ auth, call, signal }));
  }

  /** A new key takes info and members with it; where only one of these is lost, it is stored once more. */
  private storeAnew(id: GroupId, lost: ReadonlySet<string>): void {
    const { groups } = this.deps;
    if (lost.size === 0) return;
    groups.transaction(() => {
      const { keys, info, members } = groups.of(id);
      const isLost = (hash: string): boolean => lost.has(hash);
      if (keys.activeHashes.every(isLost)) groups.of(id).rekey();
      for (const { config } of [info, members]) if (config.activeHashes.some(isLost)) config.touch();
    });
  }

  private lookForIt(id: GroupId): JobOutcome {
    const nowMs = this.deps.clock.nowMs();
    return { kind: 'done', commit: ({ jobs }) => void jobs.enqueue(findGroupJob(id, nowMs)) };
  }
}
