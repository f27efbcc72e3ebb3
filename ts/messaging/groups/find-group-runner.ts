// Finds out whether a group of which nothing comes is still there (spec 04 §5.1).

import type { GroupId } from '../../account/index.ts';
import { GROUP_INFO, GROUP_KEYS_NAMESPACE, GROUP_MEMBERS } from '../../config/index.ts';
import type { ServiceNode, StorageAuth } from '../../network/index.ts';
import type { JobRow } from '../../store/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';
import { isOpen } from './group-access.ts';
import { groupOfJob } from './group-jobs.ts';

/** One node may have lost what others have: so many have to say that there is nothing. */
const WITNESSES = 3;
const NAMESPACES = [GROUP_INFO.namespace, GROUP_MEMBERS.namespace, GROUP_KEYS_NAMESPACE];

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'log' | 'events' | 'groups'>;

export class FindGroupRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { groups, network } = this.deps;
    const id = groupOfJob(job);
    const auth = groups.auth(id);
    if (auth === undefined || !isOpen(groups.access(id))) return { kind: 'done' };
    const nodes = await network.swarmOf(id, { signal });
    const wanted = Math.min(WITNESSES, nodes.length);
    let witnesses = 0;
    for (const node of nodes) {
      const found = await this.ask(node, auth, signal);
      if (found === true) return this.concluded(id, false);
      if (found === false) witnesses += 1;
      if (witnesses >= wanted) return this.concluded(id, true);
    }
    return { kind: 'retry' };
  }

  /** Whether a node has any config of the group; undefined when it does not say. */
  private async ask(node: ServiceNode, auth: StorageAuth, signal: AbortSignal): Promise<boolean | undefined> {
    const queries = NAMESPACES.map((namespace) => ({ namespace }));
    try {
      const { account } = auth;
      const results = await this.deps.network.retrieve({ account, auth, queries, node, signal });
      if (results.some(({ isRefused }) => isRefused)) return undefined;
      return results.some(({ messages }) => messages.length > 0);
    } catch (error) {
      signal.throwIfAborted();
      this.deps.log.write('info', 'node-does-not-say', { error });
      return undefined;
    }
  }

  private concluded(id: GroupId, isExpired: boolean): JobOutcome {
    const { store, events } = this.deps;
    const conversation = store.conversations.byGroup(id);
    if (conversation === undefined || conversation.isExpired === isExpired) return { kind: 'done' };
    return {
      kind: 'done',
      commit: ({ conversations }) => void conversations.describeGroup(conversation.id, { isExpired }),
      after: () => events.emit({ type: 'conversation-changed', conversationId: conversation.id }),
    };
  }
}
