import { CommunityError } from '../errors.ts';
import type { CommunityRequest, JsonValue } from '../request.ts';
import { roomPath } from '../room-token.ts';
import type { CommunityUserId } from '../user-id.ts';
import { userSegment } from './paths.ts';

/** Where something is done: in these rooms, in all rooms that there are, or on the server as such (spec 05 §11). */
export type ModerationScope = readonly string[] | 'every-room' | 'server';

/** What somebody shall be; `none` is neither moderator nor admin. */
export type ModeratorRole = 'admin' | 'moderator' | 'none';

type Right = 'read' | 'accessible' | 'write' | 'upload';

/** What one person may do in a room; `default` takes back what was said. */
export type PermissionChanges = Readonly<Partial<Record<Right, boolean | 'default'>>>;

/** The end of what servers take, in seconds. */
const MAX_DELAY_S = 1_000_000_000;

/**
 * Makes somebody a moderator or admin, or neither; for admins (spec 05 §11). Others see it unless of the whole server, or as said.
 * @throws {CommunityError} `argument-invalid`
 */
export function setRoleRequest(
  user: CommunityUserId,
  role: ModeratorRole,
  {
    scope,
    isVisible = scope !== 'server',
  }: { readonly scope: ModerationScope; readonly isVisible?: boolean },
): CommunityRequest {
  const json = {
    ...scopeJson(scope),
    visible: isVisible,
    admin: role === 'admin',
    moderator: role !== 'none',
  };
  return { method: 'POST', path: `/user/${userSegment(user)}/moderator`, body: { json } };
}

/**
 * Bans somebody, for a time or for good; for moderators (spec 05 §11).
 * @throws {CommunityError} `argument-invalid`
 */
export function banRequest(
  user: CommunityUserId,
  { scope, forS }: { readonly scope: ModerationScope; readonly forS?: number },
): CommunityRequest {
  const json = { ...scopeJson(scope), ...(forS === undefined ? {} : { timeout: forS }) };
  return { method: 'POST', path: `/user/${userSegment(user)}/ban`, body: { json } };
}

/** @throws {CommunityError} `argument-invalid` */
export function unbanRequest(
  user: CommunityUserId,
  { scope }: { readonly scope: ModerationScope },
): CommunityRequest {
  return { method: 'POST', path: `/user/${userSegment(user)}/unban`, body: { json: scopeJson(scope) } };
}

/** What was said of all people in a room, or of one; for moderators (spec 05 §11). @throws {CommunityError} `argument-invalid` */
export function permissionsRequest(room: string, user?: CommunityUserId): CommunityRequest {
  return { method: 'GET', path: permissionsPath('permissions', room, user) };
}

/** Changes to come (spec 05 §11). @throws {CommunityError} `argument-invalid` */
export function futurePermissionsRequest(room: string, user?: CommunityUserId): CommunityRequest {
  return { method: 'GET', path: permissionsPath('futurePermissions', room, user) };
}

/**
 * Says what one person may do in a room, and forgets changes to come unless they are kept (spec 05 §11).
 * @throws {CommunityError} `argument-invalid` when nothing is said.
 */
export function setPermissionsRequest(
  room: string,
  user: CommunityUserId,
  { changes, keepsFuture = false }: { readonly changes: PermissionChanges; readonly keepsFuture?: boolean },
): CommunityRequest {
  const entries = Object.entries(changes).map(([right, value]): [string, boolean] =>
    value === 'default' ? [`default_${right}`, true] : [right, value],
  );
  if (entries.length === 0) throw invalid('no change');
  const json = { ...Object.fromEntries(entries), ...(keepsFuture ? { unschedule: false } : {}) };
  return { method: 'POST', path: permissionsPath('permissions', room, user), body: { json } };
}

/**
 * Says what one person may do in a room from a later time on (spec 05 §11).
 * @param options.inS seconds from now, more than 0 and less than 10⁹.
 * @throws {CommunityError} `argument-invalid`
 */
export function schedulePermissionsRequest(
  room: string,
  user: CommunityUserId,
  {
    changes,
    inS,
  }: { readonly changes: Readonly<Partial<Record<Right | 'banned', boolean>>>; readonly inS: number },
): CommunityRequest {
  if (!(inS > 0 && inS < MAX_DELAY_S)) throw invalid('time');
  if (Object.keys(changes).length === 0) throw invalid('no change');
  const path = permissionsPath('futurePermissions', room, user);
  return { method: 'POST', path, body: { json: { ...changes, in: inS } } };
}

function permissionsPath(
  kind: 'permissions' | 'futurePermissions',
  room: string,
  user: CommunityUserId | undefined,
): string {
  return `${roomPath(room)}/${kind}${user === undefined ? '' : `/${userSegment(user)}`}`;
}

function scopeJson(scope: ModerationScope): { readonly [name: string]: JsonValue } {
  if (scope === 'server') return { global: true };
  if (scope === 'every-room') return { rooms: ['*'] };
  if (scope.length === 0) throw invalid('no room');
  for (const room of scope) roomPath(room);
  return { rooms: scope };
}

function invalid(message: string): CommunityError {
  return new CommunityError('argument-invalid', { message });
}
