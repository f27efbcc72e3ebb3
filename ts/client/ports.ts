import type { NotificationFeedOptions, PollPace, PreviewHttp } from '../messaging/index.ts';
import type { NetworkProfile } from '../network/index.ts';
import type { Clock, Log, Random } from '../util/index.ts';

/** The world as the client sees it. Nothing else reaches it, so that two clients can live in one process. */
export interface ClientPorts {
  /** File of the encrypted database; made with its folder when absent. */
  readonly storePath: string;
  /** Key of the database, 32 bytes. Overwritten as soon as the database is open. */
  readonly storeKey: Uint8Array;
  /** Folder of the encrypted files; `attachments` beside the database unless given. */
  readonly filesPath?: string;
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
}
