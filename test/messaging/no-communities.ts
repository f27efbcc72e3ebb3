import type { AccountKeys } from '../../ts/account/index.ts';
import { CommunityServers } from '../../ts/messaging/index.ts';
import type { Store } from '../../ts/store/index.ts';
import { silentLog, systemRandom } from '../../ts/util/index.ts';

/** The communities of an account that is in none. */
export function noCommunities(store: Store, keys: AccountKeys): CommunityServers {
  const requestServer = () => Promise.reject(new Error('Nobody asks a community'));
  const network = { requestServer, time: { nowMs: () => Date.now() } } as never;
  return new CommunityServers(
    { store, network, random: systemRandom, log: silentLog, keys },
    { catchUp: () => Promise.resolve() },
  );
}
