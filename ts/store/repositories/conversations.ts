import type { AccountId, BlindedId, GroupId, LegacyGroupId } from '../../account/index.ts';
import { blob, flag, integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { ContactRepository, Notify } from '../model/contacts.ts';
import type {
  BlindedConversation,
  ConversationCursor,
  ConversationRepository,
  ConversationRow,
  GroupConversation,
  GroupDescription,
  LegacyGroupConversation,
  PeerId,
  PersonConversation,
  Shelf,
} from '../model/conversations.ts';
import type { QuoteKey } from '../model/messages.ts';
import type { CommunityId } from '../model/people.ts';
import { foldForSearch } from '../search/folding.ts';
import { createConversationSlices } from './conversation-slices.ts';
import { existing } from './existing.ts';
import { expirationSetting, settingParameters } from './expiration-columns.ts';

const SELECT = `
  SELECT conversations.id, peer_id, kind, shelf, coalesce(contacts.name, conversations.name) AS name,
    coalesce(contacts.nickname, '') AS nickname, coalesce(contacts.profile_updated_s, 0) AS profile_updated_s,
    coalesce(contacts.picture_file_id, conversations.picture_file_id) AS picture_file_id, invited_by, is_expired, conversations.is_blocked, conversations.priority, conversations.notify,
    conversations.muted_until_s, conversations.expiration_mode, conversations.expiration_timer_s, last_active_ms,
    last_message_id, unread_count, mention_count, is_marked_unread, last_read_ms, draft, draft_quote_author_id,
    draft_quote_sent_at_ms, created_at_ms
  FROM conversations LEFT JOIN contacts ON contacts.account_id = conversations.peer_id`;

/** Before every row: with it the first page is a search like any other. */
const TOP: Required<ConversationCursor> = {
  priority: Number.MAX_SAFE_INTEGER,
  lastActiveMs: Number.MAX_SAFE_INTEGER,
  id: Number.MAX_SAFE_INTEGER,
};

/** The conversations of a database. */
export function createConversationRepository(
  database: Database,
  contacts: ContactRepository,
): ConversationRepository {
  const byId = database.prepare(`${SELECT} WHERE conversations.id = $id`);
  const byPeer = database.prepare(`${SELECT} WHERE peer_id = $peerId`);
  const insert = database.prepare(`
    INSERT INTO conversations (peer_id, kind, last_active_ms, created_at_ms)
    VALUES ($peerId, $kind, $nowMs, $nowMs) ON CONFLICT (peer_id) DO NOTHING`);
  const list = database.prepare(`${SELECT}
    WHERE shelf = $shelf AND (conversations.priority, last_active_ms, conversations.id) < ($priority, $lastActiveMs, $id)
    ORDER BY conversations.priority DESC, last_active_ms DESC, conversations.id DESC ${LIMIT}`);
  const unreadTotals = database.prepare(`
    SELECT
      (SELECT coalesce(sum(
          CASE WHEN kind = 'community' AND notify <> 'all' THEN mention_count ELSE unread_count END
        ), 0) FROM conversations
        WHERE unread_count > 0 AND shelf = 'list' AND notify <> 'none') AS messages,
      (SELECT coalesce(sum(mention_count), 0) FROM conversations
        WHERE unread_count > 0 AND shelf = 'list') AS mentions,
      (SELECT count(*) FROM conversations WHERE unread_count > 0 AND shelf = 'list')
        + (SELECT count(*) FROM conversations WHERE is_marked_unread = 1 AND shelf = 'list' AND unread_count = 0)
        AS conversations,
      (SELECT count(*) FROM conversations WHERE unread_count > 0 AND shelf = 'requests') AS requests`);
  const update = database.prepare(`
    UPDATE conversations SET
      priority = coalesce($priority, priority), notify = coalesce($notify, notify),
      muted_until_s = coalesce($mutedUntilS, muted_until_s),
      expiration_mode = coalesce($expirationMode, expiration_mode),
      expiration_timer_s = coalesce($expirationTimerS, expiration_timer_s)
    WHERE id = $id`);
  const setMarkedUnread = database.prepare(
    'UPDATE conversations SET is_marked_unread = $isMarkedUnread WHERE id = $id RETURNING id',
  );
  const setDraft = database.prepare(`
    UPDATE conversations
    SET draft = $draft, draft_quote_author_id = $quoteAuthorId, draft_quote_sent_at_ms = $quoteSentAtMs
    WHERE id = $id RETURNING id`);
  const touch = database.prepare(`
    UPDATE conversations
    SET touched_at_ms = max(touched_at_ms, $atMs), last_active_ms = max(last_active_ms, $atMs)
    WHERE id = $id RETURNING id`);
  const remove = database.prepare('DELETE FROM conversations WHERE id = $id');
  const describe = database.prepare(`
    UPDATE conversations SET
      name = coalesce($name, name), search_text = coalesce($searchText, search_text),
      is_request = coalesce($isRequest, is_request), invited_by = coalesce($invitedBy, invited_by),
      is_expired = coalesce($isExpired, is_expired)
    WHERE id = $id AND kind IN ('group', 'legacy-group')`);
  const setPicture = database.prepare(`
    UPDATE conversations SET
      picture_url = $url, picture_key = $key,
      picture_file_id = coalesce(
        $pictureFileId, CASE WHEN picture_url IS $url AND picture_key IS $key THEN picture_file_id END
      )
    WHERE id = $id`);
  const setPictureFile = database.prepare(
    'UPDATE conversations SET picture_file_id = $pictureFileId WHERE id = $id',
  );
  const picture = database.prepare('SELECT picture_url, picture_key FROM conversations WHERE id = $id');

  const get = (id: number): ConversationRow | undefined => {
    const row = byId.get({ id });
    return row === undefined ? undefined : conversationRow(row);
  };
  const require = (id: number): ConversationRow => existing(get(id), 'conversation');
  const findByPeer = (peerId: PeerId): ConversationRow | undefined => {
    const row = byPeer.get({ peerId });
    return row === undefined ? undefined : conversationRow(row);
  };
  const findOrCreate = (peerId: PeerId, kind: ConversationRow['kind'], nowMs: number): ConversationRow => {
    const found = findByPeer(peerId);
    if (found !== undefined) return found;
    return database.transaction(() => {
      insert.run({ peerId, kind, nowMs });
      return existing(findByPeer(peerId), 'conversation');
    });
  };
  const requireGroup = (id: number): GroupConversation => {
    const row = get(id);
    return existing(row?.kind === 'group' ? row : undefined, 'group');
  };
  const writeDescription = (
    id: number,
    { name, isRequest, invitedBy, isExpired }: Omit<GroupDescription, 'picture' | 'pictureFileId'>,
  ): void => {
    describe.run({ id, name, searchText: name && foldForSearch(name), isRequest, invitedBy, isExpired });
  };
  const removeRow = (id: number): boolean => remove.run({ id }) > 0;

  return {
    ...createConversationSlices(database, removeRow),
    get,
    require,
    // The prefix of an ID says what it is of, and so of which kind its conversation is.
    byPeer: findByPeer as ConversationRepository['byPeer'],
    byGroup: (groupId) => findByPeer(groupId) as GroupConversation | undefined,
    findOrCreate: ({ peerId, kind, nowMs }) => findOrCreate(peerId, kind, nowMs) as PersonConversation,
    findOrCreateBlinded: ({ blindedId, nowMs }) =>
      findOrCreate(blindedId, 'blinded', nowMs) as BlindedConversation,
    findOrCreateGroup: ({ groupId, nowMs }) => findOrCreate(groupId, 'group', nowMs) as GroupConversation,
    byLegacyGroup: (groupId) => findByPeer(groupId) as LegacyGroupConversation | undefined,
    takeLegacyGroup: ({ groupId, name, nowMs }) =>
      database.transaction(() => {
        const { id } = findOrCreate(groupId, 'legacy-group', nowMs);
        writeDescription(id, { name });
        return require(id) as LegacyGroupConversation;
      }),
    describeGroup: (id, { picture: wanted, pictureFileId, ...description }) =>
      database.transaction(() => {
        requireGroup(id);
        writeDescription(id, description);
        if (wanted === 'none')
          setPicture.run({ id, url: undefined, key: undefined, pictureFileId: undefined });
        else if (wanted !== undefined)
          setPicture.run({ id, url: wanted.url, key: wanted.key, pictureFileId });
        // Together, so that the file is referred to all the time.
        else if (pictureFileId !== undefined) setPictureFile.run({ id, pictureFileId });
        return requireGroup(id);
      }),
    groupPicture: (id) => {
      const row = picture.get({ id });
      const url = row && optional(text, row, 'picture_url');
      return row === undefined || url === undefined ? undefined : { url, key: blob(row, 'picture_key') };
    },
    list: ({ limit, before = TOP, shelf = 'list' }) => {
      const { priority = 0, lastActiveMs, id } = before;
      return list.all({ shelf, limit, priority, lastActiveMs, id }).map(conversationRow);
    },
    unreadTotals: () => {
      const row = existing(unreadTotals.get(), 'totals');
      return {
        messages: integer(row, 'messages'),
        mentions: integer(row, 'mentions'),
        conversations: integer(row, 'conversations'),
        requests: integer(row, 'requests'),
      };
    },
    setProfileName: ({ id, name, updatedS }) =>
      database.transaction(() => {
        const { kind, peerId } = require(id);
        return (
          kind !== 'group' &&
          kind !== 'legacy-group' &&
          kind !== 'community' &&
          contacts.offerProfile({ accountId: peerId, name, updatedS })
        );
      }),
    update: (id, settings) =>
      database.transaction(() => {
        const { kind, peerId } = require(id);
        if (kind === 'contact' || kind === 'blinded') contacts.update(peerId, settings);
        else update.run({ id, ...settingsParameters(settings) });
        return require(id);
      }),
    setMarkedUnread: (id, isMarkedUnread) =>
      void existing(setMarkedUnread.get({ id, isMarkedUnread }), 'conversation'),
    setDraft: (id, draft, quote) =>
      void existing(
        setDraft.get({ id, draft, quoteAuthorId: quote?.authorId, quoteSentAtMs: quote?.sentAtMs }),
        'conversation',
      ),
    touch: (id, atMs) => void existing(touch.get({ id, atMs }), 'conversation'),
    delete: removeRow,
  };
}

function settingsParameters({
  priority,
  notify,
  mutedUntilS,
  expiration,
}: Parameters<ConversationRepository['update']>[1]) {
  return { priority, notify, mutedUntilS, ...settingParameters(expiration) };
}

function conversationRow(row: SqlRow): ConversationRow {
  const fields = conversationFields(row);
  const kind = text(row, 'kind') as ConversationRow['kind'];
  const peerId = text(row, 'peer_id');
  switch (kind) {
    case 'group':
      return { ...fields, kind, peerId: peerId as GroupId, ...groupFields(row) };
    case 'legacy-group':
      return { ...fields, kind, peerId: peerId as LegacyGroupId };
    case 'community':
      return { ...fields, kind, peerId: peerId as CommunityId };
    case 'blinded':
      return { ...fields, kind, peerId: peerId as BlindedId };
    default:
      return { ...fields, kind, peerId: peerId as AccountId };
  }
}

function groupFields(row: SqlRow): Pick<GroupConversation, 'invitedBy' | 'isExpired'> {
  return {
    invitedBy: optional(text, row, 'invited_by') as AccountId | undefined,
    isExpired: flag(row, 'is_expired'),
  };
}

function conversationFields(row: SqlRow): Omit<ConversationRow, 'kind' | 'peerId'> {
  return {
    id: integer(row, 'id'),
    shelf: text(row, 'shelf') as Shelf,
    name: text(row, 'name'),
    nickname: text(row, 'nickname'),
    profileUpdatedS: integer(row, 'profile_updated_s'),
    pictureFileId: optional(integer, row, 'picture_file_id'),
    isBlocked: flag(row, 'is_blocked'),
    priority: integer(row, 'priority'),
    notify: text(row, 'notify') as Notify,
    mutedUntilS: integer(row, 'muted_until_s'),
    expiration: expirationSetting(row),
    lastActiveMs: integer(row, 'last_active_ms'),
    lastMessageId: optional(integer, row, 'last_message_id'),
    unreadCount: integer(row, 'unread_count'),
    mentionCount: integer(row, 'mention_count'),
    isMarkedUnread: flag(row, 'is_marked_unread'),
    lastReadMs: integer(row, 'last_read_ms'),
    draft: text(row, 'draft'),
    draftQuote: draftQuote(row),
    createdAtMs: integer(row, 'created_at_ms'),
  };
}

function draftQuote(row: SqlRow): QuoteKey | undefined {
  const authorId = optional(text, row, 'draft_quote_author_id');
  if (authorId === undefined) return undefined;
  return { authorId: authorId as AccountId, sentAtMs: integer(row, 'draft_quote_sent_at_ms') };
}
