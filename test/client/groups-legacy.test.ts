import { expect, test, vi } from 'vitest';

import {
  type AccountKeys,
  accountKeysFromSeed16,
  createAccountKeys,
  decodeRecoveryPassword,
} from '../../ts/account/index.ts';
import type { UserGroups } from '../../ts/config/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { systemRandom, zstdReady } from '../../ts/util/index.ts';
import { userConfigs } from '../messaging/user-configs.ts';
import { temporaryStore } from '../store/support.ts';
import { circle, groupOn, groupWhen } from './groups-world.ts';
import { type Device, type World, withWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000 });

await cryptoReady();
await zstdReady();
const USER_GROUPS = 5;
const OLD_GROUP = createAccountKeys(systemRandom).accountId;

/** As another device of theirs has it, which was there when such groups were alive. */
function plantLegacyGroup(world: World, { client, id }: Device, change: (groups: UserGroups) => void): void {
  const keys: AccountKeys = accountKeysFromSeed16(decodeRecoveryPassword(client.recoveryPassword()));
  const configs = userConfigs(temporaryStore(), keys);
  change(configs.groups);
  const nowMs = Date.now();
  world.network.plant(
    id,
    USER_GROUPS,
    configs
      .of(USER_GROUPS)
      .push()
      .messages.map((data) => ({ data, timestampMs: nowMs, expiryMs: nowMs + 86_400_000 })),
  );
}

test('a legacy group can be read, made anew with its people, and taken away, on all devices', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await circle(world, ['Alice', 'Bob'])) as [Device, Device];
    plantLegacyGroup(world, alice, (groups) => {
      groups.updateLegacyGroup(OLD_GROUP, {
        name: 'Old friends',
        priority: 1,
        members: new Map([
          [alice.id, 'admin'],
          [bob.id, 'member'],
        ]),
      });
    });
    const old = await groupOn(alice, 'Old friends');
    expect(old).toMatchObject({ groupAccess: 'legacy', peerId: OLD_GROUP, priority: 1, isRequest: false });
    expect(alice.client.group(old.id)).toMatchObject({
      access: 'legacy',
      name: 'Old friends',
      members: [
        { accountId: alice.id, isAdmin: true, isUs: true },
        { accountId: bob.id, name: 'Bob', isAdmin: false },
      ],
    });
    const { client } = alice;
    const forbidden = [
      () => client.sendMessage({ conversationId: old.id, text: 'Anybody?' }),
      () => client.describeGroup({ conversationId: old.id, name: 'New name' }),
      () => client.inviteToGroup({ conversationId: old.id, memberIds: [bob.id] }),
      () => client.setDisappearing({ conversationId: old.id, mode: 'after-send', timerS: 86_400 }),
      () => client.startCall({ conversationId: old.id }),
    ];
    for (const attempt of forbidden) expect(attempt).toThrow();
    client.changeConversation({ id: old.id, change: { priority: 0 } });
    client.markRead({ conversationId: old.id, upToSentAtMs: Date.now() });
    const made = client.recreateGroup(old.id);
    expect(made).toMatchObject({ name: 'Old friends', groupAccess: 'admin' });
    expect(made.id).not.toBe(old.id);
    await groupOn(bob, 'Old friends', ({ groupAccess }) => groupAccess === 'member');
    await groupWhen(alice, made.id, ({ members }) =>
      members.every(({ status }) => ['invite-accepted', 'promotion-accepted'].includes(status)),
    );
    expect(client.conversation(old.id).priority).toBe(0);
    client.leaveGroup(old.id);
    await alice.event('conversation-removed', ({ conversationId }) => conversationId === old.id);
    expect(client.conversation(made.id).groupAccess).toBe('admin');
    expect(() => client.recreateGroup(made.id)).toThrow(expect.objectContaining({ code: 'group-unknown' }));
  });
});

test('a legacy group that another device takes away goes here too', async () => {
  await withWorld(async (world) => {
    const alice = await world.person('Alice');
    plantLegacyGroup(world, alice, (groups) => {
      groups.updateLegacyGroup(OLD_GROUP, { name: 'Old friends', members: new Map([[alice.id, 'admin']]) });
    });
    const old = await groupOn(alice, 'Old friends');
    const other = await world.device('tablet');
    await other.client.restoreAccount({ recoveryPassword: alice.client.recoveryPassword() });
    const there = await groupOn(other, 'Old friends');
    other.client.deleteConversation(there.id);
    await Promise.all([
      alice.event('conversation-removed', ({ conversationId }) => conversationId === old.id),
      other.event('conversation-removed', ({ conversationId }) => conversationId === there.id),
    ]);
  });
});
