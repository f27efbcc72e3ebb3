import type { ConversationView, NetworkView, PathNodeView } from './types.ts';

/** How long answers took. */
export interface LatencyView {
  /** Of the last twenty. */
  readonly medianMs: number;
  readonly lastMs: number;
  readonly samples: number;
}

/** A server that we have something on. */
export interface ServerView {
  readonly kind: 'file-server' | 'community';
  /** `http://files.example` */
  readonly origin: string;
  readonly latency?: LatencyView;
  /** When it last answered in this run, and when it last did not. */
  readonly answeredAtMs?: number;
  readonly failedAtMs?: number;
}

/** What the client is connected to, as far as it knows without asking anybody. Times are ms since the epoch by this device's clock. */
export interface ConnectionView extends Pick<NetworkView, 'state' | 'problem'> {
  readonly paths: readonly {
    /** `files` carries what is large, so that it does not hold up messages. */
    readonly kind: 'messages' | 'files';
    /** Guard first. */
    readonly nodes: readonly PathNodeView[];
    readonly latency?: LatencyView;
    readonly ageMs: number;
  }[];
  /** Since the start, to and from service nodes. */
  readonly traffic: {
    readonly sinceMs: number;
    readonly requests: number;
    readonly failed: number;
    readonly sentBytes: number;
    readonly receivedBytes: number;
  };
  readonly nodes: { readonly known: number; readonly madeAtMs?: number };
  /** How many nodes keep our messages; absent before that is known, and without an account. */
  readonly swarmSize?: number;
  /** When our swarm was last asked for messages, and answered. */
  readonly polledAtMs?: number;
  /** How far the clock of this device is ahead of the network's; absent before a node has told the time. */
  readonly clockOffsetMs?: number;
  /** `host:port` of the proxy that everything goes through; user and password are left out. */
  readonly proxy?: string;
  /** Our file server first, then communities. */
  readonly servers: readonly ServerView[];
}

/** What lies on the disk. */
export interface StorageView {
  readonly database: {
    readonly bytes: number;
    /** Part of it that holds nothing. */
    readonly freeBytes: number;
    readonly journalBytes: number;
  };
  readonly attachments: { readonly files: number; readonly bytes: number };
  /** Of people, groups and rooms. */
  readonly pictures: { readonly files: number; readonly bytes: number };
  readonly conversations: number;
  readonly messages: number;
  readonly contacts: number;
  /** Those that take most, at most ten. */
  readonly largest: readonly {
    readonly conversation: ConversationView;
    readonly messages: number;
    readonly files: number;
    /** Of its files. */
    readonly bytes: number;
  }[];
}

/** What came of making the database smaller. */
export interface CompactionView {
  readonly wonBytes: number;
}

/** What people may know of how the client does; nothing of it goes anywhere. */
export interface InsightCommands {
  /** Asks nobody, and changes nothing. */
  connection(): ConnectionView;
  /**
   * Asks over every path, our file server and the servers of our communities, one small request each, and tells what is known then. What
   * does not answer is told there, not thrown. @throws `no-account`
   */
  testConnection(): Promise<ConnectionView>;
  /** Counts everything, in strokes between which others have their turn. @throws `store-closed` when the client ends meanwhile */
  storage(): Promise<StorageView>;
  /**
   * Gives the room back that deleted rows have left, in strokes; how far that is comes as `health`. A second call waits for the first.
   * @throws `store-disk-full`, `store-io`
   */
  compact(): Promise<CompactionView>;
}
