// The four configs of the account, as the messenger works with them (spec 03 §6, spec 04 §7).

import type { AccountKeys } from '../../account/index.ts';
import type { ConfigObject, ConfigOptions, ConfigType } from '../../config/index.ts';
import {
  CONTACTS,
  CONVO_INFO_VOLATILE,
  Contacts,
  ConvoInfoVolatile,
  JournaledConfig,
  USER_GROUPS,
  USER_PROFILE,
  UserGroups,
  UserProfile,
} from '../../config/index.ts';
import { ed25519SeedOf, symmetricKey } from '../../crypto/index.ts';
import type { Network } from '../../network/index.ts';
import type { Repositories, Store } from '../../store/index.ts';
import { booleanSetting } from '../../store/index.ts';
import type { Clock } from '../../util/index.ts';
import type { SharedConfigNamespace } from '../../wire/index.ts';
import { WireError, unwrapSharedConfig, wrapSharedConfig } from '../../wire/index.ts';
import { pushConfigsJob } from './config-jobs.ts';

/** In the order in which they are taken in: who we are and whom we know before what was read. */
export const CONFIG_NAMESPACES: readonly SharedConfigNamespace[] = [2, 3, 5, 4];

/**
 * Whether this device has seen what the others agreed on. Before that it pushes nothing: it would write an empty account over theirs
 * (spec 03 §6).
 */
export const CONFIGS_WERE_READ = booleanSetting('configs.were-read');

const TYPES: Readonly<Record<SharedConfigNamespace, ConfigType>> = {
  2: USER_PROFILE,
  3: CONTACTS,
  4: CONVO_INFO_VOLATILE,
  5: USER_GROUPS,
};

interface Deps {
  readonly store: Store;
  readonly network: Pick<Network, 'time'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly keys: AccountKeys;
}

interface OpenConfigs {
  readonly byNamespace: ReadonlyMap<SharedConfigNamespace, JournaledConfig>;
  readonly profile: UserProfile;
  readonly contacts: Contacts;
  readonly volatile: ConvoInfoVolatile;
  readonly groups: UserGroups;
}

export interface UserConfigsOptions {
  /** Changes that follow each other so closely are pushed together; up to twice as long, by {@link chance}. */
  readonly pushDelayMs: number;
  /** 0…1, another each time: devices that push in step would find a conflict each time (spec 03 §6, 8). */
  readonly chance?: () => number;
  /** A job to push was written. */
  readonly onPushWanted: () => void;
}

/**
 * The configs live in memory and on disk. Whoever changes them does it in {@link transaction}: then both say the same, whatever happens
 * on the way.
 */
export class UserConfigs {
  private readonly deps: Deps;
  private readonly options: UserConfigsOptions;
  private opened: OpenConfigs | undefined;

  constructor(deps: Deps, options: UserConfigsOptions) {
    this.deps = deps;
    this.options = options;
  }

  get profile(): UserProfile {
    return this.open().profile;
  }

  get contacts(): Contacts {
    return this.open().contacts;
  }

  get volatile(): ConvoInfoVolatile {
    return this.open().volatile;
  }

  get groups(): UserGroups {
    return this.open().groups;
  }

  of(namespace: SharedConfigNamespace): ConfigObject {
    const config = this.open().byNamespace.get(namespace);
    if (config === undefined) throw new RangeError(`No config in namespace ${namespace}`);
    return config;
  }

  /**
   * A transaction of the store in which configs may be changed: their dumps, and the job that pushes them, are part of it. When it fails, the
   * configs are again what the disk says.
   */
  transaction<Result>(work: (repositories: Repositories) => Result): Result {
    try {
      let isPushWanted = false;
      const result = this.deps.store.transaction((repositories) => {
        const done = work(repositories);
        isPushWanted = this.save(repositories);
        return done;
      });
      if (isPushWanted) this.options.onPushWanted();
      return result;
    } catch (error) {
      this.opened = undefined;
      throw error;
    }
  }

  /** Writes what changed; true when there is something to push. */
  private save(repositories: Repositories): boolean {
    const { keys, clock, network } = this.deps;
    for (const [namespace, config] of this.opened?.byNamespace ?? []) {
      if (!config.needsDump) continue;
      const inbox = { account: keys.accountId, namespace };
      repositories.configs.save({ ...inbox, dump: config.dump(), updatedAtMs: network.time.nowMs() });
    }
    const needsPush = [...(this.opened?.byNamespace.values() ?? [])].some((config) => config.needsPush);
    if (!needsPush || repositories.settings.get(CONFIGS_WERE_READ) !== true) return false;
    const { pushDelayMs, chance = () => 0 } = this.options;
    repositories.jobs.enqueue(pushConfigsJob(clock.nowMs(), Math.round(pushDelayMs * (1 + chance()))));
    return true;
  }

  private open(): OpenConfigs {
    this.opened ??= this.load();
    return this.opened;
  }

  private load(): OpenConfigs {
    const configs = new Map(CONFIG_NAMESPACES.map((namespace) => [namespace, this.loadOne(namespace)]));
    const of = (namespace: SharedConfigNamespace): JournaledConfig =>
      configs.get(namespace) as JournaledConfig;
    return {
      byNamespace: configs,
      profile: new UserProfile(of(2)),
      contacts: new Contacts(of(3)),
      volatile: new ConvoInfoVolatile(of(4)),
      groups: new UserGroups(of(5)),
    };
  }

  private loadOne(namespace: SharedConfigNamespace): JournaledConfig {
    const { store, keys } = this.deps;
    const options = this.optionsFor(namespace);
    const row = store.configs.get({ account: keys.accountId, namespace });
    return row === undefined ? new JournaledConfig(options) : JournaledConfig.load(row.dump, options);
  }

  private optionsFor(namespace: SharedConfigNamespace): ConfigOptions {
    const { keys, network } = this.deps;
    return {
      domain: TYPES[namespace].domain,
      keys: () => [symmetricKey(ed25519SeedOf(keys.ed25519.secretKey))],
      clock: { nowMs: () => network.time.nowMs() },
      wrapper: {
        wrap: ({ seqno, encrypted }) =>
          wrapSharedConfig({ namespace, seqno: BigInt(seqno), data: encrypted, keys }),
        unwrap: (bytes) => ifUnwrapped(() => unwrapSharedConfig(bytes, { namespace, keys })),
      },
    };
  }
}

function ifUnwrapped(unwrap: () => Uint8Array): Uint8Array | undefined {
  try {
    return unwrap();
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
