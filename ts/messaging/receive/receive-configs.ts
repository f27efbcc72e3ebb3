// Takes in what other devices of the account have agreed on (spec 03 §6, spec 04 §7).

import type { ConfigMergeReport } from '../../config/index.ts';
import type { Repositories } from '../../store/index.ts';
import type { SharedConfigNamespace } from '../../wire/index.ts';
import { applyContacts } from '../configs/apply-contacts.ts';
import { applyProfile } from '../configs/apply-profile.ts';
import { applyReadStates } from '../configs/apply-read-states.ts';
import { applyCommunities } from '../communities/apply-communities.ts';
import { applyGroups, type ApplyGroupsContext } from '../groups/apply-groups.ts';
import type { MessagingEvent } from '../events.ts';
import type { Services } from '../services.ts';
import { withoutRepeats } from './events.ts';
import type { Batch } from './receive-batch.ts';

/** No swarm keeps anything longer than 30 days; a later expiry is a lie. */
const LONGEST_LIFE_MS = 31 * 24 * 60 * 60 * 1_000;

type Deps = Pick<Services, 'network' | 'log' | 'events' | 'keys' | 'configs' | 'groups'>;

export interface ConfigBatch extends Batch {
  readonly namespace: SharedConfigNamespace;
}

/**
 * Merges all messages of a namespace at once. What follows for conversations, the merged state, the seen hashes and the node's last hash
 * are one transaction. A message that cannot be read is not marked as seen: a newer version may read it.
 */
export class ReceiveConfigs {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  run(batch: ConfigBatch): void {
    const { groups, events } = this.deps;
    const changes = groups.transaction((repositories) => this.take(repositories, batch));
    for (const change of withoutRepeats(changes)) events.emit(change);
  }

  private take(repositories: Repositories, batch: ConfigBatch): readonly MessagingEvent[] {
    const { configs } = this.deps;
    const { node, account, namespace, messages } = batch;
    const unseen = messages.filter(({ hash }) => !repositories.hashes.isSeen({ account, namespace, hash }));
    const config = configs.of(namespace);
    const before = config.data;
    const report = config.merge(unseen);
    this.noteSeen(repositories, batch, report);
    const last = messages.at(-1);
    if (last !== undefined) repositories.hashes.setLastHash({ node, account, namespace, hash: last.hash });
    if (report.outcome === 'unchanged') return [];
    return apply(namespace, { ...this.context(repositories), before });
  }

  private noteSeen(
    repositories: Repositories,
    batch: ConfigBatch,
    { good, failures }: ConfigMergeReport,
  ): void {
    const { network, log, configs } = this.deps;
    const { account, namespace, messages } = batch;
    const latestMs = network.time.nowMs() + LONGEST_LIFE_MS;
    const read = messages.filter(({ hash }) => good.has(hash));
    for (const { hash, expiresAtMs } of read) {
      repositories.hashes.markSeen({
        account,
        namespace,
        hash,
        expiresAtMs: Math.min(expiresAtMs, latestMs),
      });
    }
    for (const { error } of failures) log.write('warn', 'config-unreadable', { namespace, code: error.code });
    if (read.length === 0) return;
    const configTimeMs = Math.max(...read.map(({ storedAtMs }) => storedAtMs));
    const dump = configs.of(namespace).dump();
    repositories.configs.save({ account, namespace, dump, configTimeMs, updatedAtMs: network.time.nowMs() });
  }

  private context(repositories: Repositories): Omit<ApplyGroupsContext, 'before'> {
    const { configs, groups, keys, network } = this.deps;
    return { repositories, configs, groups, ownId: keys.accountId, nowMs: network.time.nowMs() };
  }
}

function apply(namespace: SharedConfigNamespace, context: ApplyGroupsContext): readonly MessagingEvent[] {
  switch (namespace) {
    case 2:
      return applyProfile(context);
    case 3:
      return applyContacts(context);
    case 4:
      return applyReadStates(context);
    case 5:
      return [...applyGroups(context), ...applyCommunities(context)];
  }
}
