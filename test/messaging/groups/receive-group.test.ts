import { randomBytes } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { type AccountKeys, createAccountKeys } from '../../../ts/account/index.ts';
import { ConfigObject, GROUP_INFO, GROUP_MEMBERS } from '../../../ts/config/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { BLOCKED_IN_GROUPS } from '../../../ts/messaging/index.ts';
import { removalNotice } from '../../../ts/messaging/groups/removal-notice.ts';
import { systemRandom, utf8, zstdReady } from '../../../ts/util/index.ts';
import { signAdminUpdate } from '../../../ts/wire/index.ts';
import { GroupDevice, GroupSwarm, INFO, KEYS, MEMBERS, MESSAGES, REVOKED } from './group-swarm.ts';

await cryptoReady();
await zstdReady();
const [alice, bob] = [createAccountKeys(systemRandom), createAccountKeys(systemRandom)];

function club() {
  const swarm = new GroupSwarm([alice, bob]);
  return { swarm, device: new GroupDevice(swarm, bob) };
}

describe('what comes before its key', () => {
  test('messages wait, and are read in their order when the key comes', async () => {
    const { swarm, device } = club();
    const configs = swarm.push();
    const texts = Array.from({ length: 12 }, (_, at) => swarm.text(alice, `message ${at}`));
    await device.take({ [MESSAGES]: texts });
    expect(device.texts).toEqual([]);
    await device.take(configs);
    expect(device.texts).toEqual(texts.map((_, at) => `message ${at}`));
    expect(device.told).toHaveLength(12);
    await device.take({ [MESSAGES]: texts });
    expect(device.texts).toHaveLength(12);
  });

  test('info and members wait as well, whichever node gave them', async () => {
    const { swarm, device } = club();
    const { [KEYS]: keys = [], ...others } = swarm.push();
    await device.take(others);
    expect(device.state.info.record.name).toBeUndefined();
    await device.take({ [KEYS]: keys }, 'cd'.repeat(32));
    expect(device.state.info.record.name).toBe('Club');
    expect(device.state.members.ids).toHaveLength(3);
    expect(device.store.undecrypted.page({ account: swarm.id, namespace: INFO, limit: 9 })).toEqual([]);
  });

  test('what no key will ever open is kept for a while and hinders nobody', async () => {
    const { swarm, device } = club();
    const garbage = Array.from({ length: 30 }, () => swarm.stored(Uint8Array.from(randomBytes(300))));
    await device.take({ [INFO]: garbage, [MEMBERS]: garbage, [KEYS]: garbage, [MESSAGES]: garbage });
    await device.take({ ...swarm.push(), [MESSAGES]: [swarm.text(alice, 'hello')] });
    expect(device.texts).toEqual(['hello']);
    expect(device.store.undecrypted.page({ account: swarm.id, namespace: INFO, limit: 99 })).toHaveLength(10);
  });
});

describe('who may say what a group is', () => {
  test.each([
    ['of nobody', undefined],
    ['of a member', alice],
  ])(
    'configs with the signature %s change nothing, though members have the key and may store',
    async (_, signer) => {
      const { swarm, device } = club();
      await device.take(swarm.push());
      for (const { namespace, domain } of [GROUP_INFO, GROUP_MEMBERS]) {
        const forged = new ConfigObject({
          domain,
          keys: () => swarm.configs.keys.keys,
          ...(signer === undefined
            ? {}
            : { verifyKey: signer.ed25519.publicKey, signKey: signer.ed25519.secretKey }),
          clock: { nowMs: () => Date.now() },
        });
        forged.edit((root) => {
          root.set('n', utf8('Taken over'));
          root.set('!', 1n);
          root.dict('m').dict('x').set('n', utf8('Nobody'));
        });
        await device.take({ [namespace]: forged.push().messages.map((data) => swarm.stored(data)) });
      }
      expect(device.state.info.record.name).toBe('Club');
      expect(device.state.members.ids).toHaveLength(3);
      expect(device.groups.access(swarm.id)).toBe('member');
    },
  );

  test('keys that no admin signed are none', async () => {
    const { swarm, device } = club();
    await device.take(swarm.push());
    const forger = new GroupSwarm([alice, bob]);
    await device.take({ [KEYS]: forger.push()[KEYS] ?? [] });
    expect(device.state.keys.keys).toEqual(swarm.configs.keys.keys);
  });

  test('configs that come again, and old ones after new ones, change nothing', async () => {
    const { swarm, device } = club();
    const first = swarm.push();
    swarm.configs.info.update({ name: 'Club 2' });
    const second = swarm.push();
    await device.take({ ...second, [KEYS]: first[KEYS] ?? [] });
    await device.take(first, 'cd'.repeat(32));
    await device.take(second, 'cd'.repeat(32));
    expect(device.state.info.record.name).toBe('Club 2');
  });

  test('a line of an admin is believed; forged, or put under other words by a member, it is not', async () => {
    const { swarm, device } = club();
    await device.take(swarm.push());
    const sentAtMs = Date.now();
    const change = { kind: 'info-change', type: 'name' } as const;
    const adminSignature = signAdminUpdate(change, { sentAtMs, groupKey: swarm.keys.secretKey });
    const renamed = (updatedName: string, signature = adminSignature) =>
      ({ kind: 'data', groupUpdate: { ...change, updatedName, adminSignature: signature } }) as const;
    const forged = signAdminUpdate(change, { sentAtMs, groupKey: alice.ed25519.secretKey });
    await device.take({
      [MESSAGES]: [
        swarm.message(swarm.admin, renamed('Forged', forged), { sentAtMs }),
        swarm.message(alice, renamed('Borrowed'), { sentAtMs }),
        swarm.message(swarm.admin, renamed('Club 2'), { sentAtMs }),
      ],
    });
    expect(device.rows.map(({ authorId, details }) => [authorId, details?.groupUpdate])).toEqual([
      [swarm.admin.accountId, { name: 'Club 2' }],
    ]);
  });
});

describe('messages that are taken back', () => {
  test('by a member: only what they wrote; what came with it is never shown', async () => {
    const { swarm, device } = club();
    await device.take(swarm.push());
    const [mine, hers] = [swarm.text(swarm.admin, 'of the admin'), swarm.text(alice, 'regretted')];
    const messageHashes = [mine.hash, hers.hash];
    await device.take({ [MESSAGES]: [mine, hers, swarm.deletion(alice, { messageHashes })] });
    expect(device.texts).toEqual(['of the admin']);
    expect(device.told).toEqual(['of the admin']);
  });

  test('before they come: when they come they are not shown, also to whom the deletion came first', async () => {
    const { swarm, device } = club();
    await device.take(swarm.push());
    const hers = swarm.text(alice, 'regretted');
    await device.take({ [MESSAGES]: [swarm.deletion(alice, { messageHashes: [hers.hash] })] });
    await device.take({ [MESSAGES]: [hers, swarm.text(alice, 'meant')] });
    expect(device.texts).toEqual(['meant']);
  });

  test('by an admin: whatever is named, and all that a member had written until then', async () => {
    const { swarm, device } = club();
    await device.take(swarm.push());
    const [hers, later] = [
      swarm.text(alice, 'first'),
      swarm.text(alice, 'later', { sentAtMs: Date.now() + 60_000 }),
    ];
    await device.take({ [MESSAGES]: [hers] });
    const memberIds = [alice.accountId];
    await device.take({
      [MESSAGES]: [swarm.deletion(swarm.admin, { memberIds }, { isSigned: true })],
    });
    await device.take({ [MESSAGES]: [swarm.text(alice, 'older, comes late', { sentAtMs: 1_000 }), later] });
    expect(device.rows.map(({ body, deletion }) => [body, deletion])).toEqual([
      ['', 'globally'],
      ['later', undefined],
    ]);
  });

  test('an admin’s device deletes in the swarm what a member took back, and nothing else', async () => {
    const swarm = new GroupSwarm([alice, bob]);
    const device = new GroupDevice(swarm, swarm.admin, { isAdmin: true });
    await device.take(swarm.push());
    const [his, hers, late] = [bob, alice, alice].map((from, at) => swarm.text(from, `text ${at}`));
    await device.take({ [MESSAGES]: [his!, hers!] });
    const messageHashes = [his!.hash, hers!.hash, late!.hash];
    await device.take({ [MESSAGES]: [swarm.deletion(alice, { messageHashes })] });
    await device.take({ [MESSAGES]: [late!] });
    const deleted = device.store.jobs
      .byQueue(`delete-group-hashes:${swarm.id}`)
      .map(({ payload }) => (payload as { readonly hashes: unknown }).hashes);
    expect(deleted).toEqual([[hers!.hash], [late!.hash]]);
  });

  test('everything up to a moment, by the group’s info', async () => {
    const { swarm, device } = club();
    await device.take(swarm.push());
    const deleteBeforeS = Math.floor(Date.now() / 1_000);
    swarm.configs.info.update({ deleteBeforeS });
    const sentAtMs = deleteBeforeS * 1_000;
    await device.take({
      ...swarm.push(),
      [MESSAGES]: [
        swarm.text(alice, 'too old', { sentAtMs }),
        swarm.text(alice, 'new', { sentAtMs: sentAtMs + 1 }),
      ],
    });
    expect(device.texts).toEqual(['new']);
    expect(device.store.jobs.page({ afterId: 0, limit: 99 }).map(({ kind }) => kind)).toContain(
      'clear-conversation',
    );
  });

  test('files up to a moment go, their words stay', async () => {
    const { swarm, device } = club();
    await device.take(swarm.push());
    const deleteAttachmentsBeforeS = Math.floor(Date.now() / 1_000);
    swarm.configs.info.update({ deleteAttachmentsBeforeS });
    const attachments = [
      {
        url: 'http://filev2.getsession.org/file/1',
        deprecatedId: 1n,
        key: new Uint8Array(32),
        size: 5,
        contentType: 'image/png',
      },
    ];
    const payload = { kind: 'data', body: 'look', attachments } as const;
    await device.take({
      ...swarm.push(),
      [MESSAGES]: [0, 1].map((afterMs) =>
        swarm.message(alice, payload, { sentAtMs: deleteAttachmentsBeforeS * 1_000 + afterMs }),
      ),
    });
    expect(device.texts).toEqual(['look', 'look']);
    const files = device.store.attachments.forMessages(device.rows.map(({ id }) => id));
    expect(files.map(({ messageId }) => messageId)).toEqual([device.rows[1]?.id]);
  });
});

describe('lines about the group', () => {
  test('are read when they come, unless they are about us', async () => {
    const { swarm, device } = club();
    await device.take(swarm.push());
    const added = (...members: readonly AccountKeys[]) => {
      const sentAtMs = Date.now() + members.length;
      const memberIds = members.map(({ accountId }) => accountId);
      const change = { kind: 'member-change', type: 'added', memberIds } as const;
      const adminSignature = signAdminUpdate(change, { sentAtMs, groupKey: swarm.keys.secretKey });
      const groupUpdate = { ...change, adminSignature };
      return swarm.message(swarm.admin, { kind: 'data', groupUpdate }, { sentAtMs });
    };
    const unread = () => device.store.conversations.byGroup(swarm.id)?.unreadCount;
    await device.take({ [MESSAGES]: [added(alice)] });
    expect(unread()).toBe(0);
    await device.take({ [MESSAGES]: [added(alice, bob)] });
    expect(unread()).toBe(1);
    expect(device.rows.map(({ details }) => details?.groupUpdate)).toEqual([
      { joined: [alice.accountId] },
      { joined: [alice.accountId, bob.accountId] },
    ]);
  });
});

describe('whoever was invited', () => {
  test.each(['a text', 'an answer'])(
    'has come with %s, and is in the list as they say who they are',
    async (what) => {
      const swarm = new GroupSwarm([]);
      const device = new GroupDevice(swarm, swarm.admin, { isAdmin: true });
      swarm.configs.members.update(alice.accountId, { name: '', transition: 'invite-not-sent' });
      swarm.configs.members.update(alice.accountId, { transition: 'invite-sent' });
      swarm.configs.rekey();
      await device.take(swarm.push());
      const profile = { displayName: 'Alice' };
      const groupUpdate = { kind: 'invite-response', isApproved: true } as const;
      const content = what === 'a text' ? { body: 'Here I am' } : { groupUpdate };
      await device.take({ [MESSAGES]: [swarm.message(alice, { kind: 'data', profile, ...content })] });
      expect(device.state.members.get(alice.accountId)).toMatchObject({
        status: 'invite-accepted',
        name: 'Alice',
      });
    },
  );
});

describe('blocked members', () => {
  test('are not heard, but what they do to the group has happened', async () => {
    const swarm = new GroupSwarm([alice, bob]);
    const device = new GroupDevice(swarm, bob);
    await device.take(swarm.push());
    device.store.contacts.findOrCreate({ accountId: alice.accountId, createdAtS: 1 });
    device.store.contacts.update(alice.accountId, { isBlocked: true });
    const left = { kind: 'data', groupUpdate: { kind: 'member-left-notification' } } as const;
    await device.take({ [MESSAGES]: [swarm.text(alice, 'unheard'), swarm.message(alice, left)] });
    expect(device.rows.map(({ body, details }) => [body, details?.groupUpdate])).toEqual([
      ['', { left: [alice.accountId] }],
    ]);
  });

  test('are heard by whoever wants that, from then on', async () => {
    const swarm = new GroupSwarm([alice, bob]);
    const device = new GroupDevice(swarm, bob);
    await device.take(swarm.push());
    device.store.contacts.findOrCreate({ accountId: alice.accountId, createdAtS: 1 });
    device.store.contacts.update(alice.accountId, { isBlocked: true });
    await device.take({ [MESSAGES]: [swarm.text(alice, 'unheard')] });
    device.store.settings.set(BLOCKED_IN_GROUPS, true);
    await device.take({ [MESSAGES]: [swarm.text(alice, 'heard')] });
    expect(device.texts).toEqual(['heard']);
  });
});

describe('being removed', () => {
  const notice = (swarm: GroupSwarm, generation: number, members = [bob.accountId]) =>
    removalNotice(members, { group: swarm.keys, generation, random: systemRandom });

  test('takes rights, keys and messages; the conversation stays to tell it', async () => {
    const { swarm, device } = club();
    await device.take({ ...swarm.push(), [MESSAGES]: [swarm.text(alice, 'hello')] });
    const { generation } = swarm.configs.keys;
    await device.take({
      [REVOKED]: [swarm.stored(notice(swarm, generation))],
      [MESSAGES]: [swarm.text(alice, 'not for Bob any more')],
    });
    expect(device.groups.access(swarm.id)).toBe('removed');
    expect(device.texts).toEqual(['hello']);
    expect(device.groups.joined(swarm.id)?.authData).toBeUndefined();
    expect(device.store.conversations.byGroup(swarm.id)?.shelf).toBe('list');
    expect(device.state.keys.keys).toEqual([]);
  });

  test('is not believed of others, of another group, or of an older key', async () => {
    const { swarm, device } = club();
    swarm.push();
    swarm.configs.rekey();
    await device.take(swarm.push());
    const other = new GroupSwarm([bob]);
    await device.take({
      [REVOKED]: [notice(swarm, 9, [alice.accountId]), notice(other, 9), notice(swarm, 0)].map((data) =>
        swarm.stored(data),
      ),
    });
    expect(device.groups.access(swarm.id)).toBe('member');
  });

  test('before one came back says nothing, also while the keys have not come', async () => {
    const { swarm, device } = club();
    const old = swarm.stored(notice(swarm, 4), Date.now() - 3_600_000);
    await device.take({ [REVOKED]: [old] });
    expect(device.groups.access(swarm.id)).toBe('member');
    await device.take({ [REVOKED]: [swarm.stored(notice(swarm, 4))] });
    expect(device.groups.access(swarm.id)).toBe('removed');
  });

  test('before one has answered the invitation leaves no trace of it', async () => {
    const { swarm, device } = club();
    const { configs, groups, store } = device;
    configs.transaction(() => configs.groups.updateGroup(swarm.id, { isInvitation: true }));
    await device.take(swarm.push());
    const { generation } = swarm.configs.keys;
    await device.take({ [REVOKED]: [swarm.stored(notice(swarm, generation))] });
    expect(groups.access(swarm.id)).toBe('none');
    expect(configs.groups.group(swarm.id)).toBeUndefined();
    expect(store.conversations.byGroup(swarm.id)?.shelf).toBe('hidden');
  });

  test('does not happen to admins', async () => {
    const swarm = new GroupSwarm([alice, bob]);
    const device = new GroupDevice(swarm, bob, { isAdmin: true });
    await device.take({ ...swarm.push(), [REVOKED]: [swarm.stored(notice(swarm, 9))] });
    expect(device.groups.access(swarm.id)).toBe('admin');
  });
});

test('two admins at once: whatever each did, in whatever order it comes, all have the same', async () => {
  const swarm = new GroupSwarm([alice, bob]);
  const second = createAccountKeys(systemRandom);
  swarm.configs.members.update(second.accountId, { isAdmin: true, transition: 'promotion-accepted' });
  const [devices, start] = [[alice, bob].map((keys) => new GroupDevice(swarm, keys)), swarm.push()] as const;
  const other = swarm.configsOf(second.x25519);
  const merge = (handed: typeof start) => ({
    keys: (handed[KEYS] ?? []).map((message) => ({ ...message, timestampMs: message.storedAtMs })),
    info: handed[INFO] ?? [],
    members: handed[MEMBERS] ?? [],
  });
  other.merge(merge(start));
  const [carol, dave] = [createAccountKeys(systemRandom), createAccountKeys(systemRandom)];
  swarm.configs.info.update({ name: 'Club of the first' });
  swarm.configs.members.update(carol.accountId, { name: 'Carol' });
  swarm.configs.rekey();
  other.info.update({ description: 'As the second sees it' });
  other.members.update(dave.accountId, { name: 'Dave' });
  other.rekey();
  const [one, two] = [swarm.push(), swarm.push(other)];
  const [first, last] = devices as [GroupDevice, GroupDevice];
  for (const handed of [start, one, two]) await first.take(handed);
  for (const handed of [two, one, start]) await last.take(handed, 'cd'.repeat(32));
  for (const admin of [swarm.configs, other]) admin.merge(merge(admin === other ? one : two));
  expect(swarm.configs.keys.needsRekey && other.keys.needsRekey).toBe(true);
  for (const admin of [swarm.configs, other]) admin.rekey();
  const [again, same] = [swarm.push(), swarm.push(other)];
  expect(again[KEYS]?.[0]?.data).toEqual(same[KEYS]?.[0]?.data);
  for (const device of devices) {
    await device.take(again);
    await device.take(same);
    expect(device.state.info.record).toMatchObject({
      name: 'Club of the first',
      description: 'As the second sees it',
    });
    expect(device.state.members.ids).toEqual(swarm.configs.members.ids);
    expect(device.state.keys.keys[0]).toEqual(swarm.configs.keys.keys[0]);
  }
  expect(swarm.configs.members.ids).toHaveLength(6);
});
