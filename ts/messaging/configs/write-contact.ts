// From this device to Contacts: whoever changes a contact that others of our devices have to know calls this (spec 03 §8.2).

import type { AccountId } from '../../account/index.ts';
import { symmetricKey } from '../../crypto/index.ts';
import type { ContactRow, Repositories } from '../../store/index.ts';
import type { UserConfigs } from './user-configs.ts';

/** A {@link UserConfigs.transaction} in which somebody works. */
export interface ContactContext {
  readonly repositories: Repositories;
  readonly configs: UserConfigs;
  readonly ownId: AccountId;
}

/** Writes a contact as the tables have it into the config, inside {@link UserConfigs.transaction}. True when that changed anything. */
export function writeContact({ repositories, configs, ownId }: ContactContext, id: AccountId): boolean {
  const row = id === ownId ? undefined : repositories.contacts.get(id);
  if (row === undefined) return false;
  return configs.contacts.update(id, {
    name: row.name,
    nickname: row.nickname === '' ? undefined : row.nickname,
    picture: pictureOf(row),
    profileUpdatedS: row.profileUpdatedS || undefined,
    isApproved: row.isApproved,
    hasApprovedMe: row.hasApprovedUs,
    isBlocked: row.isBlocked,
    priority: row.priority,
    notify: row.notify,
    mutedUntilS: row.mutedUntilS || undefined,
    expiry: expiryOf(row),
    createdS: row.createdAtS,
  });
}

function pictureOf({
  picture,
}: ContactRow): { url: string; key: ReturnType<typeof symmetricKey> } | undefined {
  return picture === undefined ? undefined : { url: picture.url, key: symmetricKey(picture.key) };
}

function expiryOf({
  expiration,
}: ContactRow): { mode: 'after-send' | 'after-read'; timerS: number } | undefined {
  const { mode, timerS } = expiration;
  return mode === 'off' ? undefined : { mode, timerS };
}
