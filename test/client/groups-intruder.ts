import {
  type AccountKeys,
  type GroupId,
  type SubaccountAuthData,
  accountKeysFromSeed16,
  decodeRecoveryPassword,
  ed25519KeyOf,
  groupId,
  subaccountAuthData,
} from '../../ts/account/index.ts';
import { ConfigObject, GroupConfigs } from '../../ts/config/index.ts';
import type { ConfigType } from '../../ts/config/index.ts';
import type { SymmetricKey } from '../../ts/crypto/index.ts';
import type { LocalNetwork, NetworkMessage } from '../../ts/local-network/index.ts';
import { type StorageAuth, createNetwork } from '../../ts/network/index.ts';
import { silentLog, systemClock, systemRandom, utf8 } from '../../ts/util/index.ts';
import { type Payload, decodeContent, decodeGroupMessage } from '../../ts/wire/index.ts';
import { encodeContent, encodeGroupMessage } from '../../ts/wire/index.ts';
import { userConfigs } from '../messaging/user-configs.ts';
import { MemoryState } from '../network/world.ts';
import { temporaryStore } from '../store/support.ts';
import type { Place } from './groups-agreement.ts';

const USER_GROUPS = 5;
const [MESSAGES, KEYS, INFO, MEMBERS] = [11, 12, 13, 14];
const DAY_MS = 24 * 60 * 60 * 1_000;

/** A program of somebody’s own that has their account, and does in a group what no client would do. */
export class Intruder {
  readonly keys: AccountKeys;
  readonly group: GroupId;
  private readonly network: LocalNetwork;
  private readonly auth: StorageAuth;
  private readonly configs: GroupConfigs;

  private constructor({ network, keys, group, authData }: Taken) {
    this.network = network;
    this.keys = keys;
    this.group = group;
    this.auth = { account: group, member: keys.ed25519, authData };
    const groupKey = ed25519KeyOf(group);
    this.configs = GroupConfigs.create({ groupKey, account: keys.x25519, clock: systemClock });
    this.look();
  }

  /** Knows what the member knows who has the device, as soon as their rights are in their own swarm. */
  static async of(network: LocalNetwork, { device, conversationId }: Place): Promise<Intruder> {
    const keys = accountKeysFromSeed16(decodeRecoveryPassword(device.client.recoveryPassword()));
    const group = groupId(device.client.group(conversationId).groupId);
    const authData = await new Promise<SubaccountAuthData>((resolve) => {
      const stop = network.observe((event) => {
        if (event.type === 'stored' && event.account === keys.accountId) look();
      });
      const look = (): void => {
        const found = rightsIn(network, keys, group);
        if (found === undefined) return;
        stop();
        resolve(found);
      };
      look();
    });
    return new Intruder({ network, keys, group, authData });
  }

  /** Takes whatever keys there are for them. */
  look(): void {
    const of = (namespace: number): readonly NetworkMessage[] =>
      this.network.messagesOf(this.group, namespace);
    this.configs.merge({ keys: of(KEYS), info: of(INFO), members: of(MEMBERS) });
  }

  /** Texts of the group that their keys open. */
  get readable(): readonly string[] {
    const { keys } = this.configs.keys;
    return this.network.messagesOf(this.group, MESSAGES).flatMap(({ data }) => {
      try {
        const opened = decodeGroupMessage({ payload: data, group: ed25519KeyOf(this.group), keys });
        const { payload } = decodeContent(opened.content);
        return payload.kind === 'data' && payload.body !== undefined ? [payload.body] : [];
      } catch {
        return [];
      }
    });
  }

  get newestKey(): SymmetricKey {
    const [newest] = this.configs.keys.keys;
    if (newest === undefined) throw new Error('the intruder has no key');
    return newest;
  }

  /** Their own message to the group. */
  message(payload: Payload, sentAtMs = Date.now()): Uint8Array {
    return encodeGroupMessage({
      content: encodeContent({ sigTimestampMs: sentAtMs, payload }),
      timestampMs: sentAtMs,
      sender: this.keys.ed25519,
      group: ed25519KeyOf(this.group),
      key: this.newestKey,
      random: systemRandom,
    });
  }

  /** A config under the group’s key, signed by themselves, in which the group is theirs and over. */
  forgedConfig({ domain }: ConfigType): readonly Uint8Array[] {
    const { publicKey: verifyKey, secretKey: signKey } = this.keys.ed25519;
    const keys = (): readonly SymmetricKey[] => this.configs.keys.keys;
    const config = new ConfigObject({ domain, keys, verifyKey, signKey, clock: systemClock });
    config.edit((root) => {
      root.set('n', utf8('Taken over'));
      root.set('!', 1n);
    });
    return config.push().messages;
  }

  /** What the swarm says to a message that they store with the rights that they once had. */
  async store(namespace: number, data: Uint8Array): Promise<number | undefined> {
    const network = createNetwork({
      profile: { kind: 'devnet', seedUrl: this.network.seedUrl },
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
      state: new MemoryState(),
    });
    try {
      network.start();
      const steps = [{ kind: 'store', namespace, data, ttlMs: DAY_MS } as const];
      const [result] = await network.sequence({ auth: this.auth, steps });
      return result?.status;
    } finally {
      await network.close();
    }
  }

  /** A node that is theirs takes anything, and hands it on. */
  plant(namespace: number, messages: readonly Uint8Array[]): void {
    const nowMs = Date.now();
    this.network.plant(
      this.group,
      namespace,
      messages.map((data) => ({ data, timestampMs: nowMs, expiryMs: nowMs + DAY_MS })),
    );
  }
}

interface Taken {
  readonly network: LocalNetwork;
  readonly keys: AccountKeys;
  readonly group: GroupId;
  readonly authData: SubaccountAuthData;
}

function rightsIn(network: LocalNetwork, keys: AccountKeys, group: GroupId): SubaccountAuthData | undefined {
  const configs = userConfigs(temporaryStore(), keys);
  configs.of(USER_GROUPS).merge(network.messagesOf(keys.accountId, USER_GROUPS));
  const authData = configs.groups.group(group)?.authData;
  return authData && subaccountAuthData(authData);
}
