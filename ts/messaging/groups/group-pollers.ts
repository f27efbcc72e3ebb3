// One poller for each group that the account is in (spec 04 §5.1).

import type { GroupId } from '../../account/index.ts';
import { GROUP_INFO, GROUP_KEYS_NAMESPACE, GROUP_MEMBERS } from '../../config/index.ts';
import { GROUP_MESSAGES, REVOKED_GROUP_MESSAGES } from '../limits.ts';
import type { PollRhythm } from '../receive/poll-pace.ts';
import { SwarmPoller, type PolledInbox } from '../receive/swarm-poller.ts';
import type { Services } from '../services.ts';
import { accessOf, groupIdOf, isOpen } from './group-access.ts';
import { findGroupJob } from './group-jobs.ts';
import type { ReceiveGroup } from './receive-group.ts';

/** Keys last: those that are stored meanwhile are not missed. */
const NAMESPACES = [
  REVOKED_GROUP_MESSAGES,
  GROUP_MESSAGES,
  GROUP_INFO.namespace,
  GROUP_MEMBERS.namespace,
  GROUP_KEYS_NAMESPACE,
];

/** Pause between two questions to many nodes whether there is a group. */
const LOOK_EVERY_MS = 60 * 60 * 1_000;

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'log' | 'configs' | 'groups'> & {
  readonly receive: ReceiveGroup;
  readonly rhythm: PollRhythm;
  /** Messages were taken in: some of them leave jobs behind. */
  readonly onTakenIn: () => void;
};

export class GroupPollers {
  private readonly deps: Deps;
  private readonly running = new Map<GroupId, SwarmPoller>();
  private readonly ending = new Set<Promise<void>>();
  private readonly lookedForMs = new Map<GroupId, number>();
  private isClosed = false;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Begins with the groups that were joined since, and ends with those that the account is not in any more. */
  sync(): void {
    if (this.isClosed) return;
    const wanted = new Set(this.openGroups());
    for (const [id, poller] of this.running) if (!wanted.has(id)) this.end(id, poller);
    for (const id of wanted) if (!this.running.has(id)) this.begin(id);
  }

  pollNow(): void {
    for (const poller of this.running.values()) poller.pollNow();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const [id, poller] of this.running) this.end(id, poller);
    await Promise.all(this.ending);
  }

  private openGroups(): readonly GroupId[] {
    const joined = this.deps.configs.groups.groups().filter((group) => isOpen(accessOf(group)));
    return joined.flatMap(({ id }) => groupIdOf(id) ?? []);
  }

  private begin(id: GroupId): void {
    const poller = new SwarmPoller(this.deps, this.inboxOf(id));
    this.running.set(id, poller);
    poller.start();
  }

  private end(id: GroupId, poller: SwarmPoller): void {
    this.running.delete(id);
    const ended = poller.close().finally(() => this.ending.delete(ended));
    this.ending.add(ended);
  }

  /** A group of which this device knows no config, and a node none either: others are asked, now and then. */
  private nothingCame(id: GroupId): void {
    const { store, groups, clock, onTakenIn } = this.deps;
    if (groups.of(id).activeHashes.length > 0 || store.conversations.byGroup(id)?.isExpired !== false) return;
    const nowMs = clock.monotonicMs();
    if (nowMs - (this.lookedForMs.get(id) ?? Number.NEGATIVE_INFINITY) < LOOK_EVERY_MS) return;
    this.lookedForMs.set(id, nowMs);
    store.jobs.enqueue(findGroupJob(id, clock.nowMs()));
    onTakenIn();
  }

  private inboxOf(id: GroupId): PolledInbox {
    const { groups, receive, rhythm, store, network, onTakenIn } = this.deps;
    return {
      account: id,
      namespaces: NAMESPACES,
      auth: () => groups.auth(id),
      // Nobody writes to a group without its keys, and those come from its swarm.
      isKnown: () => true,
      becomesKnown: () => undefined,
      takeIn: async ({ ed25519: node }, results) => {
        if (results.every(({ messages }) => messages.length === 0)) {
          this.nothingCame(id);
          return;
        }
        await receive.run({ node, groupId: id, results });
        onTakenIn();
      },
      pauseMs: () => {
        const lastActiveMs = store.conversations.byGroup(id)?.lastActiveMs ?? 0;
        return rhythm.groupPauseMs(network.time.nowMs() - lastActiveMs);
      },
    };
  }
}
