import type { GroupConfigsOptions, StoredConfig, StoredKeys } from '../../../ts/config/index.ts';
import { GroupConfigs } from '../../../ts/config/index.ts';
import type { X25519KeyPair } from '../../../ts/crypto/index.ts';
import { blake2b, cryptoReady, ed25519KeyPair, ed25519Seed } from '../../../ts/crypto/index.ts';
import { x25519KeyPair, x25519SecretKey } from '../../../ts/crypto/index.ts';
import { toHex, utf8 } from '../../../ts/util/index.ts';
import { NOW_MS } from './devices.ts';

await cryptoReady();

export const GROUP_SEED = ed25519Seed(blake2b(32, utf8('a group')));
export const GROUP = ed25519KeyPair(GROUP_SEED);
export const DAY_MS = 86_400_000;

export interface Person {
  readonly id: string;
  readonly account: X25519KeyPair;
}

/** Somebody with an account; the same for the same name. */
export function person(name: string): Person {
  const account = x25519KeyPair(x25519SecretKey(blake2b(32, utf8(name))));
  return { id: `05${toHex(account.publicKey)}`, account };
}

export function adminOptions({ account }: Person): GroupConfigsOptions {
  return { ...memberOptions({ account }), groupSeed: GROUP_SEED };
}

export function memberOptions({ account }: Pick<Person, 'account'>): GroupConfigsOptions {
  return { groupKey: GROUP.publicKey, account, clock: { nowMs: () => NOW_MS } };
}

export function adminOf(someone: Person): GroupConfigs {
  return GroupConfigs.create(adminOptions(someone));
}

export function memberOf(someone: Person): GroupConfigs {
  return GroupConfigs.create(memberOptions(someone));
}

/** A new group with its first key, before anything was stored. */
export function createGroup(creator: Person, invited: readonly Person[] = []): GroupConfigs {
  const group = adminOf(creator);
  group.info.update({ name: 'Foxes', createdS: NOW_MS / 1000 });
  group.members.update(creator.id, { name: 'Ines', isAdmin: true, transition: 'promotion-accepted' });
  for (const { id } of invited) group.members.update(id, { transition: 'invite-sent' });
  group.rekey();
  return group;
}

/** The swarm of the group. */
export class GroupSwarm {
  /** When whatever is stored next is stored. */
  nowMs = NOW_MS;
  private readonly stored = new Map<number, Map<string, StoredKeys>>();

  store(namespace: number, data: Uint8Array): string {
    const hash = toHex(blake2b(16, data));
    const messages = this.stored.get(namespace) ?? new Map<string, StoredKeys>();
    this.stored.set(namespace, messages);
    if (!messages.has(hash)) messages.set(hash, { hash, data, timestampMs: this.nowMs });
    return hash;
  }

  delete(hashes: readonly string[]): void {
    for (const messages of this.stored.values()) for (const hash of hashes) messages.delete(hash);
  }

  get keys(): readonly StoredKeys[] {
    return [...(this.stored.get(12)?.values() ?? [])];
  }

  get info(): readonly StoredConfig[] {
    return [...(this.stored.get(13)?.values() ?? [])];
  }

  get members(): readonly StoredConfig[] {
    return [...(this.stored.get(14)?.values() ?? [])];
  }

  /** A device stores what it has, is told so, and reads its keys back. */
  take(group: GroupConfigs, supplement?: Uint8Array): void {
    const push = group.push(supplement);
    const hashes = push.stores.map(({ namespace, data }) => this.store(namespace, data));
    this.delete(push.obsolete.filter((hash) => !hashes.includes(hash)));
    group.confirmPushed(push, hashes);
    group.confirmDeleted(push.obsolete);
    this.give(group);
  }

  /** A device reads everything. */
  give(group: GroupConfigs): ReturnType<GroupConfigs['merge']> {
    return group.merge(this);
  }
}

/** All that can be seen of a group, to tell whether anything changed; a dump of it too, so not for what is dirty. */
export function snapshot(group: GroupConfigs): string {
  const { info, members, keys } = group;
  const configs = [info.config, members.config].map(
    ({ seqno, state, plain, currentHashes, obsoleteHashes }) => ({
      seqno,
      state,
      plain: toHex(plain),
      currentHashes,
      obsoleteHashes,
    }),
  );
  return JSON.stringify([configs, keys.isAdmin, keys.keys.map(toHex), keys.known, toHex(keys.dump())]);
}
