import type { ServiceNode } from '../../network/index.ts';
import { readExpiries, signCall } from '../../network/index.ts';
import type { JobRow } from '../../store/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { awaitNetworkTime } from '../send/network-time.ts';
import { finalFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';
import { bringForward } from './bring-forward.ts';
import { expiriesInPayload } from './expiry-jobs.ts';
import { agreedExpiry } from './message-clock.ts';

/** Nodes of one swarm need not agree (spec 04 §4.3). */
const WITNESSES = 2;

type Deps = Pick<Services, 'network' | 'keys' | 'clock' | 'log' | 'events'>;

/** Asks our swarm when messages end that were read on another device (spec 04 §4.3). */
export class AskExpiriesRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { clock, log } = this.deps;
    const { hashes } = expiriesInPayload(job) ?? { hashes: [] };
    if (hashes.length === 0) return { kind: 'done' };
    try {
      return await this.ask(hashes, signal);
    } catch (error) {
      const failure = finalFailure(error, job, clock.nowMs());
      if (failure === undefined) throw error;
      log.write('warn', 'expiries-not-known', { failure, error });
      return { kind: 'done' };
    }
  }

  private async ask(hashes: readonly string[], signal: AbortSignal): Promise<JobOutcome> {
    const { network, keys, events } = this.deps;
    await awaitNetworkTime(network, keys.accountId, signal);
    const nodes = (await network.swarmOf(keys.accountId, { signal })).slice(0, WITNESSES);
    const answers = await Promise.all(nodes.map((node) => this.askNode(node, hashes, signal)));
    const agreed = new Map<string, number>();
    for (const hash of hashes) {
      const expiresAtMs = agreedExpiry(answers.flatMap((answer) => answer.get(hash) ?? []));
      if (expiresAtMs !== undefined) agreed.set(hash, expiresAtMs);
    }
    let changed: readonly number[] = [];
    return {
      kind: 'done',
      commit: (repositories) => {
        changed = bringForward(repositories, agreed);
      },
      after: () => {
        for (const messageId of changed) events.emit({ type: 'message-changed', messageId });
      },
    };
  }

  private async askNode(
    node: ServiceNode,
    hashes: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, number>> {
    const { network, keys } = this.deps;
    const auth = { account: keys.accountId, ed25519: keys.ed25519 };
    const { method, params } = signCall(
      auth,
      { method: 'get_expiries', hashes },
      { timestampMs: network.time.nowMs() },
    );
    return readExpiries(await network.request(node, method, params, { signal }));
  }
}
