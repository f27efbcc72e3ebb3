import { asList, asRecord, asTimeMs, isTrue, optionalFlag, present } from '../json.ts';
import { parseUserId } from '../user-id.ts';
import type { CommunityUserId } from '../user-id.ts';

/** What was said of one person in a room (spec 05 §11); what is missing is as for everybody. */
export interface Permissions {
  readonly read?: boolean;
  readonly accessible?: boolean;
  readonly write?: boolean;
  readonly upload?: boolean;
  readonly isBanned: boolean;
  readonly isModerator: boolean;
  readonly isAdmin: boolean;
  /** Moderator or admin whom others do not see. */
  readonly isHidden: boolean;
}

/** A change of permissions to come. */
export interface FuturePermission {
  readonly atMs: number;
  /** Missing where only one person was asked about. */
  readonly user?: CommunityUserId;
  readonly read?: boolean;
  readonly write?: boolean;
  readonly upload?: boolean;
  readonly banned?: boolean;
}

/** @throws {CommunityError} `answer-invalid` */
export function readPermissions(json: unknown): Permissions {
  const { read, accessible, write, upload, banned, moderator, admin, hidden } = asRecord(json, 'permissions');
  const isAdmin = isTrue(admin);
  return {
    isBanned: isTrue(banned),
    isModerator: isAdmin || isTrue(moderator),
    isAdmin,
    isHidden: isTrue(hidden),
    ...present({
      read: optionalFlag(read),
      accessible: optionalFlag(accessible),
      write: optionalFlag(write),
      upload: optionalFlag(upload),
    }),
  };
}

/** The permissions of all of whom something was said. @throws {CommunityError} `answer-invalid` */
export function readAllPermissions(json: unknown): ReadonlyMap<CommunityUserId, Permissions> {
  const entries = Object.entries(asRecord(json, 'permissions')).flatMap(([key, value]) => {
    const user = parseUserId(key);
    return user === undefined ? [] : [[user, readPermissions(value)] as const];
  });
  return new Map(entries);
}

/** @throws {CommunityError} `answer-invalid` */
export function readFuturePermissions(json: unknown): readonly FuturePermission[] {
  return asList(json, 'future permissions').map((value) => {
    const { at, session_id: user, read, write, upload, banned } = asRecord(value, 'future permission');
    return {
      atMs: asTimeMs(at, 'at'),
      ...present({
        user: parseUserId(user),
        read: optionalFlag(read),
        write: optionalFlag(write),
        upload: optionalFlag(upload),
        banned: optionalFlag(banned),
      }),
    };
  });
}
