import type { JsonObject } from '../../json.ts';
import type { Call } from '../call.ts';
import { RIGHTS } from '../model/membership.ts';
import type { Right } from '../model/membership.ts';
import type { FutureChange, Room } from '../model/room.ts';
import type { User } from '../model/user.ts';
import { invalid, jsonAnswer } from '../refusal.ts';
import type { Route } from '../router.ts';
import { permissionsView, seconds } from '../views.ts';
import { listedUser } from './moderation.ts';

const MAX_DELAY_S = 1_000_000_000;
const SCHEDULABLE: readonly FutureChange['what'][] = ['read', 'write', 'upload', 'banned'];

/** What single people may do in a room, now and later. Spec 05 §11. */
export const PERMISSION_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/room/:room/permissions', handle: all },
  { method: 'GET', path: '/room/:room/permissions/:user', handle: one },
  { method: 'POST', path: '/room/:room/permissions/:user', handle: set },
  { method: 'GET', path: '/room/:room/futurePermissions', handle: future },
  { method: 'GET', path: '/room/:room/futurePermissions/:user', handle: futureOfOne },
  { method: 'POST', path: '/room/:room/futurePermissions/:user', handle: schedule },
];

function all(call: Call) {
  const room = call.roomFor('moderate');
  const entries = [...room.members()]
    .map(([{ id }, membership]) => [id, permissionsView(membership)] as const)
    .filter(([, view]) => Object.keys(view).length > 0);
  return jsonAnswer(Object.fromEntries(entries));
}

function one(call: Call) {
  const room = call.roomFor('moderate');
  return jsonAnswer(permissionsView(room.membershipOf(listedUser(call))));
}

function set(call: Call) {
  const room = call.roomFor('moderate');
  const user = listedUser(call);
  const body = call.json();
  const changes = RIGHTS.flatMap((right) => changeIn(body, right));
  if (changes.length === 0) throw invalid('There is nothing to change');
  const { overrides } = room.membershipOf(user);
  for (const { right, value } of changes) {
    if (value === undefined) Reflect.deleteProperty(overrides, right);
    else overrides[right] = value;
  }
  if (body['unschedule'] !== false)
    room.unschedule(
      user,
      changes.map(({ right }) => right),
    );
  return jsonAnswer(permissionsView(room.membershipOf(user)));
}

interface Change {
  readonly right: Right;
  /** Undefined: as for everybody. */
  readonly value: boolean | undefined;
}

function changeIn(body: Readonly<Record<string, unknown>>, right: Right): readonly Change[] {
  const value = body[right];
  if (value !== undefined && typeof value !== 'boolean') throw invalid(`Invalid ${right}`);
  if (body[`default_${right}`] === true) return [{ right, value: undefined }];
  return value === undefined ? [] : [{ right, value }];
}

function future(call: Call) {
  const room = call.roomFor('moderate');
  return jsonAnswer(room.future.map((change) => ({ ...futureView(change), session_id: change.user.id })));
}

function futureOfOne(call: Call) {
  const room = call.roomFor('moderate');
  return jsonAnswer(futureOf(room, listedUser(call)));
}

function schedule(call: Call) {
  const room = call.roomFor('moderate');
  const user = listedUser(call);
  const body = call.json();
  const { in: inS } = body;
  if (typeof inS !== 'number' || !(inS > 0 && inS < MAX_DELAY_S)) throw invalid('Invalid in');
  const atMs = call.nowMs + inS * 1_000;
  const changes = SCHEDULABLE.flatMap((what): FutureChange[] => {
    const value = body[what];
    if (value === undefined) return [];
    if (typeof value !== 'boolean') throw invalid(`Invalid ${what}`);
    return [{ user, what, value, atMs }];
  });
  if (changes.length === 0) throw invalid('There is nothing to change');
  room.future = [...room.future, ...changes];
  return jsonAnswer(futureOf(room, user));
}

function futureOf(room: Room, user: User): readonly JsonObject[] {
  return room.future.filter((change) => change.user === user).map(futureView);
}

function futureView({ atMs, what, value }: FutureChange): JsonObject {
  return { at: seconds(atMs), [what]: value };
}
