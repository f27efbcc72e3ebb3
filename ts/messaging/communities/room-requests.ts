// What is asked of a server for each thing that we want done in a room (spec 05 §7.4, §8, §11).

import {
  type CommunityRequest,
  type CommunityUserId,
  type ModerationScope,
  addReactionRequest,
  banRequest,
  clearReactionsRequest,
  deleteAllOfUserRequest,
  deleteEverywhereRequest,
  deletePostRequest,
  editRoomRequest,
  pinRequest,
  removeReactionRequest,
  sequenceRequest,
  schedulePermissionsRequest,
  setPermissionsRequest,
  setRoleRequest,
  unbanRequest,
  unpinRequest,
} from '../../community/index.ts';
import type { RoomAction } from './room-jobs.ts';

/** All that needs nothing but what the job says; edits and pictures are made when they leave. */
export type PlainAction = Exclude<RoomAction, { readonly action: 'edit' | 'set-picture' }>;

/** @throws {CommunityError} `argument-invalid` */
export function roomRequestOf(room: string, wanted: PlainAction): CommunityRequest {
  switch (wanted.action) {
    case 'react': {
      const target = { room, id: wanted.postId, reaction: wanted.emoji };
      return wanted.isRemoval ? removeReactionRequest(target) : addReactionRequest(target);
    }
    case 'delete':
      return deletePostRequest(room, wanted.postId);
    case 'delete-all':
      return deletionOfAll(room, wanted);
    case 'ban': {
      const { forS } = wanted;
      const user = wanted.userId as CommunityUserId;
      const ban = banRequest(user, { scope: scopeOf(room, wanted), ...(forS === undefined ? {} : { forS }) });
      return wanted.deletesPosts ? sequenceRequest([ban, deletionOfAll(room, wanted)]) : ban;
    }
    case 'unban':
      return unbanRequest(wanted.userId as CommunityUserId, { scope: scopeOf(room, wanted) });
    case 'set-role':
      return setRoleRequest(wanted.userId as CommunityUserId, wanted.role, {
        scope: scopeOf(room, wanted),
        isVisible: !wanted.isHidden,
      });
    case 'set-rights':
      return rightsRequest(room, wanted);
    case 'describe': {
      const { action: _, ...edit } = wanted;
      return editRoomRequest(room, edit);
    }
    case 'pin':
      return pinRequest(room, wanted.postId);
    case 'unpin':
      return unpinRequest(room, wanted.postId ?? 'all');
    case 'clear-reactions':
      return clearReactionsRequest({
        room,
        id: wanted.postId,
        ...(wanted.emoji === undefined ? {} : { reaction: wanted.emoji }),
      });
  }
}

/** What is given or taken for a time only is turned round by the server itself. */
function rightsRequest(
  room: string,
  { userId, changes, forS }: Extract<PlainAction, { readonly action: 'set-rights' }>,
): CommunityRequest {
  const user = userId as CommunityUserId;
  const now = setPermissionsRequest(room, user, { changes });
  const back = Object.entries(changes).flatMap(([right, value]) =>
    value === 'default' ? [] : [[right, !value] as const],
  );
  if (forS === undefined || back.length === 0) return now;
  const later = schedulePermissionsRequest(room, user, { changes: Object.fromEntries(back), inS: forS });
  return sequenceRequest([now, later]);
}

interface Reaching {
  readonly userId: string;
  readonly everywhere: boolean;
}

function scopeOf(room: string, { everywhere }: Reaching): ModerationScope {
  return everywhere ? 'server' : [room];
}

function deletionOfAll(room: string, { userId, everywhere }: Reaching): CommunityRequest {
  const user = userId as CommunityUserId;
  return everywhere ? deleteEverywhereRequest(user) : deleteAllOfUserRequest(room, user);
}
