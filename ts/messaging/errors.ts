import { CodedError } from '../util/index.ts';

export type MessagingErrorCode =
  | 'message-empty'
  | 'message-too-long'
  | 'message-unknown'
  | 'message-not-failed'
  | 'message-not-open'
  | 'deletion-not-allowed'
  | 'emoji-invalid'
  | 'too-many-reactions'
  | 'nickname-too-long'
  | 'conversation-unknown'
  | 'conversation-not-open'
  | 'timer-not-offered'
  | 'preview-invalid'
  | 'previews-off'
  | 'invitation-invalid'
  | 'account-exists'
  | 'account-in-use'
  | 'no-account'
  | 'attachments-too-many'
  | 'attachments-not-allowed'
  | 'attachment-empty'
  | 'attachment-too-large'
  | 'attachment-unreadable'
  | 'attachment-unknown'
  | 'attachment-not-available'
  | 'attachment-not-saved'
  | 'picture-not-available'
  | 'name-invalid'
  | 'name-not-found'
  | 'name-unreachable'
  | 'network-unreachable'
  | 'export-not-written';

/** A command that cannot be carried out as asked. */
export class MessagingError extends CodedError<MessagingErrorCode> {}
