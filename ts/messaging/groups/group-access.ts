// What the account may do in a group, by what its devices have agreed on (spec 04 §5.1, spec 03 §8.4).

import type { AccountKeys } from '../../account/index.ts';
import { groupId, subaccountAuthData } from '../../account/index.ts';
import type { GroupId } from '../../account/index.ts';
import type { JoinedGroup } from '../../config/index.ts';
import { ed25519KeyPair } from '../../crypto/index.ts';
import type { Ed25519KeyPair } from '../../crypto/index.ts';
import type { StorageAuth } from '../../network/index.ts';
import { isCodedError } from '../../util/index.ts';

/**
 * `invited`: not answered yet. `removed` by an admin; `destroyed` for everybody. `legacy`: of a kind in which nobody writes any
 * more. `none`: there is a group, and no key to it (yet).
 */
export type GroupAccess = 'admin' | 'member' | 'invited' | 'removed' | 'destroyed' | 'legacy' | 'none';

export function accessOf(group: JoinedGroup | undefined): GroupAccess {
  if (group === undefined) return 'none';
  if (group.end !== undefined) return group.end === 'kicked' ? 'removed' : 'destroyed';
  if (group.isInvitation) return 'invited';
  if (group.adminSeed !== undefined) return 'admin';
  return group.authData === undefined ? 'none' : 'member';
}

/** Whether the account takes part in the group: it is polled, and may be written to. */
export function isOpen(access: GroupAccess): access is 'admin' | 'member' {
  return access === 'admin' || access === 'member';
}

/** By what requests to the group's swarm are signed; undefined when there is nothing to sign with. */
export function groupAuth(group: JoinedGroup, keys: AccountKeys): StorageAuth | undefined {
  if (group.adminSeed !== undefined) return { account: group.id, ed25519: ed25519KeyPair(group.adminSeed) };
  if (group.authData === undefined) return undefined;
  return { account: group.id, member: keys.ed25519, authData: subaccountAuthData(group.authData) };
}

/** The keys of the group, which only its admins have. */
export function groupKeysOf({ adminSeed }: JoinedGroup): Ed25519KeyPair | undefined {
  return adminSeed === undefined ? undefined : ed25519KeyPair(adminSeed);
}

/** A group's ID, as our own configs or others have written it; undefined for what is none. */
export function groupIdOf(text: string): GroupId | undefined {
  try {
    return groupId(text);
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}
