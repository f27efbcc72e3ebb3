import { randomBytes } from 'node:crypto';

import { expect, onTestFinished } from 'vitest';

import {
  type AccountKeys,
  type GroupId,
  createAccountKeys,
  createSubaccount,
  groupId,
} from '../../../ts/account/index.ts';
import { GroupConfigs } from '../../../ts/config/index.ts';
import {
  type SymmetricKey,
  type X25519KeyPair,
  ed25519KeyPair,
  ed25519Seed,
} from '../../../ts/crypto/index.ts';
import { GroupStates, type MessagingEvent, ReceiveGroup, UserConfigs } from '../../../ts/messaging/index.ts';
import type { Network, StoredMessage } from '../../../ts/network/index.ts';
import { type MessageRow, type Store, openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemClock, systemRandom, toHex } from '../../../ts/util/index.ts';
import {
  type DataMessage,
  type Payload,
  encodeContent,
  encodeGroupMessage,
  signAdminUpdate,
} from '../../../ts/wire/index.ts';
import { temporaryPath } from '../../store/support.ts';

export const [MESSAGES, KEYS, INFO, MEMBERS, REVOKED] = [11, 12, 13, 14, -11];
const DAY_MS = 86_400_000;

/** What a node hands out, by namespace. */
export type Handed = Readonly<Record<number, readonly StoredMessage[]>>;

/** A group as its first admin has it, and what a swarm would have of it. */
export class GroupSwarm {
  readonly admin = createAccountKeys(systemRandom);
  readonly seed = ed25519Seed(Uint8Array.from(randomBytes(32)));
  readonly keys = ed25519KeyPair(this.seed);
  readonly id: GroupId = groupId(`03${toHex(this.keys.publicKey)}`);
  readonly configs: GroupConfigs;
  private count = 0;

  constructor(members: readonly AccountKeys[]) {
    this.configs = this.configsOf(this.admin.x25519);
    this.configs.info.update({ name: 'Club' });
    this.configs.members.update(this.admin.accountId, { isAdmin: true, transition: 'promotion-accepted' });
    for (const { accountId } of members)
      this.configs.members.update(accountId, { transition: 'invite-accepted' });
    this.configs.rekey();
  }

  /** As any other admin has it before they have looked. */
  configsOf(account: X25519KeyPair): GroupConfigs {
    const clock = { nowMs: () => Date.now() };
    return GroupConfigs.create({ groupKey: this.keys.publicKey, groupSeed: this.seed, account, clock });
  }

  /** What has to be stored of a state of the group, which then counts as stored. */
  push(configs: GroupConfigs = this.configs): Handed {
    const push = configs.push();
    const stored = push.stores.map(({ namespace, data }) => ({ namespace, ...this.stored(data) }));
    const of = (namespace: number): readonly StoredMessage[] =>
      stored.filter((message) => message.namespace === namespace);
    configs.merge({ keys: of(KEYS).map((message) => ({ ...message, timestampMs: message.storedAtMs })) });
    configs.confirmPushed(
      push,
      stored.map(({ hash }) => hash),
    );
    return { [KEYS]: of(KEYS), [INFO]: of(INFO), [MEMBERS]: of(MEMBERS) };
  }

  stored(data: Uint8Array, storedAtMs = Date.now()): StoredMessage {
    this.count += 1;
    return { hash: `hash${this.count}`, data, storedAtMs, expiresAtMs: storedAtMs + 14 * DAY_MS };
  }

  message(
    from: AccountKeys,
    payload: Payload,
    {
      sentAtMs = Date.now() + this.count,
      key = this.configs.keys.keys[0],
    }: { readonly sentAtMs?: number; readonly key?: SymmetricKey | undefined } = {},
  ): StoredMessage {
    if (key === undefined) throw new Error('no key');
    const data = encodeGroupMessage({
      content: encodeContent({ sigTimestampMs: sentAtMs, payload }),
      timestampMs: sentAtMs,
      sender: from.ed25519,
      group: this.keys.publicKey,
      key,
      random: systemRandom,
    });
    return this.stored(data);
  }

  text(from: AccountKeys, body: string, options: Parameters<GroupSwarm['message']>[2] = {}): StoredMessage {
    return this.message(from, { kind: 'data', body }, options);
  }

  /** A deletion, of an admin when `isSigned`. */
  deletion(
    from: AccountKeys,
    { memberIds = [], messageHashes = [] }: Partial<Record<'memberIds' | 'messageHashes', readonly string[]>>,
    { isSigned = false, sentAtMs = Date.now() + 1_000 } = {},
  ): StoredMessage {
    const update = { kind: 'delete-member-content', memberIds, messageHashes } as const;
    const signing = { sentAtMs, groupKey: this.keys.secretKey };
    const adminSignature = isSigned ? signAdminUpdate(update, signing) : undefined;
    const groupUpdate: DataMessage['groupUpdate'] = { ...update, adminSignature };
    return this.message(from, { kind: 'data', groupUpdate }, { sentAtMs });
  }

  authDataFor({ accountId }: AccountKeys): Uint8Array {
    return createSubaccount({ group: this.keys, member: accountId });
  }
}

/** A device of a member (or with the seed, of an admin), whose network is what a test hands it. */
export class GroupDevice {
  readonly store: Store;
  readonly configs: UserConfigs;
  readonly groups: GroupStates;
  readonly heard: MessagingEvent[] = [];
  readonly conversationId: number;
  private readonly swarm: GroupSwarm;
  private readonly receive: ReceiveGroup;

  constructor(swarm: GroupSwarm, keys: AccountKeys, { isAdmin = false } = {}) {
    this.swarm = swarm;
    this.store = openStore({
      path: temporaryPath(),
      key: Uint8Array.from(randomBytes(32)),
      clock: systemClock,
      log: silentLog,
    });
    onTestFinished(() => this.store.close());
    const time = { nowMs: () => Date.now(), isSynchronized: () => true, offsetMs: () => 0 };
    const network = { time } as unknown as Network;
    const parts = { store: this.store, network, clock: systemClock, log: silentLog, keys };
    this.configs = new UserConfigs(parts, { pushDelayMs: 0, onPushWanted: () => undefined });
    this.groups = new GroupStates({ ...parts, configs: this.configs });
    const events = new Emitter<MessagingEvent>((error) => expect.fail(String(error)));
    events.subscribe((event) => void this.heard.push(event));
    this.receive = new ReceiveGroup({ ...parts, events, configs: this.configs, groups: this.groups });
    const rights = isAdmin ? { adminSeed: swarm.seed } : { authData: swarm.authDataFor(keys) };
    const joinedS = Math.floor(Date.now() / 1_000) - 60;
    this.configs.transaction(() => {
      this.configs.groups.updateGroup(swarm.id, { ...rights, joinedS, isInvitation: false });
    });
    this.conversationId = this.store.conversations.findOrCreateGroup({
      groupId: swarm.id,
      nowMs: Date.now(),
    }).id;
  }

  get state(): GroupConfigs {
    return this.groups.of(this.swarm.id);
  }

  /** Takes in what a node hands out. */
  async take(handed: Handed, node = 'ab'.repeat(32)): Promise<void> {
    const results = [REVOKED, MESSAGES, INFO, MEMBERS, KEYS].map((namespace) => ({
      namespace,
      messages: handed[namespace] ?? [],
      more: false,
    }));
    await this.receive.run({ node, groupId: this.swarm.id, results });
  }

  get rows(): readonly MessageRow[] {
    return this.store.messages.page({ conversationId: this.conversationId, limit: 200 }).rows;
  }

  /** Of what somebody wrote, oldest first. */
  get texts(): readonly string[] {
    return this.rows.filter(({ kind }) => kind === 'text').map(({ body }) => body);
  }

  /** Texts of which this device told that they had come. */
  get told(): readonly string[] {
    return this.heard.flatMap((event) =>
      event.type === 'message-arrived' ? (this.store.messages.get(event.messageId)?.body ?? '') : [],
    );
  }
}
