import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { profileFiles } from '../../../src/main/lifecycle/profile-files.ts';
import { encodeVaultFile } from '../../../src/main/vault/vault-file.ts';
import { type AccountId, type AccountKeys, createAccountKeys } from '../../../ts/account/index.ts';
import { openStore } from '../../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom } from '../../../ts/util/index.ts';

const MINUTE_MS = 60_000;

export interface StoreSeed {
  readonly path: string;
  /** 32 bytes, not kept. */
  readonly key: Uint8Array;
  readonly keys: AccountKeys;
  readonly displayName: string;
  /** People who have written, the last of them last. */
  readonly contacts?: readonly Contact[];
}

export interface Contact {
  readonly id: AccountId;
  readonly name: string;
  /** How many messages they have written. */
  readonly messages: number;
}

/** So many people whom nobody knows, each with so many messages. */
export function strangers(count: number, messages: number): readonly Contact[] {
  return Array.from({ length: count }, (_, at) => ({
    id: createAccountKeys(systemRandom).accountId,
    name: `Contact ${at + 1}`,
    messages,
  }));
}

/** Makes a database with an account that is in use. */
export function seedStore({ path, key, keys, displayName, contacts = [] }: StoreSeed): void {
  const nowMs = Date.now();
  const store = openStore({ path, key, clock: systemClock, log: silentLog });
  try {
    store.transaction(({ account, conversations, messages }) => {
      const { accountId, seed16 } = keys;
      account.create({
        seed: seed16,
        accountId,
        displayName,
        origin: 'created',
        createdAtMs: nowMs,
        profileReady: true,
      });
      contacts.forEach((contact, at) => {
        const firstMs = nowMs - (contacts.length - at) * MINUTE_MS;
        const { id: conversationId } = conversations.findOrCreate({
          peerId: contact.id,
          kind: 'contact',
          nowMs: firstMs,
        });
        conversations.setProfileName({ id: conversationId, name: contact.name, updatedS: 1 });
        for (let number = 1; number <= contact.messages; number += 1) {
          const sentAtMs = firstMs + number;
          const body = `Message ${number} of ${contact.name}`;
          messages.insertIncoming({
            conversationId,
            authorId: contact.id,
            body,
            sentAtMs,
            receivedAtMs: sentAtMs,
          });
        }
      });
    });
  } finally {
    store.close();
  }
}

/** Makes the folder of a profile as the app leaves it on a machine without a key store. */
export function seedProfile(folder: string, seed: Omit<StoreSeed, 'path' | 'key'>): void {
  const { store, vault } = profileFiles(folder);
  const key = systemRandom.bytes(32);
  mkdirSync(dirname(vault), { recursive: true, mode: 0o700 });
  writeFileSync(vault, encodeVaultFile({ wrap: key, os: false }), { mode: 0o600 });
  seedStore({ ...seed, path: store, key });
}
