import { setImmediate } from 'node:timers/promises';

import { NetworkError } from '../../network/index.ts';
import type { RetrieveQuery, RetrieveResult, ServiceNode } from '../../network/index.ts';
import {
  createDeferred,
  errorCode,
  Mutex,
  withDeadline,
  type Deferred,
  type Timer,
} from '../../util/index.ts';
import type { SharedConfigNamespace } from '../../wire/index.ts';
import { CONFIGS_WERE_READ, CONFIG_NAMESPACES } from '../configs/user-configs.ts';
import { DIRECT_MESSAGES } from '../limits.ts';
import type { Services } from '../services.ts';
import type { PollRhythm } from './poll-pace.ts';
import type { ReceiveBatch } from './receive-batch.ts';
import type { ReceiveConfigs } from './receive-configs.ts';

/** Pages that one poll fetches in a row from a node that says there is more (spec 02 §4.5). */
const MAX_PAGES = 10;
/** Every so many rounds a second node is asked too: nodes of one swarm need not agree (spec 02 §5.3). */
const SECOND_NODE_EVERY = 4;
/** So many times a round follows a swarm that has moved. */
const MAX_REDIRECTS = 2;
/** Another node is asked when the first has not answered by then. */
const HEDGE_AFTER_MS = 2_500;
/** Without a network nobody is asked; whoever hears that it is back says so ({@link InboxPoller.pollNow}). */
const WHILE_OFFLINE_MS = 60_000;
/** A node may be out of date: before we write anything to an account that was there before, so many have told what they know (spec 04 §7). */
const WITNESSES = 2;
/** Whom the first look of a restored account asks: more than it needs. */
const FIRST_LOOK_NODES = 3;
/** Pause after a round in which no node answered. */
const AFTER_FAILURE_MS = 2_000;

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'random' | 'log' | 'keys' | 'configs'> & {
  readonly receive: ReceiveBatch;
  readonly receiveConfigs: ReceiveConfigs;
  readonly rhythm: PollRhythm;
  /** Messages were taken in: some of them leave jobs behind. */
  readonly onTakenIn: () => void;
};

/** Fetches the account's own messages, round after round, from one node of its swarm and now and then from a second. */
export class InboxPoller {
  private readonly deps: Deps;
  private readonly intake = new Mutex();
  private readonly abort = new AbortController();
  private loop: Promise<void> | undefined;
  private wakeUp: Deferred<void> | undefined;
  private isHurried = false;
  private favourite: string | undefined;
  private rounds = 0;
  private swarmSize = 0;
  /** Nodes that have told all that they know. */
  private readonly witnesses = new Set<string>();

  constructor(deps: Deps) {
    this.deps = deps;
  }

  start(): void {
    this.loop ??= this.pollForever();
  }

  /** Polls at once, whatever the rhythm says; after the round that runs now, if one does. */
  pollNow(): void {
    this.isHurried = true;
    this.wakeUp?.resolve();
  }

  /**
   * Asks a few nodes once and takes in what they have.
   * @throws {NetworkError} when none answers.
   */
  async pollOnce(): Promise<void> {
    await following(async () => {
      const nodes = await this.swarm();
      await atLeastOne(nodes.slice(0, FIRST_LOOK_NODES).map((node) => this.pollNode(node)));
    });
  }

  /** Ends when nothing is written any more. */
  async close(): Promise<void> {
    this.abort.abort();
    this.wakeUp?.resolve();
    await this.loop;
    await this.intake.run(() => Promise.resolve());
  }

  private async pollForever(): Promise<void> {
    const { clock, network, rhythm } = this.deps;
    while (!this.abort.signal.aborted) {
      if (network.status().state !== 'online') {
        await this.pause(WHILE_OFFLINE_MS);
        continue;
      }
      const startedMs = clock.monotonicMs();
      const succeeded = await this.tryRound();
      const intervalMs = rhythm.pauseMs() * network.pollFactor();
      await this.pause(succeeded ? intervalMs - (clock.monotonicMs() - startedMs) : AFTER_FAILURE_MS);
    }
  }

  private async tryRound(): Promise<boolean> {
    try {
      await following(() => this.round());
      return true;
    } catch (error) {
      if (!this.abort.signal.aborted) this.deps.log.write('info', 'poll-failed', { code: errorCode(error) });
      return false;
    }
  }

  private async round(): Promise<void> {
    const [first, second] = await this.swarm();
    if (first === undefined) return;
    const alsoSecond = this.rounds % SECOND_NODE_EVERY === 0 || !this.wereConfigsRead();
    this.rounds += 1;
    if (second === undefined) await this.pollNode(first);
    else if (alsoSecond) await atLeastOne([this.pollNode(first), this.pollNode(second)]);
    else await this.hedged(first, second);
  }

  /** The second node is asked as soon as the first fails or takes too long; the round ends with the first answer. */
  private async hedged(first: ServiceNode, second: ServiceNode): Promise<void> {
    const primary = this.pollNode(first);
    if (await this.answersInTime(primary)) return;
    try {
      await Promise.any([primary, this.pollNode(second)]);
    } catch (error) {
      throw error instanceof AggregateError ? error.errors[0] : error;
    }
  }

  private async answersInTime(poll: Promise<void>): Promise<boolean> {
    try {
      await withDeadline(this.deps.clock, HEDGE_AFTER_MS, () => poll);
      return true;
    } catch {
      return false;
    }
  }

  /** The swarm in random order, the node that answered last first. */
  private async swarm(): Promise<readonly ServiceNode[]> {
    const { network, keys } = this.deps;
    const nodes = await network.swarmOf(keys.accountId, { signal: this.abort.signal });
    this.swarmSize = nodes.length;
    const favourite = nodes.find(({ ed25519 }) => ed25519 === this.favourite);
    return favourite === undefined ? nodes : [favourite, ...nodes.filter((node) => node !== favourite)];
  }

  private async pollNode(node: ServiceNode): Promise<void> {
    try {
      for (let page = 0; page < MAX_PAGES; page += 1) {
        if (!(await this.fetchPage(node))) break;
      }
      this.favourite = node.ed25519;
    } catch (error) {
      if (this.favourite === node.ed25519) this.favourite = undefined;
      throw error;
    }
  }

  /** True when the node has more. */
  private async fetchPage(node: ServiceNode): Promise<boolean> {
    const { network, keys } = this.deps;
    const results = await network.retrieve({
      account: keys.accountId,
      auth: { account: keys.accountId, ed25519: keys.ed25519 },
      queries: [...CONFIG_NAMESPACES, DIRECT_MESSAGES].map((namespace) => this.queryFor(node, namespace)),
      node,
      signal: this.abort.signal,
    });
    await setImmediate();
    await this.intake.run(() => this.takeIn(node, results));
    const isMore = results.some(({ more, messages }) => more && messages.length > 0);
    if (!isMore) this.noteThatConfigsWereRead(node);
    return isMore;
  }

  private queryFor({ ed25519 }: ServiceNode, namespace: number): RetrieveQuery {
    const { store, keys } = this.deps;
    const lastHash = store.hashes.lastHash({ node: ed25519, account: keys.accountId, namespace });
    return { namespace, ...(lastHash === undefined ? {} : { lastHash }) };
  }

  /** Configs first: they say who is known, blocked and deleted. */
  private async takeIn({ ed25519 }: ServiceNode, results: readonly RetrieveResult[]): Promise<void> {
    const { keys, receive, receiveConfigs, onTakenIn } = this.deps;
    for (const { namespace, messages } of results) {
      if (messages.length === 0 || this.abort.signal.aborted) continue;
      const batch = { node: ed25519, account: keys.accountId, messages };
      if (isConfigNamespace(namespace)) receiveConfigs.run({ ...batch, namespace });
      else await receive.run({ ...batch, namespace });
      onTakenIn();
      await setImmediate();
    }
  }

  private wereConfigsRead(): boolean {
    return this.deps.store.settings.get(CONFIGS_WERE_READ) === true;
  }

  /** When enough have told what they know, this device may push: it has seen all that the others had agreed on. */
  private noteThatConfigsWereRead({ ed25519 }: ServiceNode): void {
    if (this.wereConfigsRead()) return;
    this.witnesses.add(ed25519);
    if (this.witnesses.size < Math.min(WITNESSES, this.swarmSize)) return;
    this.deps.configs.transaction(({ settings }) => settings.set(CONFIGS_WERE_READ, true));
  }

  private async pause(pauseMs: number): Promise<void> {
    const isHurried = this.isHurried;
    this.isHurried = false;
    if (isHurried || this.abort.signal.aborted) return;
    const wakeUp = createDeferred<void>();
    this.wakeUp = wakeUp;
    const timer: Timer = this.deps.clock.setTimer(pauseMs, wakeUp.resolve);
    await wakeUp.promise;
    this.isHurried = false;
    timer.cancel();
  }
}

function isConfigNamespace(namespace: number): namespace is SharedConfigNamespace {
  return CONFIG_NAMESPACES.some((known) => known === namespace);
}

/** A node that is not of the swarm any more has named those that are: they are asked at once (spec 02 §5.3). */
async function following(ask: () => Promise<void>): Promise<void> {
  for (let redirects = 0; ; redirects += 1) {
    try {
      await ask();
      return;
    } catch (error) {
      const hasMoved = error instanceof NetworkError && error.code === 'wrong-swarm';
      if (!hasMoved || redirects === MAX_REDIRECTS) throw error;
    }
  }
}

async function atLeastOne(polls: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(polls);
  if (results.some(({ status }) => status === 'fulfilled')) return;
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
