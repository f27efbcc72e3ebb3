import type { AccountId, GroupId } from '../account/index.ts';
import type { GroupMember, LegacyRole } from '../config/index.ts';
import { findMentions, isGroupOpen, MessagingError, READ_RECEIPTS } from '../messaging/index.ts';
import type {
  AccountRow,
  AttachmentRow,
  ContactRow,
  ConversationRow,
  LegacyGroupConversation,
  MessagePage as MessageRows,
  MessageRow,
  PersonId,
  ReactionRow,
  Store,
} from '../store/index.ts';
import type { AccountSession } from './account-session.ts';
import type { RoomPersonView, RoomView } from './community-types.ts';
import type { GroupFaceView, GroupMemberView, GroupView } from './group-types.ts';
import { RoomViews } from './room-views.ts';
import type {
  AccountView,
  AttachmentView,
  ConversationQuery,
  ConversationView,
  MessagePage,
  MessageQuery,
  MessageView,
} from './types.ts';
import {
  type MessageWithFile,
  accountView,
  attachmentView,
  conversationView,
  messageViews,
  pictureView,
} from './views.ts';

/** Whose groups and rooms these are; absent while nobody has an account here. */
type Session = Pick<AccountSession, 'groups' | 'configs' | 'keys' | 'communityServers'>;

/** So many discs are drawn for a group without a picture. */
const FACES = 2;

const JOINED = 'invite-accepted';
const PROMOTED = 'promotion-accepted';

/** What the store holds, as the client shows it. */
export class ViewReader {
  private readonly store: Store;
  private readonly session: () => Session | undefined;
  private readonly rooms: RoomViews;

  constructor(store: Store, session: () => Session | undefined) {
    this.store = store;
    this.session = session;
    this.rooms = new RoomViews(store, { servers: () => session()?.communityServers });
  }

  conversations({ limit, before }: ConversationQuery): readonly ConversationView[] {
    const page = { limit, ...(before === undefined ? {} : { before }) };
    const rows = (['list', 'requests'] as const).flatMap((shelf) =>
      this.store.conversations.list({ ...page, shelf }),
    );
    return rows
      .sort(byPlace)
      .slice(0, limit)
      .map((row) => this.conversationView(row));
  }

  conversation(id: number): ConversationView {
    const row = this.store.conversations.get(id);
    if (row === undefined) throw new MessagingError('conversation-unknown');
    return this.conversationView(row);
  }

  messages(query: MessageQuery): MessagePage {
    this.conversation(query.conversationId);
    const { rows, hasOlder, hasNewer } = this.pageOf(query);
    return { messages: this.viewsOf(rows), hasOlder, hasNewer };
  }

  private pageOf({ conversationId, limit, before, after, around, atFirstUnread }: MessageQuery): MessageRows {
    const { messages } = this.store;
    if (around !== undefined) {
      if (messages.get(around)?.conversationId !== conversationId)
        throw new MessagingError('message-unknown');
      return messages.page({ conversationId, limit, around });
    }
    if (before !== undefined) return messages.page({ conversationId, limit, before });
    if (after !== undefined) return messages.page({ conversationId, limit, after });
    const unread = atFirstUnread === true ? messages.firstUnread(conversationId) : undefined;
    if (unread !== undefined) return messages.page({ conversationId, limit, around: unread.id });
    return messages.page({ conversationId, limit });
  }

  messageView(row: MessageRow): MessageView {
    return this.viewsOf([row])[0] as MessageView;
  }

  /** Of those that are there. */
  messageViewsOf(ids: readonly number[]): readonly MessageView[] {
    return this.viewsOf(ids.flatMap((id) => this.store.messages.get(id) ?? []));
  }

  attachmentView(row: AttachmentRow): AttachmentView {
    return attachmentView(row, this.store.messages.get(row.messageId));
  }

  private viewsOf(rows: readonly MessageRow[]): readonly MessageView[] {
    const ids = rows.map(({ id }) => id);
    const { reactions, attachments, settings } = this.store;
    // Whoever does not say what they read is not told either, also of what is known (spec 04 §3.6).
    const isTold = settings.get(READ_RECEIPTS) === true;
    const shown = isTold ? rows : rows.map((row) => ({ ...row, readAtMs: undefined }));
    const inGroups = this.groupsAmong(rows);
    const views = messageViews(shown, {
      reactions: reactions.forMessages(ids),
      attachments: attachments.forMessages(ids),
      quotedIn: (row) => this.quotedIn(row),
      authorOf: (row) => (inGroups.has(row.conversationId) ? this.authorOf(row) : undefined),
      peopleOf: (row, reacted) =>
        inGroups.has(row.conversationId) ? this.peopleOf(row, reacted) : undefined,
    });
    return this.rooms.withPosts(views, rows);
  }

  /** The room of a conversation, as its settings show it. @throws {MessagingError} `community-unknown` */
  roomView(conversationId: number): RoomView {
    return this.rooms.room(conversationId, (id) => this.messageViewsOf([id])[0]);
  }

  roomPerson(conversationId: number, id: PersonId): RoomPersonView {
    return this.rooms.person(conversationId, id);
  }

  /** Conversations of groups; in one of two everybody knows who writes. */
  private groupsAmong(rows: readonly MessageRow[]): ReadonlySet<number> {
    const ids = [...new Set(rows.map(({ conversationId }) => conversationId))];
    return new Set(
      ids.filter((id) => {
        const kind = this.store.conversations.get(id)?.kind;
        return kind === 'group' || kind === 'legacy-group';
      }),
    );
  }

  private authorOf({ authorId, direction }: MessageRow): MessageView['author'] {
    if (direction === 'outgoing') return undefined;
    const contact = this.contactOf(authorId);
    return { name: contact?.displayName ?? '', ...pictureView(contact) };
  }

  /** Names of those whom a message is about, who may have left long ago. */
  private peopleOf(
    { body, quote, details }: MessageRow,
    reacted: readonly ReactionRow[],
  ): MessageView['people'] {
    const { joined, joinedWithHistory, removed, promoted, left } = details?.groupUpdate ?? {};
    const ids = [
      ...[joined, joinedWithHistory, removed, promoted, left].flatMap((changed = []) => changed),
      ...findMentions(body).map(({ id }) => id),
      ...reacted.map(({ senderId }) => senderId),
      ...(quote === undefined ? [] : [quote.authorId]),
    ];
    const names = [...new Set(ids)].flatMap((id) => {
      const name = this.contactOf(id)?.displayName ?? '';
      return name === '' ? [] : [[id, name] as const];
    });
    return names.length === 0 ? undefined : Object.fromEntries(names);
  }

  groupView(conversationId: number, session: Session): GroupView {
    const row = this.store.conversations.get(conversationId);
    if (row?.kind === 'legacy-group') return this.legacyGroupView(row, session);
    if (row?.kind !== 'group') throw new MessagingError('group-unknown');
    const { groups, keys } = session;
    const { info, members } = groups.of(row.peerId);
    return {
      conversationId,
      groupId: row.peerId,
      access: groups.access(row.peerId),
      name: row.name,
      description: info.record.description ?? '',
      ...(row.invitedBy === undefined ? {} : { invitedBy: this.inviterView(row.invitedBy) }),
      members: members.all
        .map((member) => memberView(member, { contact: this.contactOf(member.id), ownId: keys.accountId }))
        .sort(byRank),
    };
  }

  private inviterView(id: AccountId): NonNullable<GroupView['invitedBy']> {
    return { accountId: id, name: this.contactOf(id)?.displayName ?? '' };
  }

  /** Nobody is invited there any more: whoever is on the list is a member. */
  private legacyGroupView(
    { id: conversationId, peerId, name }: LegacyGroupConversation,
    { configs, keys }: Session,
  ): GroupView {
    const people = configs.groups.legacyGroup(peerId)?.members ?? new Map<string, LegacyRole>();
    const members = [...people].map(([id, role]) => {
      const isAdmin = role === 'admin';
      const member = { id, name: '', isAdmin, status: isAdmin ? PROMOTED : JOINED } as const;
      return memberView(member, { contact: this.contactOf(id), ownId: keys.accountId });
    });
    const view = { conversationId, groupId: peerId, access: 'legacy', name, description: '' } as const;
    return { ...view, members: members.sort(byRank) };
  }

  private contactOf(id: string): ContactRow | undefined {
    return this.store.contacts.get(id as AccountId);
  }

  private quotedIn({ conversationId, quote }: Pick<MessageRow, 'conversationId' | 'quote'>) {
    return quote && this.withFile(this.store.messages.find({ conversationId, ...quote }));
  }

  /** Nobody asks for the files of a message that has none. */
  private withFile(row: MessageRow | undefined): MessageWithFile | undefined {
    if (row === undefined) return undefined;
    const hasFile = row.hasMedia || row.hasVoice || row.hasFiles;
    return { row, file: hasFile ? this.store.attachments.forMessages([row.id])[0] : undefined };
  }

  conversationView(row: ConversationRow): ConversationView {
    const last = row.lastMessageId === undefined ? undefined : this.store.messages.get(row.lastMessageId);
    const view = conversationView(
      row,
      this.withFile(last),
      this.quotedIn({ conversationId: row.id, quote: row.draftQuote }),
    );
    if (row.kind === 'group')
      return {
        ...view,
        ...pictureView(row),
        ...this.aboutGroup(row.peerId),
        ...lastNamed(view, last && this.namesInGroup(last)),
        isTrustedForMedia: true,
        hasApprovedUs: true,
        ...(row.isExpired ? { isGroupExpired: true } : {}),
      };
    if (row.kind === 'legacy-group')
      return {
        ...view,
        ...lastNamed(view, last && this.namesInGroup(last)),
        isTrustedForMedia: true,
        hasApprovedUs: true,
        groupAccess: 'legacy',
      };
    if (row.kind === 'community')
      return {
        ...view,
        ...pictureView(row),
        ...this.rooms.summaryOf(row.id),
        ...lastNamed(view, last && this.rooms.namesIn(last)),
        isTrustedForMedia: true,
        hasApprovedUs: true,
      };
    if (row.kind === 'blinded')
      return {
        ...view,
        ...pictureView(row),
        ...this.rooms.blindedPeer(row.peerId),
        isTrustedForMedia: false,
        hasApprovedUs: false,
      };
    const contact = this.store.contacts.get(row.peerId);
    return {
      ...view,
      ...pictureView(contact),
      isTrustedForMedia: contact?.isTrustedForMedia === true,
      hasApprovedUs: row.kind === 'note-to-self' || contact?.hasApprovedUs === true,
    };
  }

  private aboutGroup(id: GroupId): Pick<ConversationView, 'groupAccess' | 'members'> {
    const session = this.session();
    const groupAccess = session?.groups.access(id) ?? 'none';
    if (session === undefined || !isGroupOpen(groupAccess)) return { groupAccess };
    const members = session.groups.of(id).members.all.filter(({ removal }) => removal === 0);
    const others = members.filter((member) => member.id !== session.keys.accountId);
    const isLastAdmin = groupAccess === 'admin' && !others.some(({ isAdmin }) => isAdmin);
    return {
      groupAccess,
      members: {
        count: members.length,
        faces: others.slice(0, FACES).map((member) => faceView(member, this.contactOf(member.id))),
        ...(isLastAdmin ? { isLastAdmin } : {}),
      },
    };
  }

  private namesInGroup(row: MessageRow): Pick<MessageView, 'author' | 'people'> {
    const [author, people] = [this.authorOf(row), this.peopleOf(row, [])];
    return {
      ...(author === undefined ? {} : { author }),
      ...(people === undefined ? {} : { people }),
    };
  }

  ownView(): AccountView {
    const account = this.store.account.get();
    if (account === undefined) throw new MessagingError('no-account');
    return this.accountView(account);
  }

  accountView(row: AccountRow): AccountView {
    return { ...accountView(row), ...pictureView(this.store.contacts.get(row.accountId)) };
  }
}

/** The line of the list, with the names that it needs. */
function lastNamed(
  { lastMessage }: Pick<ConversationView, 'lastMessage'>,
  names: Pick<MessageView, 'author' | 'people'> | undefined,
): Pick<ConversationView, 'lastMessage'> {
  return lastMessage === undefined ? {} : { lastMessage: { ...lastMessage, ...names } };
}

/** Admins first, then by name. */
function byRank(a: GroupMemberView, b: GroupMemberView): number {
  return (
    Number(b.isAdmin) - Number(a.isAdmin) ||
    a.name.localeCompare(b.name) ||
    (a.accountId < b.accountId ? -1 : 1)
  );
}

function memberView(
  member: Pick<GroupMember, 'id' | 'name' | 'isAdmin' | 'status'>,
  { contact, ownId }: { readonly contact: ContactRow | undefined; readonly ownId: string },
): GroupMemberView {
  const { id, isAdmin, status } = member;
  return { ...faceView(member, contact), isAdmin, isUs: id === ownId, status };
}

function faceView(
  { id, name }: Pick<GroupMember, 'id' | 'name'>,
  contact: ContactRow | undefined,
): GroupFaceView {
  return { accountId: id, name: contact?.displayName || name, ...pictureView(contact) };
}

/** Pinned first, then newest first: as each shelf of the store is sorted. */
function byPlace(a: ConversationRow, b: ConversationRow): number {
  return b.priority - a.priority || b.lastActiveMs - a.lastActiveMs || b.id - a.id;
}
