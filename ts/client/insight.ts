import { setImmediate } from 'node:timers/promises';

import { capabilitiesRequest } from '../community/index.ts';
import { type Network, type ServerReport, fileServerOf, parseProxy, serverOrigin } from '../network/index.ts';
import type { Store, StoreStatistics } from '../store/index.ts';
import type { AccountSession } from './account-session.ts';
import type { ConnectionView, ServerView, StorageView } from './insight-types.ts';
import type { StoredNetworkSettings } from './network-settings.ts';
import type { ClientPorts } from './ports.ts';
import type { ViewReader } from './view-reader.ts';

interface Deps {
  readonly store: Store;
  readonly network: Network;
  readonly ports: Pick<ClientPorts, 'clock' | 'network'>;
  readonly settings: Pick<StoredNetworkSettings, 'view'>;
  readonly views: Pick<ViewReader, 'conversation'>;
}

/** Conversations that are named. */
const LARGEST = 10;
/** A person waits for it. */
const TEST_LIMIT_MS = 10_000;

/** What people may know of how the client does, put together from those who know it. */
export class Insight {
  private readonly deps: Deps;
  private readonly sinceMs: number;

  constructor(deps: Deps) {
    this.deps = deps;
    this.sinceMs = deps.ports.clock.nowMs();
  }

  connection(session: AccountSession | undefined): ConnectionView {
    const { network } = this.deps;
    const { state, problem } = network.status();
    const { paths, traffic, servers, nodes } = network.report();
    const swarmSize = session && network.swarmSize(session.keys.accountId);
    const polledAtMs = session?.polledAtMs;
    const proxy = this.proxy();
    return {
      state,
      paths,
      traffic: { ...traffic, sinceMs: this.sinceMs },
      nodes,
      servers: this.serversIn(servers),
      ...(problem === undefined ? {} : { problem }),
      ...(swarmSize === undefined ? {} : { swarmSize }),
      ...(polledAtMs === undefined ? {} : { polledAtMs }),
      ...(network.time.isSynchronized() ? { clockOffsetMs: network.time.offsetMs() } : {}),
      ...(proxy === undefined ? {} : { proxy }),
    };
  }

  /** Who does not answer is in the report. */
  async test(session: AccountSession): Promise<ConnectionView> {
    const { store, network } = this.deps;
    const limits = { timeoutMs: TEST_LIMIT_MS };
    const asked = [
      network.testPaths(limits),
      session.fileClient.reach(limits),
      ...store.communities
        .servers()
        .map((server) =>
          session.communityServers.ask(server, capabilitiesRequest(), { ...limits, isAnonymous: true }),
        ),
    ];
    await Promise.allSettled(asked);
    return this.connection(session);
  }

  async storage(): Promise<StorageView> {
    const { store, views } = this.deps;
    const steps = store.measure();
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) await setImmediate();
    const { rows, attached, others, byConversation } = step.value;
    const { databaseBytes, freeBytes, journalBytes } = store.room();
    const messageBytes = (databaseBytes - freeBytes) / Math.max(1, rows.messages);
    return {
      database: { bytes: databaseBytes, freeBytes, journalBytes },
      attachments: attached,
      pictures: others,
      conversations: rows.conversations,
      messages: rows.messages,
      contacts: rows.contacts,
      largest: largestOf(byConversation, messageBytes).flatMap(({ conversationId, ...tally }) =>
        // It may have gone since it was counted.
        store.conversations.get(conversationId) === undefined
          ? []
          : [{ conversation: views.conversation(conversationId), ...tally }],
      ),
    };
  }

  /** What is chosen comes before what the client was started with. */
  private proxy(): string | undefined {
    const { network, ports, settings } = this.deps;
    if (!network.isProxied()) return undefined;
    const url = settings.view().proxy ?? ports.network.proxy?.url;
    if (url === undefined) return undefined;
    const { host, port } = parseProxy({ url });
    return `${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /** Those that we have something on, whether they were asked in this run or not. */
  private serversIn(reports: readonly ServerReport[]): readonly ServerView[] {
    const { store, ports } = this.deps;
    const ours: readonly Pick<ServerView, 'kind' | 'origin'>[] = [
      { kind: 'file-server', origin: serverOrigin(fileServerOf(ports.network)) },
      ...store.communities.servers().map(({ baseUrl }) => ({
        kind: 'community' as const,
        origin: URL.parse(baseUrl)?.origin ?? baseUrl,
      })),
    ];
    return ours.map((server) => ({ ...reports.find(({ origin }) => origin === server.origin), ...server }));
  }
}

type Tally = StoreStatistics['byConversation'][number];

/** By their files and, as the mean of all messages has it, their messages. */
function largestOf(tallies: readonly Tally[], messageBytes: number): readonly Tally[] {
  const sizeOf = ({ bytes, messages }: Tally): number => bytes + messages * messageBytes;
  return tallies
    .filter(({ messages }) => messages > 0)
    .sort((a, b) => sizeOf(b) - sizeOf(a))
    .slice(0, LARGEST);
}
