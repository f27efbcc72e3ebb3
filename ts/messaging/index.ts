export { CONFIGS_WERE_READ, UserConfigs } from './configs/user-configs.ts';
export { CONFIGS_RENEWED_AT_MS, RENEW_CONFIGS_EVERY_MS } from './configs/renew-configs-runner.ts';
export { renewConfigsJob } from './configs/config-jobs.ts';
export * from './calls/index.ts';
export * from './attachments/index.ts';
export { type ClearingScope, ClearMessages } from './conversations/clear-messages.ts';
export { MarkRead } from './conversations/mark-read.ts';
export { ChangeContact, type ConversationChange } from './conversations/change-contact.ts';
export { SetTyping } from './conversations/set-typing.ts';
export {
  BLOCKED_IN_GROUPS,
  CALLS,
  LINK_PREVIEWS,
  READ_RECEIPTS,
  RELAYED_CALLS,
  TYPING_INDICATORS,
} from './settings.ts';
export { StartConversation } from './conversations/start-conversation.ts';
export * from './errors.ts';
export type * from './events.ts';
export * from './link-preview/index.ts';
export * from './notifications/index.ts';
export * from './pictures/index.ts';
export { settleRestored } from './outbox/settle-restored.ts';
export { Outbox } from './outbox/outbox.ts';
export { OWN_SWARM_QUEUES } from './outbox/own-swarm-queues.ts';
export * from './groups/index.ts';
export * from './communities/index.ts';
export { ownInbox } from './receive/own-inbox.ts';
export { SwarmPoller } from './receive/swarm-poller.ts';
export { LOCAL_NETWORK_PACE, PUBLIC_NETWORK_PACE, type PollPace, PollRhythm } from './receive/poll-pace.ts';
export { ReceiveConfigs } from './receive/receive-configs.ts';
export { ReceiveBatch } from './receive/receive-batch.ts';
export { type DeletionScope, DeleteMessages } from './messages/delete-messages.ts';
export { type OwnReaction, ReactToMessage } from './messages/react-to-message.ts';
export { outboxRunners } from './send/outbox-runners.ts';
export { RetryMessage } from './send/retry-message.ts';
export type { SendFailure } from './send/send-failure.ts';
export { type ComposedText, SendText } from './send/send-text.ts';
export { type ComposedPreview, type Invitation, isQuotableIn, quoteKeyOf } from './send/message-parts.ts';
export { PreviewLink } from './link-preview/preview-link.ts';
export type * from './services.ts';
export * from './text/index.ts';
export { deleteFromSwarm, type SwarmDeletion } from './account/delete-from-swarm.ts';
export { lookUpName } from './account/look-up-name.ts';
export { type EmojiHabits, type EmojiHabitsChange, changeEmojiHabits, emojiHabits } from './emoji-habits.ts';
export { ExpireMessages } from './disappearing/expire-messages.ts';
export { NoteMediaSaved } from './disappearing/note-media-saved.ts';
export { type DisappearingChoice, SetDisappearing } from './disappearing/set-disappearing.ts';
