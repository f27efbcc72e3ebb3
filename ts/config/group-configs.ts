// A group as one device has it: keys, info and members, which only make sense together (spec 03 §6, §7, §9).

import type { Ed25519Seed } from '../crypto/index.ts';
import { ed25519KeyPair, secretsEqual } from '../crypto/index.ts';
import type { Clock } from '../util/index.ts';
import { encodeBencode } from '../util/index.ts';
import { asBytes, decodeDict } from './bencode-fields.ts';
import type { ConfigMergeReport, ConfigOptions, StoredConfig } from './config-object.ts';
import { ConfigObject } from './config-object.ts';
import { ConfigError } from './errors.ts';
import { GroupInfo } from './group-info.ts';
import type { GroupKeysOptions, KeysMergeReport, StoredKeys } from './group-keys.ts';
import { GroupKeys } from './group-keys.ts';
import { GroupMembers } from './group-members.ts';
import type { GroupPush } from './group-push.ts';
import { makeGroupPush, storedHashes } from './group-push.ts';
import type { ConfigType } from './namespaces.ts';
import { JournaledConfig } from './journaled-config.ts';
import { GROUP_INFO, GROUP_MEMBERS } from './namespaces.ts';

export interface GroupConfigsOptions extends GroupKeysOptions {
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Keeps a journal of changes, so that none is lost to a merge; other clients cannot read the dump then. */
  readonly isJournaled?: boolean;
}

/** What a swarm has for a group, by namespace. */
export interface StoredGroupConfigs {
  readonly keys?: readonly StoredKeys[];
  readonly info?: readonly StoredConfig[];
  readonly members?: readonly StoredConfig[];
}

export interface GroupMergeReport {
  readonly keys: KeysMergeReport;
  readonly info: ConfigMergeReport;
  readonly members: ConfigMergeReport;
}

interface Parts {
  readonly keys: GroupKeys;
  readonly info: ConfigObject;
  readonly members: ConfigObject;
}

const [INFO, KEYS, MEMBERS] = ['info', 'keys', 'members'];

export class GroupConfigs {
  readonly keys: GroupKeys;
  readonly info: GroupInfo;
  readonly members: GroupMembers;

  private constructor({ keys, info, members }: Parts) {
    this.keys = keys;
    this.info = new GroupInfo(info);
    this.members = new GroupMembers(members);
  }

  /**
   * An empty group: a new one, when there is a seed, or one of which the swarm has more.
   * @throws {ConfigError} `value-invalid` for the seed of another group
   * @throws {CryptoError} `key-invalid` when the group's key is no point of the curve
   */
  static create(options: GroupConfigsOptions): GroupConfigs {
    const keys = new GroupKeys(options);
    const Config = configClass(options);
    const info = new Config(configOptions(GROUP_INFO, keys, { options }));
    const members = new Config(configOptions(GROUP_MEMBERS, keys, { options }));
    return new GroupConfigs({ keys, info, members });
  }

  /**
   * A group as it was dumped (spec 03 §7).
   * @throws {ConfigError} `dump-invalid`, `message-invalid`, and as {@link create}
   */
  static load(dump: Uint8Array, options: GroupConfigsOptions): GroupConfigs {
    const dumps = decodeDict(dump);
    const [keysDump, infoDump, membersDump] = [KEYS, INFO, MEMBERS].map((key) => asBytes(dumps?.get(key)));
    if (keysDump === undefined || infoDump === undefined || membersDump === undefined) {
      throw new ConfigError('dump-invalid', { message: 'group' });
    }
    const keys = GroupKeys.load(keysDump, options);
    const Config = configClass(options);
    const info = Config.load(infoDump, configOptions(GROUP_INFO, keys, { options }));
    const members = Config.load(membersDump, configOptions(GROUP_MEMBERS, keys, { options }));
    return new GroupConfigs({ keys, info, members });
  }

  get isAdmin(): boolean {
    return this.keys.isAdmin;
  }

  get needsPush(): boolean {
    return this.rekeyMessage !== undefined || this.info.config.needsPush || this.members.config.needsPush;
  }

  get needsDump(): boolean {
    return this.keys.needsDump || this.info.config.needsDump || this.members.config.needsDump;
  }

  /** Hashes of stored messages whose time to live has to be extended now and then (spec 03 §6). */
  get activeHashes(): readonly string[] {
    const { keys, info, members } = this;
    return [...keys.activeHashes, ...info.config.activeHashes, ...members.config.activeHashes];
  }

  /**
   * The account was promoted and has received the seed of the group.
   * @throws {ConfigError} `value-invalid` for the seed of another group: then nothing has changed
   */
  becomeAdmin(groupSeed: Ed25519Seed): void {
    this.keys.becomeAdmin(groupSeed);
    const { secretKey } = ed25519KeyPair(groupSeed);
    this.info.config.setSignKey(secretKey);
    this.members.config.setSignKey(secretKey);
  }

  /**
   * Makes a new key for all who are in the list of members, and stores info and members anew under it. Due when a group is created,
   * when members were erased from the list, when new ones may not read older messages, and when {@link GroupKeys.needsRekey}.
   * The same rekey again, before it was stored, changes nothing.
   * @throws {ConfigError} `read-only` for who is no admin
   */
  rekey(): void {
    const [before] = this.keys.keys;
    this.keys.rekey(this.members.ids);
    const [after] = this.keys.keys;
    if (before !== undefined && after !== undefined && secretsEqual(before, after)) return;
    this.info.config.touch();
    this.members.config.touch();
  }

  /** Takes in what a swarm has: keys first, since info and members may be encrypted with a new one (spec 03 §6). */
  merge(stored: StoredGroupConfigs): GroupMergeReport {
    const keys = this.keys.merge(stored.keys ?? []);
    const info = this.info.config.merge(stored.info ?? []);
    const members = this.members.config.merge(stored.members ?? []);
    return { keys, info, members };
  }

  /**
   * What to store, in this order, and what to delete after that (spec 03 §6). Nothing for who is no admin.
   * @param supplement what {@link GroupKeys.supplement} made for new members
   * @throws {ConfigError} `too-large`, and `decrypt-failed` when there is no key to encrypt with
   */
  push(supplement?: Uint8Array): GroupPush {
    const { rekeyMessage: rekey } = this;
    return makeGroupPush({ supplement, rekey, info: this.info.config, members: this.members.config });
  }

  /**
   * What became of a push: the hash of each of its stores, by position, undefined for one that failed. Keys count as stored when they
   * are loaded from the swarm.
   */
  confirmPushed(push: GroupPush, hashes: readonly (string | undefined)[]): void {
    const info = storedHashes(push, 'info', hashes);
    const members = storedHashes(push, 'members', hashes);
    if (push.info && info) this.info.config.confirmPushed(push.info.seqno, info);
    if (push.members && members) this.members.config.confirmPushed(push.members.seqno, members);
  }

  /** These obsolete messages are gone from the swarm. */
  confirmDeleted(hashes: readonly string[]): void {
    this.info.config.confirmDeleted(hashes);
    this.members.config.confirmDeleted(hashes);
  }

  /** Everything but the keys of group and account, to be kept in the store (spec 03 §7). */
  dump(): Uint8Array {
    return encodeBencode(
      new Map([
        [INFO, this.info.config.dump()],
        [KEYS, this.keys.dump()],
        [MEMBERS, this.members.config.dump()],
      ]),
    );
  }

  private get rekeyMessage(): Uint8Array | undefined {
    return this.isAdmin ? this.keys.pending?.message : undefined;
  }
}

function configClass({ isJournaled = false }: GroupConfigsOptions): typeof ConfigObject {
  return isJournaled ? JournaledConfig : ConfigObject;
}

function configOptions(
  { domain }: ConfigType,
  keys: GroupKeys,
  { options }: { readonly options: GroupConfigsOptions },
): ConfigOptions {
  const { groupKey, groupSeed, clock } = options;
  return {
    domain,
    keys: () => keys.keys,
    verifyKey: groupKey,
    signKey: groupSeed && ed25519KeyPair(groupSeed).secretKey,
    clock,
  };
}
