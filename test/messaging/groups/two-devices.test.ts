// What two devices of one account write about a group before they know of each other (spec 04 §5.3, §5.7).

import { beforeEach, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import type { GroupStates, UserConfigs } from '../../../ts/messaging/index.ts';
import { applyGroups } from '../../../ts/messaging/groups/apply-groups.ts';
import type { Store } from '../../../ts/store/index.ts';
import { systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { temporaryStore } from '../../store/support.ts';
import { noGroups, userConfigs } from '../user-configs.ts';
import { GroupSwarm } from './group-swarm.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const namespace = 5;
let swarm: GroupSwarm;
let stored = 0;

class Side {
  readonly store: Store = temporaryStore();
  readonly configs: UserConfigs = userConfigs(this.store, keys);
  readonly groups: GroupStates = noGroups(this.store, keys, this.configs);

  join({ isInvitation }: { readonly isInvitation: boolean }): void {
    this.groups.transaction(({ conversations }) => {
      const authData = swarm.authDataFor(keys);
      this.configs.groups.updateGroup(swarm.id, { name: 'Club', authData, joinedS: 5, isInvitation });
      conversations.findOrCreateGroup({ groupId: swarm.id, nowMs: 1 });
    });
  }

  /** What the account's swarm has of it then. */
  push() {
    const config = this.configs.of(namespace);
    const { seqno, messages } = config.push();
    const all = messages.map((data) => ({ data, hash: `hash ${(stored += 1)}` }));
    config.confirmPushed(
      seqno,
      all.map(({ hash }) => hash),
    );
    return all;
  }

  take(messages: ReturnType<Side['push']>): void {
    const { configs, groups } = this;
    groups.transaction((repositories) => {
      const before = configs.of(namespace).data;
      configs.of(namespace).merge(messages);
      applyGroups({ repositories, configs, groups, before, nowMs: 1, ownId: keys.accountId });
    });
  }

  get access(): string {
    return this.groups.access(swarm.id);
  }
}

beforeEach(() => {
  swarm = new GroupSwarm([keys]);
});

test('an invitation that one accepts is accepted, though the other wrote down later that there is one', () => {
  const [phone, tablet] = [new Side(), new Side()];
  for (const side of [phone, tablet]) side.join({ isInvitation: true });
  phone.groups.transaction(() => void phone.configs.groups.updateGroup(swarm.id, { isInvitation: false }));
  for (let round = 0; round < 3; round += 1) {
    phone.take(tablet.push());
    expect(phone.access).toBe('member');
    tablet.take(phone.push());
  }
  expect(tablet.access).toBe('member');
});

test('a group that one leaves goes from the other, though an admin’s notice that we are out came there first', () => {
  const [phone, tablet] = [new Side(), new Side()];
  phone.join({ isInvitation: false });
  tablet.take(phone.push());
  phone.groups.transaction(() => void phone.configs.groups.eraseGroup(swarm.id));
  tablet.groups.transaction(() => void tablet.configs.groups.endGroup(swarm.id, 'kicked'));
  expect(tablet.access).toBe('removed');
  for (let round = 0; round < 3; round += 1) {
    tablet.take(phone.push());
    phone.take(tablet.push());
    expect([phone.access, tablet.access]).toEqual(['none', 'none']);
  }
  const jobs = tablet.store.jobs.page({ afterId: 0, limit: 9 }).map(({ kind }) => kind);
  expect(jobs).toContain('delete-conversation');
});

test('whoever is invited again after a removal is asked again, also where this device has missed both', () => {
  const [phone, tablet] = [new Side(), new Side()];
  phone.join({ isInvitation: false });
  tablet.take(phone.push());
  phone.groups.transaction(() => {
    phone.configs.groups.endGroup(swarm.id, 'kicked');
    phone.configs.groups.reviveGroup(swarm.id);
    const authData = swarm.authDataFor(keys);
    phone.configs.groups.updateGroup(swarm.id, { authData, joinedS: 9, isInvitation: true });
  });
  tablet.take(phone.push());
  expect(tablet.access).toBe('invited');
});
