// What single people may do in a room, now and later, for its moderators (spec 05 §11).

import {
  batchRequest,
  type CommunityUserId,
  type CommunityReply,
  futurePermissionsRequest,
  jsonOf,
  permissionsRequest,
  readBatch,
  readFuturePermissions,
  readPermissions,
  replyError,
  isSuccess,
} from '../../community/index.ts';
import type { Services } from '../services.ts';
import { asked } from './community-failure.ts';
import { MEMBER_RIGHTS, type MemberRight } from './member-right.ts';
import { memberIdIn, type RoomMember } from './room-member.ts';
import { roomPlace } from './room-place.ts';

/** What is said of one person; what is absent is as for everybody. */
export interface MemberRights extends Readonly<Partial<Record<MemberRight, boolean>>> {
  readonly isBanned: boolean;
  /** Soonest first. */
  readonly later: readonly LaterRight[];
}

export interface LaterRight {
  readonly right: MemberRight | 'banned';
  readonly value: boolean;
  readonly atMs: number;
}

/** @throws {MessagingError} `community-unknown`, `community-user-invalid`, `community-*` */
export async function memberRights(
  { store, communities }: Pick<Services, 'store' | 'communities'>,
  member: RoomMember,
): Promise<MemberRights> {
  const { room, server } = roomPlace(store, member.conversationId);
  const user = memberIdIn(store, member) as CommunityUserId;
  return asked(async () => {
    const request = batchRequest([
      permissionsRequest(room.token, user),
      futurePermissionsRequest(room.token, user),
    ]);
    const [now, later] = readBatch(jsonOf(await communities.ask(server, request)), 2).map(answered);
    const { read, write, upload, isBanned } = readPermissions(now);
    return {
      isBanned,
      later: readFuturePermissions(later)
        .flatMap(laterRights)
        .sort((a, b) => a.atMs - b.atMs),
      ...(read === undefined ? {} : { read }),
      ...(write === undefined ? {} : { write }),
      ...(upload === undefined ? {} : { upload }),
    };
  });
}

function answered(reply: CommunityReply): unknown {
  if (!isSuccess(reply)) throw replyError(reply);
  return jsonOf(reply);
}

function laterRights(change: ReturnType<typeof readFuturePermissions>[number]): readonly LaterRight[] {
  const { atMs, banned } = change;
  const rights = MEMBER_RIGHTS.flatMap((right) => {
    const value = change[right];
    return value === undefined ? [] : [{ right, value, atMs }];
  });
  return banned === undefined ? rights : [...rights, { right: 'banned', value: banned, atMs }];
}
