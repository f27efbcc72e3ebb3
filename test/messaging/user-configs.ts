import type { AccountKeys } from '../../ts/account/index.ts';
import { GroupStates, UserConfigs } from '../../ts/messaging/index.ts';
import type { Network } from '../../ts/network/index.ts';
import type { Store } from '../../ts/store/index.ts';
import { systemClock } from '../../ts/util/index.ts';

/** The configs of an account whose network only knows the time. */
export function userConfigs(store: Store, keys: AccountKeys): UserConfigs {
  const time = { nowMs: () => Date.now(), isSynchronized: () => true, offsetMs: () => 0 };
  const network = { time } as unknown as Network;
  return new UserConfigs(
    { store, network, clock: systemClock, keys },
    { pushDelayMs: 0, onPushWanted: () => undefined },
  );
}

/** The groups of an account that is in none, beside {@link userConfigs}. */
export function noGroups(store: Store, keys: AccountKeys, configs: UserConfigs): GroupStates {
  const time = { nowMs: () => Date.now(), isSynchronized: () => true, offsetMs: () => 0 };
  return new GroupStates({ store, network: { time }, clock: systemClock, keys, configs });
}
