import {
  type Capabilities,
  type CommunityReply,
  type CommunityRequest,
  type MessageRow,
  batchRequest,
  capabilitiesRequest,
  changesSinceRequest,
  inboxRequest,
  jsonOf,
  pollInfoRequest,
  readBatch,
  readCapabilities,
  readInbox,
  readMessages,
  readPollInfo,
  recentPostsRequest,
} from '../../community/index.ts';
import type { CommunityServerRow, RoomRow } from '../../store/index.ts';
import { Mutex, errorCode } from '../../util/index.ts';
import { PollLoop } from '../receive/poll-loop.ts';
import type { PollRhythm } from '../receive/poll-pace.ts';
import { isOfTheDisk } from '../receive/of-the-disk.ts';
import type { Services } from '../services.ts';
import { type CommunityFailure, failureOf, stateAfter } from './community-failure.ts';
import type { CommunityState } from './community-state.ts';
import { isBlind } from './community-servers.ts';
import { missingPosts, withMissing } from './missing-posts.ts';
import { PAGE, REACTORS } from './page-size.ts';
import { PinnedPosts } from './pinned-posts.ts';
import type { ReceiveRoom } from './receive-room.ts';
import type { ReceiveInbox } from './receive-inbox.ts';

/** Pages that are fetched in a row while there is more. */
const MAX_PAGES = 200;
/** Then a room is asked for all of itself again, whether it says that it has changed or not. */
const DESCRIBED_FOR_MS = 60 * 60_000;
/** No room has changed so often: whoever has this state gets all. A new room is in state 0. */
const NO_STATE = 2 ** 31 - 1;

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'log' | 'events' | 'communities' | 'configs'> & {
  readonly rhythm: PollRhythm;
  readonly receive: ReceiveRoom;
  readonly inbox: ReceiveInbox;
  /** Something was taken in: some of it leaves jobs behind. */
  readonly onTakenIn: () => void;
};

interface Question {
  readonly request: CommunityRequest;
  /** True when there is more of it. */
  readonly take: (reply: CommunityReply) => Promise<boolean>;
}

/** Asks one server for all that is new in its rooms, with one request a round (spec 05 §6). */
export class ServerPoller {
  private readonly deps: Deps;
  private readonly serverId: number;
  private readonly loop: PollLoop;
  private readonly turns = new Mutex();
  private readonly pins: PinnedPosts;
  /** Rooms whose last page was not full. */
  private readonly caughtUp = new Set<number>();
  private failures = 0;
  /** When rooms have told all of themselves, since they were last out of sight: they may have come back in an older state. */
  private readonly describedMs = new Map<number, number>();

  constructor(deps: Deps, serverId: number) {
    this.deps = deps;
    this.serverId = serverId;
    this.pins = new PinnedPosts(deps);
    this.loop = new PollLoop(deps, () => this.timedRound());
  }

  start(): void {
    this.loop.start();
  }

  /** Polls at once, whatever the rhythm says. */
  pollNow(): void {
    this.failures = 0;
    this.loop.hurry();
  }

  /**
   * Asks once, now, until there is no more; after the round that runs.
   * @throws what {@link CommunityServers.ask} throws
   */
  pollOnce(): Promise<void> {
    return this.turns.run(() => this.round());
  }

  async close(): Promise<void> {
    await this.loop.close();
    await this.turns.run(() => Promise.resolve());
  }

  private async timedRound(): Promise<number> {
    const { clock } = this.deps;
    const startedMs = clock.monotonicMs();
    await this.tryRound();
    return this.pauseMs() - (clock.monotonicMs() - startedMs);
  }

  private pauseMs(): number {
    const { rhythm, network } = this.deps;
    const sinceMs = network.time.nowMs() - this.lastActiveMs();
    const pauseMs = rhythm.communityPauseMs(sinceMs) * network.pollFactor();
    if (this.failures === 0) return pauseMs;
    return Math.max(pauseMs, rhythm.communityRestMs(this.failures));
  }

  private lastActiveMs(): number {
    const { conversations } = this.deps.store;
    return this.rooms().reduce(
      (latest, { conversationId }) => Math.max(latest, conversations.get(conversationId)?.lastActiveMs ?? 0),
      0,
    );
  }

  private async tryRound(): Promise<void> {
    try {
      await this.pollOnce();
      this.failures = 0;
    } catch (error) {
      if (this.loop.signal.aborted) return;
      this.failures += 1;
      this.deps.log.write('info', 'community-poll-failed', { code: errorCode(error) });
    }
  }

  private async round(): Promise<void> {
    for (let page = 0; page < MAX_PAGES && !this.loop.signal.aborted; page += 1) {
      if (!(await this.askOnce())) return;
    }
  }

  /** True when there is more. */
  private async askOnce(): Promise<boolean> {
    const { communities, store } = this.deps;
    const server = store.communities.server(this.serverId);
    const rooms = this.rooms();
    if (server === undefined || rooms.length === 0) return false;
    const questions = this.questions(server, rooms);
    let replies: readonly CommunityReply[];
    try {
      const request = batchRequest(questions.map((question) => question.request));
      const { signal } = this.loop;
      replies = readBatch(jsonOf(await communities.ask(server, request, { signal })), questions.length);
    } catch (error) {
      this.describedMs.clear();
      this.setServerState(stateAfter(failureOf(error)));
      throw error;
    }
    this.setServerState('ok');
    let hasMore = false;
    for (const [at, { take }] of questions.entries()) {
      if (this.loop.signal.aborted) return false;
      const reply = replies[at];
      if (reply !== undefined && (await this.took(() => take(reply)))) hasMore = true;
    }
    this.deps.onTakenIn();
    return hasMore;
  }

  /** What a server says wrongly of one thing does not keep us from hearing the rest. */
  private async took(take: () => Promise<boolean>): Promise<boolean> {
    try {
      return await take();
    } catch (error) {
      if (isOfTheDisk(error)) throw error;
      this.deps.log.write('warn', 'community-answer-unusable', { code: errorCode(error) });
      return false;
    }
  }

  private questions(server: CommunityServerRow, rooms: readonly RoomRow[]): readonly Question[] {
    return [
      {
        request: capabilitiesRequest(),
        take: async (reply) => this.takeCapabilities(server, readCapabilities(jsonOf(reply))),
      },
      ...rooms.flatMap((room) => this.questionsAbout(server, room)),
      ...(isBlind(server) && server.capabilities !== undefined ? this.questionsAboutMail(server) : []),
    ];
  }

  private questionsAbout(
    server: CommunityServerRow,
    { conversationId, token, info, seqno }: RoomRow,
  ): readonly Question[] {
    const { receive } = this.deps;
    const size = { reactors: REACTORS, limit: PAGE };
    const isDescribed = this.isDescribed(conversationId);
    return [
      {
        request: pollInfoRequest(token, isDescribed ? (info?.infoUpdates ?? NO_STATE) : NO_STATE),
        take: async (reply) => {
          if (!this.inState(conversationId, reply)) return false;
          receive.takeInfo(conversationId, readPollInfo(jsonOf(reply)));
          this.describedMs.set(conversationId, this.deps.clock.monotonicMs());
          await this.completePins(server, conversationId);
          return false;
        },
      },
      {
        request:
          seqno === undefined ? recentPostsRequest(token, size) : changesSinceRequest(token, seqno, size),
        take: async (reply) => {
          if (reply.status === 403 || reply.status === 404) return false;
          const current = this.deps.store.communities.room(conversationId);
          // The server was found to be in an older state meanwhile: what comes after the state of before says nothing.
          if (current !== undefined && seqno !== undefined && current.seqno === undefined) return true;
          const told = readMessages(jsonOf(reply));
          const rows = current === undefined ? told : await this.completed(server, current, told);
          await receive.takeChanges(conversationId, rows);
          if (seqno === undefined || told.length < PAGE) this.caughtUp.add(conversationId);
          else this.caughtUp.delete(conversationId);
          return seqno !== undefined && told.length >= PAGE && this.hasMoved(conversationId, seqno);
        },
      },
    ];
  }

  private async completePins(server: CommunityServerRow, conversationId: number): Promise<void> {
    const room = this.deps.store.communities.room(conversationId);
    if (room !== undefined) await this.pins.complete({ server, room }, this.loop.signal);
  }

  private completed(
    server: CommunityServerRow,
    room: RoomRow,
    rows: readonly MessageRow[],
  ): Promise<readonly MessageRow[]> {
    const { communities, store } = this.deps;
    // At the start nobody knows how full the page before was.
    const isAfterFullPage = !this.caughtUp.has(room.conversationId);
    const missing = missingPosts(store, room, { rows, isAfterFullPage });
    return withMissing(communities, { server, room }, { rows, missing, signal: this.loop.signal });
  }

  /** A server that always has a full page of the same is not asked again at once. */
  private hasMoved(conversationId: number, seqno: number): boolean {
    return (this.deps.store.communities.room(conversationId)?.seqno ?? 0) > seqno;
  }

  private questionsAboutMail(server: CommunityServerRow): readonly Question[] {
    const { inbox, configs } = this.deps;
    const boxes =
      configs.profile.read().acceptsBlindedRequests === true
        ? (['inbox', 'outbox'] as const)
        : (['outbox'] as const);
    return boxes.map((box) => {
      const since = box === 'inbox' ? server.lastInboxId : server.lastOutboxId;
      return {
        request: inboxRequest({ box, limit: PAGE, ...(since === undefined ? {} : { since }) }),
        take: async (reply) => {
          const page = readInbox(reply);
          await inbox.take(server.id, box, page);
          return page.items.length >= PAGE && (page.lastId ?? 0) > (since ?? 0);
        },
      };
    });
  }

  private takeCapabilities(server: CommunityServerRow, { names }: Capabilities): boolean {
    const capabilities = [...names].sort();
    if (JSON.stringify(capabilities) === JSON.stringify(server.capabilities)) return false;
    this.deps.store.communities.setCapabilities(server.id, capabilities);
    this.tellRooms();
    return false;
  }

  private isDescribed(conversationId: number): boolean {
    const atMs = this.describedMs.get(conversationId);
    return atMs !== undefined && this.deps.clock.monotonicMs() - atMs < DESCRIBED_FOR_MS;
  }

  /** True when the room is ours to read. */
  private inState(conversationId: number, reply: CommunityReply): boolean {
    const failure = roomFailure(reply);
    if (failure === 'other') return true;
    if (failure !== undefined) this.describedMs.delete(conversationId);
    const state: CommunityState = failure === undefined ? 'ok' : stateAfter(failure);
    if (this.deps.communities.setRoomState(conversationId, state))
      this.deps.events.emit({ type: 'conversation-changed', conversationId });
    return failure === undefined;
  }

  private setServerState(state: CommunityState): void {
    if (this.loop.signal.aborted) return;
    if (this.deps.communities.setServerState(this.serverId, state)) this.tellRooms();
  }

  private tellRooms(): void {
    for (const { conversationId } of this.rooms())
      this.deps.events.emit({ type: 'conversation-changed', conversationId });
  }

  private rooms(): readonly RoomRow[] {
    return this.deps.store.communities.roomsOf(this.serverId);
  }
}

/** What an answer about a room says of our being there; `other` for what says nothing of it. */
function roomFailure({ status }: CommunityReply): CommunityFailure | 'other' | undefined {
  if (status >= 200 && status <= 299) return undefined;
  if (status === 403 || status === 401) return 'community-forbidden';
  return status === 404 ? 'community-not-found' : 'other';
}
