import { CommunityError } from '../errors.ts';
import type { RoomDefaults } from '../models/room.ts';
import type { CommunityRequest } from '../request.ts';
import { roomPath } from '../room-token.ts';
import { numberSegment, queryOf } from './paths.ts';

/** What an admin can change of a room. An empty description removes it. */
export interface RoomEdit {
  readonly name?: string;
  readonly description?: string;
  /** Id of a picture that was uploaded to the room. */
  readonly imageId?: number;
  readonly defaults?: RoomDefaults;
}

/** What a server can do (spec 05 §4). */
export function capabilitiesRequest(required: readonly string[] = []): CommunityRequest {
  const query = queryOf({ required: required.length === 0 ? undefined : required.join(',') });
  return { method: 'GET', path: `/capabilities${query}` };
}

/** All rooms that we may see (spec 05 §5). */
export function roomsRequest(): CommunityRequest {
  return { method: 'GET', path: '/rooms' };
}

/** @throws {CommunityError} `argument-invalid` for what is no token. */
export function roomRequest(room: string): CommunityRequest {
  return { method: 'GET', path: roomPath(room) };
}

/**
 * What has changed of a room since it had so many changes (spec 05 §5).
 * @throws {CommunityError} `argument-invalid`
 */
export function pollInfoRequest(room: string, infoUpdates: number): CommunityRequest {
  return { method: 'GET', path: `${roomPath(room)}/pollInfo/${numberSegment(infoUpdates)}` };
}

/**
 * Changes a room; for admins (spec 05 §5).
 * @throws {CommunityError} `argument-invalid` when nothing is to be changed.
 */
export function editRoomRequest(room: string, edit: RoomEdit): CommunityRequest {
  const { name, description, imageId: image, defaults = {} } = edit;
  const json = {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(image === undefined ? {} : { image }),
    ...Object.fromEntries(Object.entries(defaults).map(([right, value]) => [`default_${right}`, value])),
  };
  if (Object.keys(json).length === 0) throw new CommunityError('argument-invalid', { message: 'no change' });
  return { method: 'PUT', path: roomPath(room), body: { json } };
}
