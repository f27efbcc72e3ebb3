// Keeps the stored configs alive: a swarm forgets them after 30 days (spec 03 §6, 6).

import { CONFIG_TTL_MS } from '../../config/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { laterJob } from '../outbox/later.ts';
import { numberSetting } from '../../store/index.ts';
import type { JobRow, Repositories } from '../../store/index.ts';
import { awaitNetworkTime } from '../send/network-time.ts';
import type { Services } from '../services.ts';
import { isOpen, groupIdOf, accessOf } from '../groups/group-access.ts';
import { renewGroupJob } from '../groups/group-jobs.ts';
import { renewConfigsJob } from './config-jobs.ts';
import { keptHashes } from './kept-hashes.ts';
import { CONFIG_NAMESPACES } from './user-configs.ts';

/** When the configs were last renewed, network time. */
export const CONFIGS_RENEWED_AT_MS = numberSetting('configs.renewed-at-ms');
export const RENEW_CONFIGS_EVERY_MS = 24 * 60 * 60 * 1_000;

type Deps = Pick<Services, 'store' | 'network' | 'keys' | 'configs' | 'clock'>;

export class RenewConfigsRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(_job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { network, keys, configs } = this.deps;
    await awaitNetworkTime(network, keys.accountId, signal);
    const waitMs = this.notDueForMs();
    if (waitMs > 0) return { kind: 'done', commit: ({ jobs }) => this.askAgainIn(jobs, waitMs) };
    const hashes = CONFIG_NAMESPACES.flatMap((namespace) => configs.of(namespace).activeHashes);
    const nowMs = network.time.nowMs();
    if (hashes.length > 0) {
      const auth = { account: keys.accountId, ed25519: keys.ed25519 };
      const call = { method: 'expire', hashes, expiryMs: nowMs + CONFIG_TTL_MS, mode: 'extend' } as const;
      const kept = keptHashes(await network.call({ auth, call, signal }));
      this.storeAnew(hashes.filter((hash) => !kept.has(hash)));
    }
    return { kind: 'done', commit: (repositories) => this.renewed(repositories, nowMs) };
  }

  /** Again tomorrow, also where nobody ever restarts the program; and what is over by now is forgotten. */
  private renewed(
    { settings, jobs, hashes, waiting, undecrypted, takenBack }: Repositories,
    nowMs: number,
  ): void {
    settings.set(CONFIGS_RENEWED_AT_MS, nowMs);
    for (const remembered of [hashes, waiting, undecrypted, takenBack]) remembered.purgeExpired(nowMs);
    this.askAgainIn(jobs, RENEW_CONFIGS_EVERY_MS);
    this.renewGroups(jobs);
  }

  /** Each on its own: the swarm of one that cannot be reached holds up no other. */
  private renewGroups(jobs: Repositories['jobs']): void {
    const { configs, clock } = this.deps;
    const open = configs.groups.groups().filter((group) => isOpen(accessOf(group)));
    for (const id of open.flatMap((group) => groupIdOf(group.id) ?? []))
      jobs.enqueue(renewGroupJob(id, clock.nowMs()));
  }

  /** A network that returns makes all that waits due; once a day is enough, by whichever clock is ahead. */
  private notDueForMs(): number {
    const { store, network, clock } = this.deps;
    const renewedAtMs = store.settings.get(CONFIGS_RENEWED_AT_MS) ?? 0;
    return renewedAtMs + RENEW_CONFIGS_EVERY_MS - Math.max(network.time.nowMs(), clock.nowMs());
  }

  private askAgainIn(jobs: Repositories['jobs'], waitMs: number): void {
    const nowMs = this.deps.clock.nowMs();
    jobs.enqueue(laterJob({ ...renewConfigsJob(nowMs), runAtMs: nowMs + waitMs }));
  }

  /** What no node has any more is pushed again: a swarm may forget, or have been told to delete everything. */
  private storeAnew(lost: readonly string[]): void {
    const { configs } = this.deps;
    if (lost.length === 0) return;
    configs.transaction(() => {
      for (const config of CONFIG_NAMESPACES.map((namespace) => configs.of(namespace))) {
        if (config.activeHashes.some((hash) => lost.includes(hash))) config.touch();
      }
    });
  }
}
