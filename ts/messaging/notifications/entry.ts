import type {
  ArrivedGroupInvitation,
  ArrivedMessage,
  ArrivedReaction,
  MissedCall,
  NotifiedContent,
} from './facts.ts';

/** One thing that the person has not seen. */
export interface Entry {
  /** Another one of the same key is the same thing, changed. */
  readonly key: string;
  readonly conversationId: number;
  readonly conversationName: string;
  readonly isGroup: boolean;
  readonly messageId: number | undefined;
  readonly sentAtMs: number;
  readonly authorName: string;
  readonly what: EntryContent;
  readonly isDisappearing: boolean;
}

export type EntryContent =
  | NotifiedContent
  | { readonly type: 'reaction'; readonly emoji: string }
  | { readonly type: 'missed-call' }
  | { readonly type: 'group-invitation' }
  | { readonly type: 'request' };

export function messageEntry(message: ArrivedMessage): Entry {
  const { messageId, conversation, sentAtMs, authorName, content, isDisappearing } = message;
  return {
    key: `message ${messageId}`,
    conversationId: conversation.id,
    conversationName: conversation.name,
    isGroup: conversation.isGroup,
    messageId,
    sentAtMs,
    authorName,
    what: conversation.isRequest ? { type: 'request' } : content,
    isDisappearing,
  };
}

export function reactionEntry(reaction: ArrivedReaction): Entry {
  const { messageId, conversation, sentAtMs, authorName, emoji, isDisappearing } = reaction;
  return {
    key: reactionKey(reaction),
    conversationId: conversation.id,
    conversationName: conversation.name,
    isGroup: conversation.isGroup,
    messageId,
    sentAtMs,
    authorName,
    what: { type: 'reaction', emoji },
    isDisappearing,
  };
}

export function groupInvitationEntry({ conversation, sentAtMs, inviterName }: ArrivedGroupInvitation): Entry {
  return {
    key: `group-invitation ${conversation.id}`,
    conversationId: conversation.id,
    conversationName: conversation.name,
    isGroup: true,
    messageId: undefined,
    sentAtMs,
    authorName: inviterName,
    what: conversation.isRequest ? { type: 'request' } : { type: 'group-invitation' },
    isDisappearing: false,
  };
}

export function missedCallEntry({
  uuid,
  messageId,
  conversation,
  sentAtMs,
  isDisappearing,
}: MissedCall): Entry {
  return {
    key: `call ${uuid}`,
    conversationId: conversation.id,
    conversationName: conversation.name,
    isGroup: conversation.isGroup,
    messageId,
    sentAtMs,
    authorName: conversation.name,
    what: { type: 'missed-call' },
    isDisappearing,
  };
}

export function reactionKey({
  messageId,
  authorId,
  emoji,
}: Pick<ArrivedReaction, 'messageId' | 'authorId' | 'emoji'>): string {
  return `reaction ${messageId} ${authorId} ${emoji}`;
}
