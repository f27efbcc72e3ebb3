// What a group has to store, in which order, and what became of it (spec 03 §6 steps 3 and 4).

import type { ConfigObject, ConfigPush } from './config-object.ts';
import { GROUP_INFO, GROUP_KEYS_NAMESPACE, GROUP_MEMBERS } from './namespaces.ts';

export type GroupStoreKind = 'supplement' | 'keys' | 'info' | 'members';

/** One message to store. */
export interface GroupStore {
  readonly kind: GroupStoreKind;
  readonly namespace: number;
  readonly data: Uint8Array;
}

export interface GroupPush {
  /** Supplement, keys, info, members: whoever reads info and members has to have the key first. */
  readonly stores: readonly GroupStore[];
  /**
   * Hashes of stored messages that nobody needs any more. Whoever finds a hash among them that one of the stores has got must not
   * delete it: another admin has stored the same before.
   */
  readonly obsolete: readonly string[];
  readonly info: ConfigPush | undefined;
  readonly members: ConfigPush | undefined;
}

/** What takes part in a push. */
export interface GroupPushSource {
  readonly supplement: Uint8Array | undefined;
  /** The message of a rekey that the swarm does not have yet. */
  readonly rekey: Uint8Array | undefined;
  readonly info: ConfigObject;
  readonly members: ConfigObject;
}

/** @throws {ConfigError} `too-large`, and `decrypt-failed` when there is no key to encrypt with */
export function makeGroupPush({ supplement, rekey, info, members }: GroupPushSource): GroupPush {
  const infoPush = info.needsPush ? info.push() : undefined;
  const membersPush = members.needsPush ? members.push() : undefined;
  return {
    stores: [
      ...stores('supplement', GROUP_KEYS_NAMESPACE, { messages: supplement && [supplement] }),
      ...stores('keys', GROUP_KEYS_NAMESPACE, { messages: rekey && [rekey] }),
      ...stores('info', GROUP_INFO.namespace, { messages: infoPush?.messages }),
      ...stores('members', GROUP_MEMBERS.namespace, { messages: membersPush?.messages }),
    ],
    obsolete: [...obsoleteOf(info), ...obsoleteOf(members)],
    info: infoPush,
    members: membersPush,
  };
}

/**
 * The hashes under which all messages of a kind were stored; undefined when any of them was not.
 * @param hashes of all stores of the push, by position; undefined for one that failed
 */
export function storedHashes(
  push: GroupPush,
  kind: GroupStoreKind,
  hashes: readonly (string | undefined)[],
): readonly string[] | undefined {
  const wanted = push.stores.flatMap((store, at) => (store.kind === kind ? [hashes[at]] : []));
  const stored = wanted.filter((hash) => hash !== undefined);
  return stored.length === wanted.length ? stored : undefined;
}

function stores(
  kind: GroupStoreKind,
  namespace: number,
  { messages = [] }: { readonly messages: readonly Uint8Array[] | undefined },
): readonly GroupStore[] {
  return messages.map((data) => ({ kind, namespace, data }));
}

/** Members have nothing to delete: they may not. */
function obsoleteOf(config: ConfigObject): readonly string[] {
  return config.isReadOnly ? [] : config.obsoleteHashes;
}
