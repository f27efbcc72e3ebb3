// Keys, info and members of the groups, as the messenger works with them (spec 03 §6, §9, spec 04 §5).

import type { AccountKeys, GroupId } from '../../account/index.ts';
import { ed25519KeyOf } from '../../account/index.ts';
import type { GroupConfigsOptions, JoinedGroup } from '../../config/index.ts';
import { GROUP_INFO, GroupConfigs } from '../../config/index.ts';
import type { Network, StorageAuth } from '../../network/index.ts';
import type { ConversationRow, LegacyGroupConversation, Repositories, Store } from '../../store/index.ts';
import type { Clock } from '../../util/index.ts';
import type { UserConfigs } from '../configs/user-configs.ts';
import { MessagingError } from '../errors.ts';
import type { GroupAccess } from './group-access.ts';
import { accessOf, groupAuth, isOpen } from './group-access.ts';
import { enqueueGroupWork } from './group-jobs.ts';

interface Deps {
  readonly store: Store;
  readonly network: Pick<Network, 'time'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly keys: AccountKeys;
  readonly configs: UserConfigs;
}

/** The dump of a group is kept under the namespace of its info. */
const DUMP_NAMESPACE = GROUP_INFO.namespace;

/**
 * The groups live in memory, from when they are first asked for, and on disk. Whoever changes them does it in {@link transaction}: then
 * both say the same, whatever happens on the way.
 */
export class GroupStates {
  private readonly deps: Deps;
  private readonly opened = new Map<GroupId, GroupConfigs>();

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** What our devices have agreed on about the group; undefined for one that nobody has told us of. */
  joined(id: GroupId): JoinedGroup | undefined {
    return this.deps.configs.groups.group(id);
  }

  access(id: GroupId): GroupAccess {
    return accessOf(this.joined(id));
  }

  /** By what requests to the group's swarm are signed; undefined when we may not ask it anything. */
  auth(id: GroupId): StorageAuth | undefined {
    const group = this.joined(id);
    return group && groupAuth(group, this.deps.keys);
  }

  /** The state of a group; an empty one while nothing of it has come from its swarm. */
  of(id: GroupId): GroupConfigs {
    const seed = this.joined(id)?.adminSeed;
    const state = this.opened.get(id) ?? this.load(id);
    if (seed !== undefined && !state.isAdmin) state.becomeAdmin(seed);
    this.opened.set(id, state);
    return state;
  }

  /** As {@link UserConfigs.transaction}, in which groups may be changed too: dumps and the jobs that follow are part of it. */
  transaction<Result>(work: (repositories: Repositories) => Result): Result {
    try {
      return this.deps.configs.transaction((repositories) => {
        const result = work(repositories);
        for (const [id, state] of this.opened) this.save(repositories, id, state);
        return result;
      });
    } catch (error) {
      this.opened.clear();
      throw error;
    }
  }

  /** Nothing is kept of the group but what the account's own configs say. */
  forget({ configs }: Repositories, id: GroupId): void {
    this.opened.delete(id);
    configs.deleteOfAccount(id);
  }

  private save(repositories: Repositories, id: GroupId, state: GroupConfigs): void {
    const { network, clock } = this.deps;
    if (!state.needsDump) return;
    const updatedAtMs = network.time.nowMs();
    repositories.configs.save({ account: id, namespace: DUMP_NAMESPACE, dump: state.dump(), updatedAtMs });
    enqueueGroupWork(repositories, id, { state, nowMs: clock.nowMs() });
  }

  private load(id: GroupId): GroupConfigs {
    const { store } = this.deps;
    const row = store.configs.get({ account: id, namespace: DUMP_NAMESPACE });
    const options = this.optionsFor(id);
    return row === undefined ? GroupConfigs.create(options) : GroupConfigs.load(row.dump, options);
  }

  private optionsFor(id: GroupId): GroupConfigsOptions {
    const { keys, network } = this.deps;
    return {
      groupKey: ed25519KeyOf(id),
      groupSeed: this.joined(id)?.adminSeed,
      account: keys.x25519,
      clock: { nowMs: () => network.time.nowMs() },
      isJournaled: true,
    };
  }
}

/**
 * @throws {MessagingError} `group-not-open` for a conversation of a group that we are not in (any more), and of a legacy group; `group-expired`
 *   for one of which no node has anything
 */
export function assertGroupOpen(
  groups: GroupStates,
  conversation: ConversationRow,
): asserts conversation is Exclude<ConversationRow, LegacyGroupConversation> {
  if (conversation.kind === 'legacy-group') throw new MessagingError('group-not-open');
  if (conversation.kind !== 'group') return;
  if (!isOpen(groups.access(conversation.peerId))) throw new MessagingError('group-not-open');
  if (conversation.isExpired) throw new MessagingError('group-expired');
}
