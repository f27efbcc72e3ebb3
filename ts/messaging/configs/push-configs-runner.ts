// Stores what changed in the account's configs on its swarm, then deletes what nobody needs any more (spec 03 §6).

import { accountIdBytes } from '../../account/index.ts';
import type { ConfigPush } from '../../config/index.ts';
import { CONFIG_TTL_MS, ConfigError } from '../../config/index.ts';
import type { StorageAuth } from '../../network/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import type { JobRow } from '../../store/index.ts';
import type { SharedConfigNamespace } from '../../wire/index.ts';
import { messageHash } from '../../wire/index.ts';
import { awaitNetworkTime } from '../send/network-time.ts';
import type { Services } from '../services.ts';
import { pushConfigsJob } from './config-jobs.ts';
import { CONFIG_NAMESPACES } from './user-configs.ts';

/** Between two pushes (spec 03 §6, 7). */
const PAUSE_MS = 2_000;

type Deps = Pick<Services, 'network' | 'clock' | 'keys' | 'log' | 'configs'>;

interface NamespacePush extends ConfigPush {
  readonly namespace: SharedConfigNamespace;
}

export class PushConfigsRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws {NetworkError} to be tried again: what was stored until then is confirmed. */
  async run(_job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { network, keys, configs } = this.deps;
    await awaitNetworkTime(network, keys.accountId, signal);
    const pushes = this.beginPushes();
    for (const push of pushes) await this.store(push, signal);
    await this.deleteObsolete(pushes, signal);
    if (pushes.length === 0) return { kind: 'done' };
    // What was changed meanwhile found this job, and wrote none of its own.
    return {
      kind: 'done',
      follow: ({ jobs }) => {
        const isMoreWanted = CONFIG_NAMESPACES.some((namespace) => configs.of(namespace).needsPush);
        if (isMoreWanted) jobs.enqueue(pushConfigsJob(this.deps.clock.nowMs(), PAUSE_MS));
      },
    };
  }

  /** What has to be stored, and is written down as given out before it leaves. */
  private beginPushes(): readonly NamespacePush[] {
    const { configs, network } = this.deps;
    return configs.transaction(() => {
      configs.volatile.prune(network.time.nowMs());
      return CONFIG_NAMESPACES.flatMap((namespace) => this.pushOf(namespace));
    });
  }

  private pushOf(namespace: SharedConfigNamespace): readonly NamespacePush[] {
    const config = this.deps.configs.of(namespace);
    if (!config.needsPush) return [];
    try {
      return [{ namespace, ...config.push() }];
    } catch (error) {
      if (!(error instanceof ConfigError) || error.code !== 'too-large') throw error;
      this.deps.log.write('error', 'config-too-large', { namespace });
      return [];
    }
  }

  private async store({ namespace, seqno, messages }: NamespacePush, signal: AbortSignal): Promise<void> {
    const { network, keys, configs } = this.deps;
    const hashes: string[] = [];
    for (const data of messages) {
      const request = { account: keys.accountId, namespace, data, ttlMs: CONFIG_TTL_MS };
      const { hash } = await network.store({ ...request, auth: this.auth, signal });
      hashes.push(hash);
    }
    configs.transaction(() => configs.of(namespace).confirmPushed(seqno, hashes));
  }

  /** Never what was just stored: another device may have stored the very same before (spec 03 §4.2). */
  private async deleteObsolete(pushes: readonly NamespacePush[], signal: AbortSignal): Promise<void> {
    const { network, keys, configs } = this.deps;
    const account33 = accountIdBytes(keys.accountId);
    const stored = new Set(
      pushes.flatMap(({ namespace, messages }) =>
        messages.map((data) => messageHash({ account33, namespace, data })),
      ),
    );
    const obsolete = pushes.flatMap(({ obsolete: hashes }) => hashes).filter((hash) => !stored.has(hash));
    if (obsolete.length === 0) return;
    await network.call({ auth: this.auth, call: { method: 'delete', hashes: obsolete }, signal });
    configs.transaction(() => {
      for (const { namespace } of pushes) configs.of(namespace).confirmDeleted(obsolete);
    });
  }

  private get auth(): StorageAuth {
    const { accountId, ed25519 } = this.deps.keys;
    return { account: accountId, ed25519 };
  }
}
