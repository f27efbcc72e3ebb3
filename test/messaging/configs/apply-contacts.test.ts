import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import type { ContactChange } from '../../../ts/config/index.ts';
import { cryptoReady, symmetricKey } from '../../../ts/crypto/index.ts';
import type { UserConfigs } from '../../../ts/messaging/index.ts';
import { applyContacts } from '../../../ts/messaging/configs/apply-contacts.ts';
import { applyProfile } from '../../../ts/messaging/configs/apply-profile.ts';
import { type Store, openStore } from '../../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { userConfigs } from '../user-configs.ts';

await cryptoReady();
await zstdReady();
const keys = createAccountKeys(systemRandom);
const ownId = keys.accountId;
const friendId = createAccountKeys(systemRandom).accountId;
const NOW_MS = 1_700_000_000_000;
const PICTURE = { url: 'http://filev2.getsession.org/file/1', key: symmetricKey(new Uint8Array(32)) };

let folder: string;
let store: Store;
let configs: UserConfigs;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-contacts-'));
  store = openStore({
    path: join(folder, 'test.db'),
    key: Uint8Array.from(randomBytes(32)),
    clock: systemClock,
    log: silentLog,
  });
  configs = userConfigs(store, keys);
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What another device of ours has written, taken in here. */
function merge(change: () => void): void {
  const before = configs.of(3).data;
  configs.transaction((repositories) => {
    change();
    applyContacts({ repositories, configs, ownId, nowMs: NOW_MS, before });
  });
}

const told = (change: ContactChange, id: string = friendId): void =>
  merge(() => void configs.contacts.update(id, change));
const friend = () => store.contacts.require(friendId);
const deletions = (id: number) => store.jobs.byQueue(`delete-conversation:${id}`);

describe('what another device says of a contact', () => {
  test('is so here too, and what is of this device stays', () => {
    told({ isApproved: true, hasApprovedMe: true });
    store.contacts.update(friendId, { isTrustedForMedia: true });
    const expiry = { mode: 'after-read', timerS: 300 } as const;
    told({
      nickname: 'Bobby',
      priority: 3,
      notify: 'none',
      mutedUntilS: 1_800_000_000,
      isBlocked: true,
      expiry,
    });
    expect(friend()).toMatchObject({
      nickname: 'Bobby',
      isApproved: true,
      hasApprovedUs: true,
      isBlocked: true,
      priority: 3,
      notify: 'none',
      mutedUntilS: 1_800_000_000,
      expiration: expiry,
      isTrustedForMedia: true,
    });
  });

  test('is an open conversation when somebody has written, as old as the contact', () => {
    told({ createdS: 1_600_000_000 });
    expect(store.conversations.byPeer(friendId)).toBeUndefined();
    told({ hasApprovedMe: true });
    expect(store.conversations.byPeer(friendId)).toMatchObject({ lastActiveMs: 1_600_000_000_000 });
  });

  test('counts by the time of the profile: an older name or picture changes nothing', () => {
    told({ isApproved: true, name: 'Bob', picture: PICTURE, profileUpdatedS: 20 });
    expect(friend()).toMatchObject({ name: 'Bob', picture: { url: PICTURE.url } });
    told({ name: 'Robert', picture: undefined, profileUpdatedS: 10 });
    expect(friend()).toMatchObject({ name: 'Bob', picture: { url: PICTURE.url } });
    told({ name: 'Robert', picture: undefined, profileUpdatedS: 30 });
    expect(friend()).toMatchObject({ name: 'Robert', picture: undefined });
  });

  test('is nothing when it is about ourselves, or about nobody', () => {
    told({ isApproved: true }, ownId);
    expect(store.conversations.byPeer(ownId)).toBeUndefined();
    expect(() => told({ isApproved: true }, `05${'00'.repeat(32)}`)).not.toThrow();
    expect(store.conversations.list({ limit: 9 })).toEqual([]);
  });
});

test('Note to Self that another device has hidden is hidden, with its notes', () => {
  const { id } = store.conversations.findOrCreate({ peerId: ownId, kind: 'note-to-self', nowMs: NOW_MS });
  const note = { conversationId: id, authorId: ownId, body: 'Milk', sentAtMs: 5, receivedAtMs: 5 };
  store.messages.insertOutgoing({ ...note, clock: 'network' });
  const before = configs.of(2).data;
  configs.transaction((repositories) => {
    configs.profile.update({ noteToSelfPriority: -1 }, NOW_MS);
    applyProfile({ repositories, configs, ownId, nowMs: NOW_MS, before });
  });
  expect(store.conversations.require(id)).toMatchObject({ priority: -1 });
  expect(store.messages.page({ conversationId: id, limit: 9 }).rows).toHaveLength(1);
  expect(deletions(id)).toEqual([]);
});

describe('a conversation that another device has deleted', () => {
  test('goes here too, and the contact stays', () => {
    told({ isApproved: true });
    const { id } = store.conversations.byPeer(friendId)!;
    told({ priority: -1 });
    expect(deletions(id)).toHaveLength(1);
    expect(friend()).toMatchObject({ isApproved: true, priority: -1 });
  });

  test('goes with the contact, who is a stranger then', () => {
    told({ isApproved: true, hasApprovedMe: true, nickname: 'Bobby', isBlocked: true });
    const { id } = store.conversations.byPeer(friendId)!;
    merge(() => void configs.contacts.erase(friendId));
    expect(deletions(id)).toHaveLength(1);
    expect(friend()).toMatchObject({
      isApproved: false,
      hasApprovedUs: false,
      isBlocked: false,
      nickname: '',
      priority: -1,
    });
  });
});
