import type { DeliveryTarget, PersonId } from '../store/index.ts';
import type { RoomAction } from './communities/room-jobs.ts';
import type { CallMediaCommand, CallView } from './calls/call-view.ts';

/** What changed in the store, or happened on the network, after the transaction that did it. */
export type MessagingEvent =
  | { readonly type: 'conversation-changed'; readonly conversationId: number }
  | { readonly type: 'conversation-removed'; readonly conversationId: number }
  /** Messages of a conversation have gone, many at once; whoever shows it reads it anew. */
  | { readonly type: 'conversation-cleared'; readonly conversationId: number }
  /** Somebody has invited us to a group, or has made us a member of it. */
  | { readonly type: 'group-invited'; readonly conversationId: number; readonly sentAtMs: number }
  /** Groups were joined or left, or what we may do in one has changed. */
  | { readonly type: 'groups-changed' }
  /** Rooms were joined or left. */
  | { readonly type: 'communities-changed' }
  /** A server has refused something of ours for good, after it had waited. */
  | {
      readonly type: 'community-notice';
      readonly conversationId: number;
      readonly action: RoomAction['action'];
      readonly code: string;
    }
  /** Somebody begins or ends to type; whoever shows it ends it after 15 s without a word. */
  | { readonly type: 'typing'; readonly conversationId: number; readonly isTyping: boolean }
  /** Name or state of our own account. */
  | { readonly type: 'account-changed' }
  | { readonly type: 'message-changed'; readonly messageId: number }
  /** Several at once, as when a conversation is read whose messages disappear. */
  | { readonly type: 'messages-changed'; readonly messageIds: readonly number[] }
  /** A new message of somebody else. */
  | { readonly type: 'message-arrived'; readonly messageId: number }
  /** Somebody reacted to a message of ours, or took that back. */
  | {
      readonly type: 'reaction-arrived';
      readonly messageId: number;
      readonly authorId: PersonId;
      readonly emoji: string;
      readonly action: 'react' | 'remove';
      readonly sentAtMs: number;
    }
  | { readonly type: 'message-removed'; readonly conversationId: number; readonly messageId: number }
  | {
      readonly type: 'delivered';
      readonly messageId: number;
      readonly target: Exclude<DeliveryTarget, 'community'>;
      /** Ed25519 keys of the path, guard first. */
      readonly path: readonly string[];
      readonly storedOn: number;
    }
  /** A file is on its way; at most ten times a second. */
  | {
      readonly type: 'attachment-progress';
      readonly attachmentId: number;
      readonly messageId: number;
      readonly direction: 'up' | 'down';
      readonly doneBytes: number;
      readonly totalBytes?: number;
    }
  /** The current call is another one, or stands differently; none when there is none any more. */
  | { readonly type: 'call-changed'; readonly call: CallView | undefined }
  | { readonly type: 'call-media'; readonly command: CallMediaCommand }
  /** The desktop is to say that it rings; a call that rings without is in `call-changed` alone. */
  | { readonly type: 'call-rings'; readonly uuid: string; readonly conversationId: number }
  | { readonly type: 'call-stopped'; readonly uuid: string }
  /** Somebody called, and nobody took it: the row that says so. */
  | { readonly type: 'call-missed'; readonly messageId: number }
  /** Somebody called, but calls are off in the settings. */
  | {
      readonly type: 'call-notice';
      readonly code: 'call-missed-calls-off';
      readonly conversationId: number;
    }
  /** What was deleted here will not be deleted elsewhere: our swarm or the other side cannot be told (spec 04 §3.9). */
  | { readonly type: 'deletion-failed' };
