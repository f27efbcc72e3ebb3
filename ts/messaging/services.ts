import type { AccountKeys } from '../account/index.ts';
import type { FileClient, Network } from '../network/index.ts';
import type { Store } from '../store/index.ts';
import type { Clock, Emitter, Log, Random } from '../util/index.ts';
import type { LocalFiles } from './attachments/local-files.ts';
import type { UserConfigs } from './configs/user-configs.ts';
import type { MessagingEvent } from './events.ts';
import type { CommunityServers } from './communities/community-servers.ts';
import type { GroupStates } from './groups/group-states.ts';

/** What the use cases work with. Each names the few that it needs. */
export interface Services {
  readonly store: Store;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly events: Emitter<MessagingEvent>;
  /** What the devices of the account agree on. */
  readonly configs: UserConfigs;
  /** The groups of the account. */
  readonly groups: GroupStates;
  /** The community servers of the account. */
  readonly communities: CommunityServers;
  /** Keys of the account of this profile. */
  readonly keys: AccountKeys;
  /** The encrypted files on this disk. */
  readonly localFiles: LocalFiles;
  /** Files on servers. */
  readonly fileClient: FileClient;
}
