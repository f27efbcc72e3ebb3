import type { NotificationFeedOptions, PollPace, PreviewHttp } from '../messaging/index.ts';
import type { StoreWork } from '../store/index.ts';
import type { NetworkProfile } from '../network/index.ts';
import type { Clock, Log, Random, WorkerPool } from '../util/index.ts';
import type { ClientTasks } from './bulk.ts';

/** The world as the client sees it. Nothing else reaches it, so that two clients can live in one process. */
export interface ClientPorts {
  /** File of the encrypted database; made with its folder when absent. Encrypted files lie in `attachments` beside it. */
  readonly storePath: string;
  /** Key of the database, 32 bytes. Overwritten as soon as the database is open; the client has a copy, as the database has, until it is closed. */
  readonly storeKey: Uint8Array;
  /** What is chosen by `setNetworkSettings` comes before what is said here. */
  readonly network: NetworkProfile;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How often to look for new messages; by default as the kind of network allows. */
  readonly pace?: PollPace;
  /** The way to web sites for link previews; by default the web, by the proxy where there is one. */
  readonly previewHttp?: PreviewHttp;
  /** There is a desktop to show notifications on; without it there are none. */
  readonly notifications?: Pick<NotificationFeedOptions, 'hidesDisappearing'>;
  /** Who does what takes seconds with the whole database; by default this thread, which can do nothing else meanwhile. */
  readonly storeWork?: StoreWork;
  /** Threads for work on large files; by default this thread. */
  readonly bulk?: Pick<WorkerPool<ClientTasks>, 'run'>;
  /** Also timers of 10, 30 and 60 seconds may be chosen for messages (spec 08 CST-03); for tests. */
  readonly hasShortTimers?: boolean;
  /** File of the node list that came with the application; it is of the main network. */
  readonly bundledNodesPath?: string;
}
