import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  type AccountKeys,
  type GroupId,
  createAccountKeys,
  createSubaccount,
  groupId,
} from '../../../ts/account/index.ts';
import { GROUP_INFO, GROUP_KEYS_NAMESPACE, GROUP_MEMBERS, GroupConfigs } from '../../../ts/config/index.ts';
import { ed25519KeyPair, ed25519Seed } from '../../../ts/crypto/index.ts';
import { GroupStates, type MessagingEvent, ReceiveGroup, UserConfigs } from '../../../ts/messaging/index.ts';
import type { Network, StoredMessage } from '../../../ts/network/index.ts';
import { openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemClock, systemRandom, toHex } from '../../../ts/util/index.ts';
import { encodeContent, encodeGroupMessage } from '../../../ts/wire/index.ts';

export const GROUP_MESSAGES = 11;
const LIFE_MS = 14 * 86_400_000;

/** What a swarm hands out of a group, by namespace. */
export type Handed = Readonly<Record<number, readonly StoredMessage[]>>;

/** A group of so many members as its admin has it, who is one of them. */
export class BigGroup {
  readonly members: readonly AccountKeys[];
  readonly keys = ed25519KeyPair(ed25519Seed(systemRandom.bytes(32)));
  readonly id: GroupId = groupId(`03${toHex(this.keys.publicKey)}`);
  readonly configs: GroupConfigs;
  private stored = 0;

  constructor(count: number) {
    this.members = Array.from({ length: count }, () => createAccountKeys(systemRandom));
    const [admin, ...others] = this.members;
    if (admin === undefined) throw new RangeError('a group of nobody');
    this.configs = GroupConfigs.create({
      groupKey: this.keys.publicKey,
      groupSeed: ed25519Seed(this.keys.secretKey.slice(0, 32)),
      account: admin.x25519,
      clock: systemClock,
    });
    this.configs.info.update({ name: 'Big group' });
    this.configs.members.update(admin.accountId, {
      name: 'Admin',
      isAdmin: true,
      transition: 'promotion-accepted',
    });
    for (const [at, { accountId }] of others.entries())
      this.configs.members.update(accountId, { name: `Member ${at}`, transition: 'invite-accepted' });
    this.configs.rekey();
  }

  /** What has to be stored now, and then is. */
  push(): Handed {
    const push = this.configs.push();
    const stores = push.stores.map(({ namespace, data }) => ({ namespace, ...this.inSwarm(data) }));
    const of = (namespace: number) => stores.filter((message) => message.namespace === namespace);
    const keys = of(GROUP_KEYS_NAMESPACE);
    this.configs.merge({ keys: keys.map((message) => ({ ...message, timestampMs: message.storedAtMs })) });
    this.configs.confirmPushed(
      push,
      stores.map(({ hash }) => hash),
    );
    return {
      [GROUP_KEYS_NAMESPACE]: keys,
      [GROUP_INFO.namespace]: of(GROUP_INFO.namespace),
      [GROUP_MEMBERS.namespace]: of(GROUP_MEMBERS.namespace),
    };
  }

  /** So many messages, of one member after another. */
  messages(count: number): readonly StoredMessage[] {
    const [key] = this.configs.keys.keys;
    if (key === undefined) throw new Error('a group without a key');
    const nowMs = Date.now();
    return Array.from({ length: count }, (_, at) => {
      const { ed25519: sender } = this.members[at % this.members.length] as AccountKeys;
      const timestampMs = nowMs - count + at;
      const content = encodeContent({
        payload: {
          kind: 'data',
          body: `Message ${at}, of a length that people write.`,
          profile: { displayName: `Member ${at % this.members.length}` },
        },
        sigTimestampMs: timestampMs,
      });
      const group = this.keys.publicKey;
      return this.inSwarm(
        encodeGroupMessage({ content, timestampMs, sender, group, key, random: systemRandom }),
      );
    });
  }

  private inSwarm(data: Uint8Array): StoredMessage {
    this.stored += 1;
    const storedAtMs = Date.now();
    return { hash: `hash ${this.stored}`, data, storedAtMs, expiresAtMs: storedAtMs + LIFE_MS };
  }
}

/** A member's device, from what a swarm hands out to the database and the events about it. */
export class MemberDevice {
  readonly told = new Set<number>();
  private readonly folder = mkdtempSync(join(tmpdir(), 'undertone-bench-'));
  private readonly store = openStore({
    path: join(this.folder, 'ours.db'),
    key: systemRandom.bytes(32),
    clock: systemClock,
    log: silentLog,
  });
  private readonly group: BigGroup;
  private readonly receive: ReceiveGroup;

  constructor(group: BigGroup, keys: AccountKeys) {
    this.group = group;
    const time = { nowMs: () => Date.now(), isSynchronized: () => true, offsetMs: () => 0 };
    const network = { time } as unknown as Network;
    const events = new Emitter<MessagingEvent>((error) => {
      throw error;
    });
    events.subscribe((event) => {
      if (event.type === 'message-changed') this.told.add(event.messageId);
    });
    const services = { store: this.store, network, clock: systemClock, log: silentLog, events, keys };
    const configs = new UserConfigs(services, { pushDelayMs: 0, onPushWanted: () => undefined });
    const groups = new GroupStates({ ...services, configs });
    this.receive = new ReceiveGroup({ ...services, configs, groups });
    const authData = createSubaccount({ group: group.keys, member: keys.accountId });
    configs.transaction(() => {
      configs.groups.updateGroup(group.id, { authData, joinedS: 1, isInvitation: false });
    });
    this.store.conversations.findOrCreateGroup({ groupId: group.id, nowMs: Date.now() });
  }

  take(handed: Handed): Promise<void> {
    const results = Object.entries(handed).map(([namespace, messages]) => ({
      namespace: Number(namespace),
      messages,
      more: false,
    }));
    return this.receive.run({ node: 'a node', groupId: this.group.id, results });
  }

  /** How many of the members it knows by name. */
  get known(): number {
    const ids = this.group.members.map(({ accountId }) => accountId);
    return this.store.contacts.getAll(ids).filter(({ name }) => name !== '').length;
  }

  close(): void {
    this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
