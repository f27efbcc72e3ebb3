import { blob, flag, integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type {
  ContactCursor,
  ContactRepository,
  ContactRow,
  Notify,
  RemotePicture,
} from '../model/contacts.ts';
import type { PersonId } from '../model/people.ts';
import { foldForSearch } from '../search/folding.ts';
import { existing } from './existing.ts';
import { expirationSetting, settingParameters } from './expiration-columns.ts';

const NAMES =
  `id, account_id, name, nickname, display_name, search_text, picture_url, picture_key, picture_file_id,
  profile_updated_s, is_approved, has_approved_us, is_blocked, is_trusted_for_media, priority, notify, muted_until_s,
  expiration_mode, expiration_timer_s, created_at_s`.split(/,\s*/);

/** The columns that {@link contactRow} reads, for a join. */
export const CONTACT_COLUMNS = NAMES.map((name) => `contacts.${name}`).join(', ');

const COLUMNS = NAMES.join(', ');

/** Before every row: no name sorts below the empty one. */
const FIRST: ContactCursor = { displayName: '', accountId: '' as PersonId };

/** A profile time greater than this is in milliseconds (spec 04 §2.6). */
const LARGEST_SECONDS = 1e11;

/** The contacts of a database. */
export function createContactRepository(database: Database): ContactRepository {
  const byId = database.prepare(`SELECT ${COLUMNS} FROM contacts WHERE account_id = $accountId`);
  const byIds = database.prepare(
    `SELECT ${COLUMNS} FROM contacts WHERE account_id IN (SELECT value FROM json_each($accountIds))`,
  );
  const insert = database.prepare(`
    INSERT INTO contacts (account_id, created_at_s) VALUES ($accountId, $createdAtS)
    ON CONFLICT (account_id) DO NOTHING`);
  const update = database.prepare(`
    UPDATE contacts SET
      name = coalesce($name, name), nickname = coalesce($nickname, nickname),
      profile_updated_s = coalesce($profileUpdatedS, profile_updated_s),
      is_approved = coalesce($isApproved, is_approved), has_approved_us = coalesce($hasApprovedUs, has_approved_us),
      is_blocked = coalesce($isBlocked, is_blocked),
      is_trusted_for_media = coalesce($isTrustedForMedia, is_trusted_for_media),
      priority = coalesce($priority, priority), notify = coalesce($notify, notify),
      muted_until_s = coalesce($mutedUntilS, muted_until_s),
      expiration_mode = coalesce($expirationMode, expiration_mode),
      expiration_timer_s = coalesce($expirationTimerS, expiration_timer_s),
      created_at_s = coalesce($createdAtS, created_at_s)
    WHERE account_id = $accountId RETURNING ${COLUMNS}`);
  const setSearchText = database.prepare('UPDATE contacts SET search_text = $searchText WHERE id = $id');
  const setPicture = database.prepare(`
    UPDATE contacts SET picture_url = $url, picture_key = $key, picture_file_id = NULL
    WHERE account_id = $accountId AND (picture_url IS NOT $url OR picture_key IS NOT $key)`);
  const setPictureFile = database.prepare(
    `UPDATE contacts SET picture_file_id = $fileId WHERE account_id = $accountId RETURNING ${COLUMNS}`,
  );
  const setPictureWithFile = database.prepare(`
    UPDATE contacts SET picture_url = $url, picture_key = $key, picture_file_id = $fileId
    WHERE account_id = $accountId RETURNING ${COLUMNS}`);
  const page = (condition: string) =>
    database.prepare(`
      SELECT ${COLUMNS} FROM contacts
      WHERE ${condition} AND (display_name, account_id) > ($displayName, $accountId)
      ORDER BY display_name, account_id ${LIMIT}`);
  const pages = {
    approved: page('is_approved = 1 AND is_blocked = 0'),
    blocked: page('is_blocked = 1'),
  };
  const remove = database.prepare('DELETE FROM contacts WHERE account_id = $accountId');

  const get = (accountId: PersonId): ContactRow | undefined => {
    const row = byId.get({ accountId });
    return row === undefined ? undefined : contactRow(row);
  };
  const require = (accountId: PersonId): ContactRow => existing(get(accountId), 'contact');
  const change: ContactRepository['update'] = (accountId, { expiration, ...fields }) =>
    database.transaction(() => {
      const values = { ...NOTHING, ...fields, ...settingParameters(expiration), accountId };
      const row = existing(update.get(values), 'contact');
      const searchText = foldForSearch(`${text(row, 'name')} ${text(row, 'nickname')}`).trim();
      if (searchText !== text(row, 'search_text')) setSearchText.run({ id: integer(row, 'id'), searchText });
      return contactRow(row);
    });
  /** True when it is another picture than before. */
  const replacePicture = (accountId: PersonId, picture: RemotePicture | undefined): boolean =>
    setPicture.run({ accountId, url: picture?.url, key: picture?.key }) > 0;

  return {
    get,
    require,
    getAll: (accountIds) => byIds.all({ accountIds: JSON.stringify(accountIds) }).map(contactRow),
    findOrCreate: (contact) =>
      database.transaction(() => {
        insert.run(contact);
        return require(contact.accountId);
      }),
    update: change,
    offerProfile: ({ accountId, name, picture, updatedS }) =>
      database.transaction(() => {
        const known = require(accountId);
        const seconds = Math.floor(updatedS > LARGEST_SECONDS ? updatedS / 1000 : updatedS);
        const isNewer = seconds > known.profileUpdatedS;
        if (!isNewer && (seconds !== 0 || known.profileUpdatedS !== 0)) return false;
        const isRenamed = name !== '' && name !== known.name;
        if (isRenamed || isNewer) {
          change(accountId, { profileUpdatedS: seconds, ...(isRenamed ? { name } : {}) });
        }
        const isRepictured =
          picture !== undefined && replacePicture(accountId, picture === 'none' ? undefined : picture);
        return isRenamed || isNewer || isRepictured;
      }),
    setPicture: (accountId, picture) =>
      database.transaction(() => {
        replacePicture(accountId, picture);
        return require(accountId);
      }),
    setPictureWithFile: (accountId, { url, key, fileId }) =>
      contactRow(existing(setPictureWithFile.get({ accountId, url, key, fileId }), 'contact')),
    setPictureFile: (accountId, fileId) =>
      contactRow(existing(setPictureFile.get({ accountId, fileId }), 'contact')),
    list: ({ which, limit, after = FIRST }) =>
      pages[which].all({ limit, displayName: after.displayName, accountId: after.accountId }).map(contactRow),
    delete: (accountId) => remove.run({ accountId }) > 0,
  };
}

/** The statement names every field; those that stay are NULL. */
const NOTHING = {
  name: undefined,
  nickname: undefined,
  profileUpdatedS: undefined,
  isApproved: undefined,
  hasApprovedUs: undefined,
  isBlocked: undefined,
  isTrustedForMedia: undefined,
  priority: undefined,
  notify: undefined,
  mutedUntilS: undefined,
  createdAtS: undefined,
};

/** A row with {@link CONTACT_COLUMNS} as the rest of the engine sees it. */
export function contactRow(row: SqlRow): ContactRow {
  const url = optional(text, row, 'picture_url');
  return {
    accountId: text(row, 'account_id') as PersonId,
    name: text(row, 'name'),
    nickname: text(row, 'nickname'),
    displayName: text(row, 'display_name'),
    picture: url === undefined ? undefined : { url, key: blob(row, 'picture_key') },
    pictureFileId: optional(integer, row, 'picture_file_id'),
    profileUpdatedS: integer(row, 'profile_updated_s'),
    isApproved: flag(row, 'is_approved'),
    hasApprovedUs: flag(row, 'has_approved_us'),
    isBlocked: flag(row, 'is_blocked'),
    isTrustedForMedia: flag(row, 'is_trusted_for_media'),
    priority: integer(row, 'priority'),
    notify: text(row, 'notify') as Notify,
    mutedUntilS: integer(row, 'muted_until_s'),
    expiration: expirationSetting(row),
    createdAtS: integer(row, 'created_at_s'),
  };
}
