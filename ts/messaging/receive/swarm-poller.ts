import { setImmediate } from 'node:timers/promises';

import { NetworkError } from '../../network/index.ts';
import type { RetrieveQuery, RetrieveResult, ServiceNode, StorageAuth } from '../../network/index.ts';
import { errorCode, Mutex, withDeadline } from '../../util/index.ts';
import type { Services } from '../services.ts';
import { PollLoop } from './poll-loop.ts';

/** Pages that one poll fetches in a row from a node that says there is more (spec 02 §4.5). */
const MAX_PAGES = 10;
/** Every so many rounds a second node is asked too: nodes of one swarm need not agree (spec 02 §5.3). */
const SECOND_NODE_EVERY = 4;
/** So many times a round follows a swarm that has moved. */
const MAX_REDIRECTS = 2;
/** Another node is asked when the first has not answered by then. */
const HEDGE_AFTER_MS = 2_500;
/** A node may be out of date: before we write anything to an account that was there before, so many have told what they know (spec 04 §7). */
const WITNESSES = 2;
/** Whom the first look of a restored account asks: more than it needs. */
const FIRST_LOOK_NODES = 3;
/** Pause after a round in which no node answered. */
const AFTER_FAILURE_MS = 2_000;

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'log'>;

/** What is fetched from a swarm, and what is done with it. */
export interface PolledInbox {
  /** Whose swarm, 66 hex. */
  readonly account: string;
  readonly namespaces: readonly number[];
  /** Undefined while we may not ask: then the round is left out. */
  auth(): StorageAuth | undefined;
  /** What one node gave, as far as there is anything. */
  takeIn(node: ServiceNode, results: readonly RetrieveResult[], signal: AbortSignal): Promise<void>;
  /** Whether enough nodes have told what they know for us to write anything of our own. */
  isKnown(): boolean;
  becomesKnown(): void;
  /** From the start of a round to the start of the next. */
  pauseMs(): number;
}

/** Fetches what a swarm has, round after round, from one of its nodes and now and then from a second. */
export class SwarmPoller {
  private readonly deps: Deps;
  private readonly inbox: PolledInbox;
  private readonly intake = new Mutex();
  private readonly loop: PollLoop;
  private favourite: string | undefined;
  private rounds = 0;
  private swarmSize = 0;
  private roundAtMs: number | undefined;
  /** Nodes that have told all that they know. */
  private readonly witnesses = new Set<string>();

  constructor(deps: Deps, inbox: PolledInbox) {
    this.deps = deps;
    this.inbox = inbox;
    this.loop = new PollLoop(deps, () => this.timedRound());
  }

  start(): void {
    this.loop.start();
  }

  /** Polls at once, whatever the rhythm says; after the round that runs now, if one does. */
  pollNow(): void {
    this.loop.hurry();
  }

  /** When a round last ended with an answer, ms since the epoch; undefined before the first. */
  get lastRoundAtMs(): number | undefined {
    return this.roundAtMs;
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
    await this.loop.close();
    await this.intake.run(() => Promise.resolve());
  }

  private async timedRound(): Promise<number> {
    const { clock, network } = this.deps;
    const startedMs = clock.monotonicMs();
    if (!(await this.tryRound())) return AFTER_FAILURE_MS;
    return this.inbox.pauseMs() * network.pollFactor() - (clock.monotonicMs() - startedMs);
  }

  private async tryRound(): Promise<boolean> {
    try {
      await following(() => this.round());
      this.roundAtMs = this.deps.clock.nowMs();
      return true;
    } catch (error) {
      if (!this.loop.signal.aborted) this.deps.log.write('info', 'poll-failed', { code: errorCode(error) });
      return false;
    }
  }

  private async round(): Promise<void> {
    const [first, second] = await this.swarm();
    if (first === undefined) return;
    const alsoSecond = this.rounds % SECOND_NODE_EVERY === 0 || !this.inbox.isKnown();
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
    const nodes = await this.deps.network.swarmOf(this.inbox.account, { signal: this.loop.signal });
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
    const { account, namespaces } = this.inbox;
    const auth = this.inbox.auth();
    if (auth === undefined) return false;
    const { signal } = this.loop;
    const queries = namespaces.map((namespace) => this.queryFor(node, namespace));
    const results = await this.deps.network.retrieve({ account, auth, queries, node, signal });
    await setImmediate();
    await this.intake.run(() => this.takeIn(node, results));
    const isMore = results.some(({ more, messages }) => more && messages.length > 0);
    if (!isMore) this.noteWitness(node);
    return isMore;
  }

  private queryFor({ ed25519 }: ServiceNode, namespace: number): RetrieveQuery {
    const { account } = this.inbox;
    const lastHash = this.deps.store.hashes.lastHash({ node: ed25519, account, namespace });
    return { namespace, ...(lastHash === undefined ? {} : { lastHash }) };
  }

  private async takeIn(node: ServiceNode, results: readonly RetrieveResult[]): Promise<void> {
    if (this.loop.signal.aborted) return;
    await this.inbox.takeIn(node, results, this.loop.signal);
  }

  /** Which nodes have told all that they know, until enough of them have. */
  private noteWitness({ ed25519 }: ServiceNode): void {
    if (this.inbox.isKnown()) return;
    this.witnesses.add(ed25519);
    if (this.witnesses.size >= Math.min(WITNESSES, this.swarmSize)) this.inbox.becomesKnown();
  }
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
