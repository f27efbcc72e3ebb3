import type { JobRow, JsonValue, NewJob, Repositories } from '../../store/index.ts';
import type { MemberRight } from './member-right.ts';

export const DOWNLOAD_ROOM_PICTURE = 'download-room-picture';
export const ROOM_ACTION = 'room-action';
export const TRIM_ROOMS = 'trim-rooms';

/** What we want of the server of a room. People are IDs as the server knows them. */
export type RoomAction =
  | {
      readonly action: 'react';
      readonly messageId: number;
      readonly postId: number;
      readonly emoji: string;
      readonly isRemoval: boolean;
    }
  | { readonly action: 'delete'; readonly postId: number }
  | { readonly action: 'edit'; readonly messageId: number; readonly postId: number; readonly text: string }
  | { readonly action: 'delete-all'; readonly userId: string; readonly everywhere: boolean }
  | {
      readonly action: 'ban';
      readonly userId: string;
      readonly everywhere: boolean;
      readonly forS?: number;
      readonly deletesPosts: boolean;
    }
  | { readonly action: 'unban'; readonly userId: string; readonly everywhere: boolean }
  | {
      readonly action: 'set-role';
      readonly userId: string;
      readonly everywhere: boolean;
      readonly role: 'none' | 'moderator' | 'admin';
      readonly isHidden: boolean;
    }
  | {
      readonly action: 'set-rights';
      readonly userId: string;
      readonly changes: Readonly<Partial<Record<MemberRight, boolean | 'default'>>>;
      readonly forS?: number;
    }
  | {
      readonly action: 'describe';
      readonly name?: string;
      readonly description?: string;
      readonly defaults?: { readonly [right: string]: boolean };
    }
  | { readonly action: 'set-picture'; readonly fileId: number }
  | { readonly action: 'pin'; readonly postId: number }
  | { readonly action: 'unpin'; readonly postId?: number }
  | { readonly action: 'clear-reactions'; readonly postId: number; readonly emoji?: string };

/** Fetches the picture of a room. */
export function wantRoomPicture(
  { jobs }: Pick<Repositories, 'jobs'>,
  conversationId: number,
  nowMs: number,
): void {
  jobs.enqueue({
    kind: DOWNLOAD_ROOM_PICTURE,
    queue: DOWNLOAD_ROOM_PICTURE,
    payload: { conversationId },
    dedupeKey: `${DOWNLOAD_ROOM_PICTURE}:${conversationId}`,
    runAtMs: 0,
    nowMs,
  });
}

/** What is done in one room is done in the order in which it was wanted. */
export function roomActionJob(conversationId: number, wanted: RoomAction, nowMs: number): NewJob {
  return {
    kind: ROOM_ACTION,
    queue: `${ROOM_ACTION}:${conversationId}`,
    payload: { conversationId, wanted: wanted as unknown as JsonValue },
    runAtMs: nowMs,
    nowMs,
  };
}

/** What a job wants; undefined when somebody else wrote it. */
export function roomActionIn({
  payload,
}: Pick<JobRow, 'payload'>): { readonly conversationId: number; readonly wanted: RoomAction } | undefined {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return undefined;
  const { conversationId, wanted } = payload as Readonly<Record<string, JsonValue>>;
  if (typeof conversationId !== 'number' || typeof wanted !== 'object' || wanted === null) return undefined;
  return { conversationId, wanted: wanted as unknown as RoomAction };
}
