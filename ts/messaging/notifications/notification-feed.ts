// From what happens in the engine to the facts that notifications are made of (spec 04 §9).

import type { AccountId } from '../../account/index.ts';
import type { ConversationRow, MessageRow, PersonId } from '../../store/index.ts';
import type { Unsubscribe } from '../../util/index.ts';
import { fileKindOf } from '../attachments/file-kind.ts';
import { accountOf } from '../communities/room-people.ts';
import type { MessagingEvent } from '../events.ts';
import type { Services } from '../services.ts';
import { findMentions } from '../text/index.ts';
import { badgeOfCount } from './badge.ts';
import type { Badge } from './badge.ts';
import type { NotificationCommand } from './commands.ts';
import type { NotifiedContent, NotifiedConversation, WindowState } from './facts.ts';
import { REQUEST_NOTIFIED, notificationSettings } from './notification-settings.ts';
import { Notifications } from './notifications.ts';

/** What the desktop carries out. */
export type DesktopCommand = Exclude<NotificationCommand, { readonly type: 'request-notified' }>;

export interface NotificationFeedOptions {
  /** See `NotificationsOptions`. */
  readonly hidesDisappearing: boolean;
  readonly onCommand: (command: DesktopCommand) => void;
  /** The number at the icon is another one. */
  readonly onBadge: (badge: Badge) => void;
}

type Deps = Pick<Services, 'store' | 'clock' | 'events'>;
type CallRings = Extract<MessagingEvent, { readonly type: 'call-rings' }>;
type GroupInvited = Extract<MessagingEvent, { readonly type: 'group-invited' }>;
type ReactionArrived = Extract<MessagingEvent, { readonly type: 'reaction-arrived' }>;

/** Tells {@link Notifications} what happens, and the desktop what is to be done. */
export class NotificationFeed {
  private readonly deps: Deps;
  private readonly options: NotificationFeedOptions;
  private readonly notifications: Notifications;
  private readonly stop: Unsubscribe;
  /** How far conversations of which something was told were read then: only these have anything to withdraw. */
  private readonly readUpTo = new Map<number, number>();
  private badgeCount: number;

  constructor(deps: Deps, options: NotificationFeedOptions) {
    this.deps = deps;
    this.options = options;
    const { settings } = deps.store;
    this.notifications = new Notifications({
      clock: deps.clock,
      settings: notificationSettings(settings),
      wasRequestNotified: settings.get(REQUEST_NOTIFIED) === true,
      hidesDisappearing: options.hidesDisappearing,
      onCommands: (commands) => commands.forEach((command) => this.carryOut(command)),
    });
    this.badgeCount = this.countUnread();
    this.stop = deps.events.subscribe((event) => this.hear(event));
  }

  setWindow(window: WindowState): void {
    this.notifications.setWindow(window);
  }

  setLocked(isLocked: boolean): void {
    this.notifications.setLocked(isLocked);
  }

  settingsChanged(): void {
    this.notifications.setSettings(notificationSettings(this.deps.store.settings));
  }

  /** Takes everything from the desktop. */
  close(): void {
    this.stop();
    this.notifications.clear();
    if (this.badgeCount > 0) this.options.onBadge(badgeOfCount(0));
  }

  private hear(event: MessagingEvent): void {
    switch (event.type) {
      case 'message-arrived':
        return this.messageArrived(event.messageId);
      case 'group-invited':
        return this.groupInvited(event);
      case 'reaction-arrived':
        return this.reactionArrived(event);
      case 'message-changed':
        if (this.readUpTo.size > 0) this.messageChanged(event.messageId);
        return;
      case 'messages-changed':
        if (this.readUpTo.size > 0) for (const id of event.messageIds) this.messageChanged(id);
        return;
      case 'message-removed':
        return this.notifications.messageRemoved(event.messageId);
      case 'conversation-changed':
        this.conversationChanged(event.conversationId);
        return this.tellBadge();
      case 'conversation-removed':
        this.silence(event.conversationId);
        return this.tellBadge();
      case 'call-rings':
        return this.callRings(event);
      case 'call-stopped':
        return this.notifications.callStopped(event.uuid);
      case 'call-missed':
        return this.callMissed(event.messageId);
      case 'call-changed':
      case 'call-media':
      case 'call-notice':
      case 'typing':
      case 'groups-changed':
      case 'communities-changed':
      case 'community-notice':
      case 'conversation-cleared':
      case 'account-changed':
      case 'delivered':
      case 'deletion-failed':
      case 'attachment-progress':
        return;
    }
  }

  private messageArrived(messageId: number): void {
    const { messages, conversations } = this.deps.store;
    const message = messages.get(messageId);
    // It may have been taken back in the batch that it came with.
    if (message === undefined || message.deletion !== undefined) return;
    const row = conversations.require(message.conversationId);
    const conversation = this.notified(row);
    this.notifications.messageArrived({
      messageId,
      conversation,
      sentAtMs: message.sentAtMs,
      authorName: hasMembers(row) ? this.nameOfMember(message.authorId) : conversation.name,
      content: this.contentOf(message),
      mentionsUs: message.mentionsUs,
      isDisappearing: message.expiration !== undefined,
      isRead: !message.isUnread,
      areOtherRequestsPending: conversation.isRequest && this.hasOtherRequests(row),
    });
  }

  private groupInvited({ conversationId, sentAtMs }: GroupInvited): void {
    const row = this.deps.store.conversations.get(conversationId);
    if (row?.kind !== 'group') return;
    const conversation = this.notified(row);
    this.notifications.groupInvitationArrived({
      conversation,
      sentAtMs,
      inviterName: row.invitedBy === undefined ? conversation.name : this.nameOfMember(row.invitedBy),
      areOtherRequestsPending: conversation.isRequest && this.hasOtherRequests(row),
    });
  }

  private reactionArrived({ messageId, authorId, emoji, action, sentAtMs }: ReactionArrived): void {
    if (action === 'remove') {
      this.notifications.reactionRemoved({ messageId, authorId, emoji });
      return;
    }
    const { messages, conversations } = this.deps.store;
    const message = messages.get(messageId);
    if (message === undefined || message.deletion !== undefined) return;
    const conversation = this.notified(conversations.require(message.conversationId));
    this.notifications.reactionArrived({
      messageId,
      conversation,
      sentAtMs,
      authorId,
      authorName: conversation.name,
      emoji,
      isDisappearing: message.expiration !== undefined,
    });
  }

  private callRings({ uuid, conversationId }: CallRings): void {
    const row = this.deps.store.conversations.get(conversationId);
    if (row !== undefined) this.notifications.callRings({ uuid, conversation: this.notified(row) });
  }

  private callMissed(messageId: number): void {
    const { messages, conversations } = this.deps.store;
    const message = messages.get(messageId);
    const uuid = message?.details?.call?.id;
    if (message === undefined || uuid === undefined || !message.isUnread) return;
    this.notifications.callMissed({
      uuid,
      messageId,
      conversation: this.notified(conversations.require(message.conversationId)),
      sentAtMs: message.sentAtMs,
      isDisappearing: message.expiration !== undefined,
    });
  }

  /** It was deleted; or a call that was missed here was taken on another device. */
  private messageChanged(messageId: number): void {
    const message = this.deps.store.messages.get(messageId);
    const isTakenCall = message?.kind === 'call' && message.details?.call?.outcome !== 'missed';
    if (message?.deletion !== undefined || isTakenCall) this.notifications.messageRemoved(messageId);
  }

  private conversationChanged(id: number): void {
    const knownMs = this.readUpTo.get(id);
    if (knownMs === undefined) return;
    const row = this.deps.store.conversations.get(id);
    if (row === undefined || this.isSilent(row)) return this.silence(id);
    if (row.kind === 'group' && !row.isMarkedUnread) this.notifications.groupInvitationSeen(id);
    if (row.lastReadMs <= knownMs) return;
    this.readUpTo.set(id, row.lastReadMs);
    this.notifications.conversationRead(id, row.lastReadMs);
  }

  private isSilent({ shelf, notify, mutedUntilS }: ConversationRow): boolean {
    return shelf === 'hidden' || notify === 'none' || mutedUntilS * 1_000 > this.deps.clock.nowMs();
  }

  private silence(conversationId: number): void {
    if (this.readUpTo.delete(conversationId)) this.notifications.conversationSilenced(conversationId);
  }

  private notified(row: ConversationRow): NotifiedConversation {
    const { id, shelf, isBlocked, mutedUntilS } = row;
    if (!this.readUpTo.has(id)) this.readUpTo.set(id, row.lastReadMs);
    return {
      id,
      name: nameOf(row),
      isGroup: hasMembers(row),
      isRequest: shelf === 'requests',
      isBlocked,
      notify: notifiedOf(row),
      ...(mutedUntilS === 0 ? {} : { mutedUntilMs: mutedUntilS * 1_000 }),
    };
  }

  private nameOfMember(id: PersonId): string {
    const { contacts } = this.deps.store;
    const account = accountOf(this.deps.store, id);
    const known = account === undefined ? undefined : contacts.get(account);
    return known?.displayName || contacts.get(id)?.displayName || shortId(id);
  }

  private contentOf(message: MessageRow): NotifiedContent {
    if (message.body !== '') return { type: 'text', text: this.withNames(message.body) };
    if (message.details?.invitation !== undefined) return { type: 'invitation' };
    const [file] = this.deps.store.attachments.forMessages([message.id]);
    return { type: file === undefined ? 'other' : fileKindOf(file) };
  }

  /** Nobody knows people by their IDs. */
  private withNames(text: string): string {
    const { account, contacts } = this.deps.store;
    const own = account.get();
    let end = 0;
    let named = '';
    for (const mention of findMentions(text)) {
      const contact = contacts.get(mention.id as AccountId);
      const name = mention.id === own?.accountId ? own.displayName : contact?.nickname || contact?.name;
      named += `${text.slice(end, mention.start)}@${name || shortId(mention.id)}`;
      end = mention.end;
    }
    return named + text.slice(end);
  }

  private hasOtherRequests({ id }: ConversationRow): boolean {
    const requests = this.deps.store.conversations.list({ shelf: 'requests', limit: 2 });
    return requests.some((request) => request.id !== id);
  }

  private tellBadge(): void {
    const count = this.countUnread();
    if (count === this.badgeCount) return;
    this.badgeCount = count;
    this.options.onBadge(badgeOfCount(count));
  }

  private countUnread(): number {
    return this.deps.store.conversations.unreadTotals().messages;
  }

  private carryOut(command: NotificationCommand): void {
    if (command.type === 'request-notified') this.deps.store.settings.set(REQUEST_NOTIFIED, true);
    else this.options.onCommand(command);
  }
}

/** Strangers in a room write all day: unless somebody wants more, only what means them is told. */
function notifiedOf({ kind, notify }: ConversationRow): NotifiedConversation['notify'] {
  if (notify !== 'default') return notify;
  return kind === 'community' ? 'mentions' : 'all';
}

function hasMembers({ kind }: ConversationRow): boolean {
  return kind === 'group' || kind === 'community';
}

function nameOf({ nickname, name, peerId }: ConversationRow): string {
  return nickname || name || shortId(peerId);
}

function shortId(id: string): string {
  return `${id.slice(0, 4)}…${id.slice(-4)}`;
}
