import type { Call } from '../call.ts';
import type { Defaults } from '../model/membership.ts';
import { RIGHTS } from '../model/membership.ts';
import type { Room } from '../model/room.ts';
import { invalid, jsonAnswer, notFound, Refusal } from '../refusal.ts';
import type { Route } from '../router.ts';
import { pollInfoView, roomView } from '../views.ts';

const CONTROL = /[\u0000-\u001f]/g;
const CONTROL_IN_TEXT = /[\u0000-\u0008\u000b-\u001f]/g;

/** What a server can do, its rooms, and what admins change of them. Spec 05 §4, §5. */
export const ROOM_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/capabilities', handle: capabilities },
  { method: 'GET', path: '/rooms', handle: rooms },
  { method: 'GET', path: '/room/:room', handle: room },
  { method: 'GET', path: '/room/:room/pollInfo/:updates', handle: pollInfo },
  { method: 'PUT', path: '/room/:room', handle: edit },
];

function capabilities({ community, query }: Call) {
  const { capabilities: names } = community;
  const required = (query.get('required') ?? '').split(',').filter((name) => name !== '');
  const missing = required.filter((name) => !names.includes(name));
  return missing.length === 0
    ? jsonAnswer({ capabilities: names })
    : jsonAnswer({ capabilities: names, missing }, 412);
}

function rooms(call: Call) {
  const accessible = call.community.rooms().filter((one) => call.standingIn(one).accessible);
  return jsonAnswer(accessible.map((one) => roomView(one, call)));
}

/** Whoever is banned is told that there is no such room. */
function room(call: Call) {
  const found = call.room();
  if (call.standingIn(found).isBanned) throw notFound('Room');
  return jsonAnswer(roomView(found, call));
}

function pollInfo(call: Call) {
  const found = call.roomFor('read');
  if (call.caller !== undefined) found.touch(call.caller, call.nowMs);
  return jsonAnswer(pollInfoView(found, call, call.numberParam('updates')));
}

function edit(call: Call) {
  const found = call.roomFor('administer');
  const changes = call.json();
  const applied = [
    editName(found, changes['name']),
    editDescription(found, changes),
    editDefaults(found, changes),
    editImage(call, found, changes['image']),
  ];
  if (!applied.includes(true)) throw invalid('There is nothing to change');
  return jsonAnswer({ info_updates: found.infoUpdates });
}

function editName(target: Room, name: unknown): boolean {
  if (name === undefined) return false;
  if (typeof name !== 'string') throw invalid('Invalid name');
  const clean = name.replace(CONTROL, '');
  if (clean === '') throw invalid('Invalid name');
  target.name = clean;
  target.infoUpdates += 1;
  return true;
}

/** Null and nothing remove it. */
function editDescription(target: Room, changes: Readonly<Record<string, unknown>>): boolean {
  const { description } = changes;
  if (description === undefined) return false;
  if (description !== null && typeof description !== 'string') throw invalid('Invalid description');
  const clean = (description ?? '').replace(CONTROL_IN_TEXT, '');
  target.description = clean === '' ? undefined : clean;
  target.infoUpdates += 1;
  return true;
}

function editDefaults(target: Room, changes: Readonly<Record<string, unknown>>): boolean {
  const given = RIGHTS.flatMap((right) => {
    const value = changes[`default_${right}`];
    if (value === undefined) return [];
    if (typeof value !== 'boolean') throw invalid(`Invalid default_${right}`);
    return [[right, value] as const];
  });
  target.defaults = { ...target.defaults, ...(Object.fromEntries(given) as Partial<Defaults>) };
  return given.length > 0;
}

function editImage({ community, nowMs }: Call, target: Room, image: unknown): boolean {
  if (image === undefined) return false;
  if (!Number.isSafeInteger(image)) throw invalid('Invalid image');
  const file = community.files.find(target, image as number, nowMs);
  if (file === undefined) throw new Refusal(406, 'No such image was uploaded to this room');
  community.files.keep(file, undefined);
  target.imageId = file.id;
  target.infoUpdates += 1;
  return true;
}
