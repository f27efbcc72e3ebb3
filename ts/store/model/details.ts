import type { ExpirationSetting } from './expiration.ts';

/** What of a message is shown and never asked for. Kept as JSON, checked on the way in and out. */
export interface MessageDetails {
  /** Its picture is the attachment with the role `preview-image`. */
  readonly preview?: { readonly url: string; readonly title?: string };
  readonly invitation?: { readonly url: string; readonly name: string };
  /** `timer-update`: what it was set to. */
  readonly timer?: ExpirationSetting;
  /** `call`: one row for each call, whose outcome is set as it becomes known. */
  readonly call?: CallDetails;
  /** `media-saved`: sent-at of the message whose attachment was saved. */
  readonly savedFromSentAtMs?: number;
  readonly groupUpdate?: GroupUpdateDetails;
  readonly pro?: ProDetails;
  /** Of a post of ours until its server has it: for whom alone it is. */
  readonly whisper?: PostWhisper;
}

/** For whom a post is that not everybody sees: one person, all moderators, or both. */
export interface PostWhisper {
  readonly toModerators: boolean;
  readonly to?: string;
}

export interface CallDetails {
  /** UUID. */
  readonly id: string;
  readonly outcome: CallOutcome;
  readonly durationS?: number;
}

/** `ringing` while nobody has taken it, and on a row whose program was killed then. */
export type CallOutcome =
  | 'ringing'
  | 'answered'
  | 'answered-elsewhere'
  | 'declined'
  | 'declined-elsewhere'
  | 'missed'
  | 'cancelled'
  | 'refused'
  | 'unanswered'
  | 'failed';

/** Spec 04 §5.10. */
export interface GroupUpdateDetails {
  readonly name?: string;
  readonly avatarChanged?: boolean;
  readonly joined?: readonly string[];
  readonly joinedWithHistory?: readonly string[];
  readonly removed?: readonly string[];
  readonly promoted?: readonly string[];
  readonly left?: readonly string[];
  readonly failedToLeave?: boolean;
}

/** Spec 04 §1.6. The sets of bits are decimal: they have 64. */
export interface ProDetails {
  readonly profileBits: string;
  readonly messageBits: string;
  readonly proofExpiresAtMs?: number;
}
