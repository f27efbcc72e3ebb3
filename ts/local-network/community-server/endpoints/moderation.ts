import type { Call } from '../call.ts';
import type { Room } from '../model/room.ts';
import { isGlobalAdmin, isGlobalModerator } from '../model/user.ts';
import type { Role, User } from '../model/user.ts';
import { forbidden, invalid, jsonAnswer, notFound } from '../refusal.ts';
import type { Route } from '../router.ts';

/** Who looks after rooms, who is kept out of them, and whose posts all go. Spec 05 §7.4, §11. */
export const MODERATION_ROUTES: readonly Route[] = [
  { method: 'POST', path: '/user/:user/moderator', handle: setRole },
  { method: 'POST', path: '/user/:user/ban', handle: (call) => ban(call, true) },
  { method: 'POST', path: '/user/:user/unban', handle: (call) => ban(call, false) },
  { method: 'DELETE', path: '/room/:room/all/:user', handle: deleteAll },
  { method: 'DELETE', path: '/rooms/all/:user', handle: deleteEverywhere },
];

type Body = Readonly<Record<string, unknown>>;
type Scope = 'server' | readonly Room[];

/** A role that is to be: given its role now, undefined for no change. */
type RoleChange = (now: Role) => Role;

function setRole(call: Call) {
  call.assertUser();
  const body = call.json();
  const change = roleChangeIn(body);
  const scope = scopeIn(call, body, 'isAdmin');
  const isVisible = flagIn(body, 'visible') ?? scope !== 'server';
  const user = call.community.users.named(call.userIdParam());
  if (scope === 'server') {
    setGlobalRole(call, user, { change, isVisible });
    return jsonAnswer({ info_updates: {} });
  }
  for (const room of scope) room.setRole(user, change(room.membershipOf(user).role), { isVisible });
  return jsonAnswer({
    info_updates: Object.fromEntries(scope.map((room) => [room.token, room.infoUpdates])),
  });
}

function setGlobalRole(
  { community, caller }: Call,
  user: User,
  { change, isVisible }: { readonly change: RoleChange; readonly isVisible: boolean },
): void {
  if (!isGlobalAdmin(caller)) throw forbidden('Only global admins may do that');
  community.setGlobalRole(user, change(user.globalRole), { isVisible });
}

function roleChangeIn(body: Body): RoleChange {
  const [admin, moderator] = [flagIn(body, 'admin'), flagIn(body, 'moderator')];
  if (admin === undefined && moderator === undefined) throw invalid('Neither admin nor moderator given');
  if (admin === true && moderator === false) throw invalid('An admin is a moderator');
  if (admin === true) return () => 'admin';
  if (moderator === false) return () => 'none';
  if (admin === false && moderator === true) return () => 'moderator';
  if (moderator === true) return (now) => (now === 'admin' ? 'admin' : 'moderator');
  return (now) => (now === 'admin' ? 'moderator' : now);
}

function ban(call: Call, isBanned: boolean) {
  call.assertUser();
  const body = call.json();
  const scope = scopeIn(call, body, 'isModerator');
  const untilMs = untilIn(call, body);
  const user = call.community.users.named(call.userIdParam());
  if (isBanned) assertBannable(call, user, scope);
  if (scope === 'server') {
    if (!isGlobalModerator(call.caller)) throw forbidden('Only global moderators may do that');
    user.isBanned = isBanned;
    user.bannedUntilMs = isBanned ? untilMs : undefined;
    return jsonAnswer({});
  }
  for (const room of scope) room.setBanned(user, isBanned, { untilMs });
  return jsonAnswer({});
}

function assertBannable({ user: caller }: Call, user: User, scope: Scope): void {
  if (user === caller) throw forbidden('You cannot ban yourself');
  if (isGlobalModerator(user)) throw forbidden('Global moderators cannot be banned');
  if (scope === 'server') return;
  const isKept = scope.some((room) => room.standingOf(user).isModerator && !room.standingOf(caller).isAdmin);
  if (isKept) throw forbidden('Only admins may ban moderators');
}

function deleteAll(call: Call) {
  const room = call.roomFor('read');
  const target = listedUser(call);
  assertMayDelete(call, room, target);
  const count = deleteIn(call, room, target);
  if (count === 0) throw notFound('Message');
  return jsonAnswer({});
}

function deleteEverywhere(call: Call) {
  const { user: caller } = call;
  const target = listedUser(call);
  const counts = call.community.rooms().flatMap((room) => {
    const isAllowed = target === caller ? room.standingOf(caller).read : outranks(caller, target, room);
    const count = isAllowed ? deleteIn(call, room, target) : 0;
    return count === 0 ? [] : [[room.token, count] as const];
  });
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  return jsonAnswer({ total, rooms: Object.fromEntries(counts) });
}

function assertMayDelete({ user: caller }: Call, room: Room, target: User): void {
  if (target !== caller && !outranks(caller, target, room))
    throw forbidden('You may not delete what they have written');
}

/** An admin's posts are for admins to delete. */
function outranks(caller: User, target: User, room: Room): boolean {
  const { isModerator, isAdmin } = room.standingOf(caller);
  return isModerator && (isAdmin || !room.standingOf(target).isAdmin);
}

function deleteIn({ community, nowMs }: Call, room: Room, target: User): number {
  const posts = room.posts.of(target);
  for (const post of posts) community.deletePost(room, post, nowMs);
  return posts.length;
}

/** Somebody by exactly the ID that the server knows them by: nobody by an account ID where IDs are blinded. @throws {Refusal} 404 */
export function listedUser(call: Call): User {
  call.assertUser();
  const { isBlinding, users } = call.community;
  const id = call.userIdParam();
  const user = isBlinding && id.startsWith('05') ? undefined : users.find(id);
  if (user === undefined) throw notFound('User');
  return user;
}

/** Where something is to be done, and may be. @throws {Refusal} 400, 403, 404 */
function scopeIn(call: Call, body: Body, needed: 'isAdmin' | 'isModerator'): Scope {
  const isGlobal = flagIn(body, 'global') === true;
  const { rooms: tokens } = body;
  if (isGlobal === (tokens !== undefined)) throw invalid('Either rooms or global must be given');
  if (isGlobal) return 'server';
  if (!Array.isArray(tokens) || tokens.length === 0) throw invalid('Invalid rooms');
  const isEvery = tokens.length === 1 && tokens[0] === '*';
  const rooms = isEvery ? call.community.rooms() : tokens.map((token: unknown) => roomOf(call, token));
  if (!rooms.every((room) => room.standingOf(call.caller)[needed]))
    throw forbidden(needed === 'isAdmin' ? 'Only admins may do that' : 'Only moderators may do that');
  return rooms;
}

function roomOf({ community }: Call, token: unknown): Room {
  const room = typeof token === 'string' ? community.findRoom(token) : undefined;
  if (room === undefined) throw notFound('Room');
  return room;
}

function untilIn({ nowMs }: Call, { timeout }: Body): number | undefined {
  if (timeout === undefined || timeout === null) return undefined;
  if (typeof timeout !== 'number' || !(timeout > 0)) throw invalid('Invalid timeout');
  return nowMs + timeout * 1_000;
}

/** Null is as good as missing. */
function flagIn(body: Body, name: string): boolean | undefined {
  const value = body[name] ?? undefined;
  if (value !== undefined && typeof value !== 'boolean') throw invalid(`Invalid ${name}`);
  return value;
}
