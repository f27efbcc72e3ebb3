import { assertNever } from '../../util/index.ts';
import { cutToCodePoints } from '../text/index.ts';
import type {
  NotificationAction,
  NotificationTarget,
  NotificationText,
  NotificationTextKey,
  ShownNotification,
} from './commands.ts';
import type { Entry } from './entry.ts';
import type { NotificationDetail, RingingCall } from './facts.ts';

/** Under which all unseen things are shown together. */
export const SUMMARY_ID = 'unseen';
/** Code points of a message that are given to the desktop. */
const SNIPPET_CODE_POINTS = 300;

export interface ComposeOptions {
  readonly detail: Exclude<NotificationDetail, 'off'>;
  readonly isLocked: boolean;
  /** Desktops that keep notifications longer than we can withdraw them. */
  readonly hidesDisappearing: boolean;
}

/** The one notification of everything unseen, oldest first (spec 04 §9, spec 08 NOT-01, NOT-02). There is at least one entry. */
export function composeSummary(
  entries: readonly [Entry, ...Entry[]],
  { detail, isLocked, hidesDisappearing }: ComposeOptions,
): ShownNotification {
  if (isLocked) return { id: SUMMARY_ID, title: text('notificationNewMessage'), actions: [] };
  const isSecret = hidesDisappearing && entries.some(({ isDisappearing }) => isDisappearing);
  const told = isSecret ? 'count' : detail;
  const newest = entries.at(-1) ?? entries[0];
  return {
    id: SUMMARY_ID,
    ...(told === 'count'
      ? countOnly(entries)
      : entries.length === 1
        ? single(newest, told)
        : several(entries, newest)),
    open: targetOf(entries, newest),
    actions: told === 'count' ? [] : actionsOf(entries),
  };
}

/** The notification of a call that rings: one of its own. */
export function composeCall(
  { uuid, conversation }: RingingCall,
  { detail, isLocked }: Pick<ComposeOptions, 'detail' | 'isLocked'>,
): ShownNotification {
  const calls = text('notificationIncomingCall');
  const id = callId(uuid);
  if (isLocked || detail === 'count') return { id, title: calls, actions: [] };
  return {
    id,
    title: text('notificationFrom', { name: conversation.name }),
    body: calls,
    open: { conversationId: conversation.id },
    actions: [],
    iconConversationId: conversation.id,
  };
}

export function callId(uuid: string): string {
  return `call ${uuid}`;
}

type Words = Pick<ShownNotification, 'title' | 'body' | 'iconConversationId'>;

function countOnly(entries: readonly Entry[]): Words {
  return { title: entries.length === 1 ? text('notificationNewMessage') : countText(entries) };
}

function single(entry: Entry, detail: 'name' | 'message'): Words {
  // A stranger chose their name: it is not shown before the person looks.
  if (entry.what.type === 'request') return { title: text('notificationMessageRequest') };
  return {
    title: senderText(entry),
    body: detail === 'name' ? text('notificationNewMessage') : contentText(entry),
    iconConversationId: entry.conversationId,
  };
}

function several(entries: readonly Entry[], newest: Entry): Words {
  if (conversationsOf(entries).size === 1 && newest.what.type !== 'request')
    return {
      title: text('notificationFrom', { name: newest.conversationName }),
      body: text('notificationNewMessagesHere', { message_count: entries.length }),
      iconConversationId: newest.conversationId,
    };
  return {
    title: countText(entries),
    body:
      newest.what.type === 'request'
        ? text('notificationMessageRequest')
        : text('notificationMostRecentFrom', { name: newest.authorName }),
  };
}

function countText(entries: readonly Entry[]): NotificationText {
  return text('notificationNewMessages', {
    message_count: entries.length,
    conversation_count: conversationsOf(entries).size,
  });
}

function senderText({ isGroup, authorName, conversationName }: Entry): NotificationText {
  return isGroup
    ? text('notificationFromInGroup', { author: authorName, group_name: conversationName })
    : text('notificationFrom', { name: conversationName });
}

function contentText({ what, authorName }: Entry): NotificationText {
  switch (what.type) {
    case 'text':
      return text('notificationText', { message_snippet: cutToCodePoints(what.text, SNIPPET_CODE_POINTS) });
    case 'picture':
    case 'video':
    case 'audio':
    case 'voice':
    case 'file':
      return text('notificationAttachment', { file_type: what.type });
    case 'reaction':
      return text('notificationReaction', { name: authorName, emoji: what.emoji });
    case 'missed-call':
      return text('notificationMissedCall');
    case 'invitation':
      return text('notificationInvitation');
    case 'group-invitation':
      return text('notificationGroupInvitation');
    case 'request':
      return text('notificationMessageRequest');
    case 'other':
      return text('notificationNewMessage');
    default:
      return assertNever(what);
  }
}

/** To what has waited longest in the one conversation, or to the newest of several; a request is looked at in the list of requests. */
function targetOf(entries: readonly [Entry, ...Entry[]], newest: Entry): NotificationTarget | undefined {
  const { conversationId, messageId, what } = conversationsOf(entries).size === 1 ? entries[0] : newest;
  if (what.type === 'request') return undefined;
  return messageId === undefined ? { conversationId } : { conversationId, messageId };
}

function actionsOf(entries: readonly Entry[]): readonly NotificationAction[] {
  const isOne = conversationsOf(entries).size === 1 && entries.every(({ what }) => what.type !== 'request');
  return isOne ? ['reply', 'mark-read'] : [];
}

function conversationsOf(entries: readonly Entry[]): ReadonlySet<number> {
  return new Set(entries.map(({ conversationId }) => conversationId));
}

function text(key: NotificationTextKey, values: NotificationText['values'] = {}): NotificationText {
  return { key, values };
}
