import type { JobRow, Repositories } from '../../store/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { awaitNetworkTime } from '../send/network-time.ts';
import { finalFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';
import { expiriesInPayload } from './expiry-jobs.ts';
import { shortenedOn } from './expiry-answers.ts';
import { bringForward } from './bring-forward.ts';

type Deps = Pick<Services, 'network' | 'keys' | 'clock' | 'log' | 'events'>;

/** Tells our swarm that messages were read, so that they end everywhere at one time (spec 04 §4.3). */
export class ShortenExpiriesRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { clock, log } = this.deps;
    const wanted = expiriesInPayload(job);
    if (wanted?.expiresAtMs === undefined || wanted.hashes.length === 0) return { kind: 'done' };
    try {
      return await this.shorten(wanted.hashes, { expiresAtMs: wanted.expiresAtMs, signal });
    } catch (error) {
      const failure = finalFailure(error, job, clock.nowMs());
      if (failure === undefined) throw error;
      log.write('warn', 'expiries-not-shortened', { failure, error });
      return { kind: 'done' };
    }
  }

  private async shorten(
    hashes: readonly string[],
    { expiresAtMs, signal }: { readonly expiresAtMs: number; readonly signal: AbortSignal },
  ): Promise<JobOutcome> {
    const { network, keys, events } = this.deps;
    await awaitNetworkTime(network, keys.accountId, signal);
    // What is over by now is to be dropped at once; nodes take no time of the past.
    const expiryMs = Math.max(expiresAtMs, network.time.nowMs());
    const answer = await network.call({
      auth: { account: keys.accountId, ed25519: keys.ed25519 },
      call: { method: 'expire', hashes, expiryMs, mode: 'shorten' },
      signal,
    });
    let changed: readonly number[] = [];
    return {
      kind: 'done',
      commit: (repositories: Repositories) => {
        changed = bringForward(repositories, shortenedOn(answer, hashes));
      },
      after: () => {
        for (const messageId of changed) events.emit({ type: 'message-changed', messageId });
      },
    };
  }
}
