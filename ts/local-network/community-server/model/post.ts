import type { User } from './user.ts';

/** For whom a whisper is. */
export interface WhisperTo {
  readonly user: User | undefined;
  readonly moderators: boolean;
}

/** A post of a room in its latest state. Spec 05 §14. */
export interface Post {
  /** Unique on the server, in the order of posting. */
  readonly id: number;
  readonly author: User;
  readonly postedMs: number;
  readonly whisper: WhisperTo | undefined;
  /** The server hides it from all but its author. */
  readonly isFiltered: boolean;
  readonly seqnoCreation: number;
  seqnoData: number;
  seqnoReactions: number;
  editedMs: number | undefined;
  /** Padded, as it was sent; undefined: the post is deleted. */
  content: Content | undefined;
  /** When who gave which reaction, in their order. */
  readonly reactions: Map<string, Map<User, number>>;
  /** Of what was uploaded for it. */
  fileIds: readonly number[];
}

export interface Content {
  readonly data: Uint8Array;
  /** 64 bytes; nobody checks it here. */
  readonly signature: Uint8Array;
}

export function seqnoOf({ seqnoData, seqnoReactions }: Post): number {
  return Math.max(seqnoData, seqnoReactions);
}
