import {
  asCount,
  asList,
  asRecord,
  asText,
  isRecord,
  isTrue,
  optionalCount,
  optionalFlag,
  optionalText,
  optionalTimeMs,
  present,
} from '../json.ts';
import type { JsonRecord } from '../json.ts';
import { parseUserId, readUserIds } from '../user-id.ts';
import type { CommunityUserId } from '../user-id.ts';
import { isRoomToken } from '../room-token.ts';
import { CommunityError } from '../errors.ts';

/** What we may do in a room. */
export interface RoomRights {
  readonly read: boolean;
  readonly write: boolean;
  readonly upload: boolean;
  /** Of the room or of the whole server; admins are moderators too. */
  readonly isModerator: boolean;
  readonly isAdmin: boolean;
  readonly isGlobalModerator: boolean;
  readonly isGlobalAdmin: boolean;
}

/** What people may do in a room to whom nothing else was said. Moderators see it only. */
export interface RoomDefaults {
  readonly read?: boolean;
  readonly accessible?: boolean;
  readonly write?: boolean;
  readonly upload?: boolean;
}

export interface PinnedMessage {
  readonly id: number;
  readonly pinnedAtMs?: number;
  readonly pinnedBy?: CommunityUserId;
}

/** A room as its server describes it to us (spec 05 §5). */
export interface Room {
  /** As the server spells it; its case means nothing. */
  readonly token: string;
  readonly name: string;
  readonly description?: string;
  /** Goes up with every change of what is described here. */
  readonly infoUpdates: number;
  /** The highest sequence number in the room. */
  readonly messageSequence: number;
  readonly createdAtMs?: number;
  readonly activeUsers: number;
  /** How long ago somebody may have been here to be counted, in seconds. */
  readonly activeUsersCutoffS?: number;
  readonly imageId?: number;
  /** In the order of pinning. */
  readonly pinnedMessages: readonly PinnedMessage[];
  readonly moderators: readonly CommunityUserId[];
  readonly admins: readonly CommunityUserId[];
  readonly hiddenModerators: readonly CommunityUserId[];
  readonly hiddenAdmins: readonly CommunityUserId[];
  readonly rights: RoomRights;
  readonly defaults: RoomDefaults;
}

/** What is asked for again and again (spec 05 §5). */
export interface PollInfo {
  readonly token: string;
  readonly activeUsers: number;
  readonly rights: RoomRights;
  readonly defaults: RoomDefaults;
  /** Only when something of it has changed. */
  readonly details?: Room;
}

/** @throws {CommunityError} `answer-invalid` */
export function readRoom(json: unknown): Room {
  const room = asRecord(json, 'room');
  return {
    token: readToken(room['token']),
    name: asText(room['name'], 'name'),
    infoUpdates: asCount(room['info_updates'], 'info_updates'),
    messageSequence: asCount(room['message_sequence'], 'message_sequence'),
    activeUsers: optionalCount(room['active_users'], 'active_users') ?? 0,
    pinnedMessages: readPins(room['pinned_messages']),
    moderators: readUserIds(room['moderators']),
    admins: readUserIds(room['admins']),
    hiddenModerators: readUserIds(room['hidden_moderators']),
    hiddenAdmins: readUserIds(room['hidden_admins']),
    rights: readRights(room),
    defaults: readDefaults(room),
    ...present({
      description: optionalText(room['description'], 'description'),
      createdAtMs: optionalTimeMs(room['created'], 'created'),
      activeUsersCutoffS: optionalCount(room['active_users_cutoff'], 'active_users_cutoff'),
      imageId: optionalCount(room['image_id'], 'image_id'),
    }),
  };
}

/**
 * The rooms that a server shows; entries that are none are left out (spec 05 §1.2).
 * @throws {CommunityError} `answer-invalid` when it is no list.
 */
export function readRooms(json: unknown): readonly Room[] {
  return asList(json, 'rooms').flatMap((entry) => {
    try {
      return readRoom(entry);
    } catch (error) {
      if (error instanceof CommunityError) return [];
      throw error;
    }
  });
}

/** @throws {CommunityError} `answer-invalid` */
export function readPollInfo(json: unknown): PollInfo {
  const info = asRecord(json, 'pollInfo');
  const { details } = info;
  return {
    token: readToken(info['token']),
    activeUsers: optionalCount(info['active_users'], 'active_users') ?? 0,
    rights: readRights(info),
    defaults: readDefaults(info),
    ...(isRecord(details) ? { details: readRoom(details) } : {}),
  };
}

/**
 * The number of changes that an edit of a room, or a pin in it, was answered with.
 * @throws {CommunityError} `answer-invalid`
 */
export function readInfoUpdates(json: unknown): number {
  return asCount(asRecord(json, 'answer')['info_updates'], 'info_updates');
}

function readToken(value: unknown): string {
  const token = asText(value, 'token');
  if (!isRoomToken(token)) throw new CommunityError('answer-invalid', { message: 'token' });
  return token;
}

function readRights(json: JsonRecord): RoomRights {
  const isGlobalAdmin = isTrue(json['global_admin']);
  const isGlobalModerator = isGlobalAdmin || isTrue(json['global_moderator']);
  const isAdmin = isGlobalAdmin || isTrue(json['admin']);
  return {
    read: isTrue(json['read']),
    write: isTrue(json['write']),
    upload: isTrue(json['upload']),
    isModerator: isAdmin || isGlobalModerator || isTrue(json['moderator']),
    isAdmin,
    isGlobalModerator,
    isGlobalAdmin,
  };
}

function readDefaults(json: JsonRecord): RoomDefaults {
  return present({
    read: optionalFlag(json['default_read']),
    accessible: optionalFlag(json['default_accessible']),
    write: optionalFlag(json['default_write']),
    upload: optionalFlag(json['default_upload']),
  });
}

function readPins(value: unknown): readonly PinnedMessage[] {
  if (value === undefined || value === null) return [];
  return asList(value, 'pinned_messages').map((entry) => {
    const pin = asRecord(entry, 'pin');
    return {
      id: asCount(pin['id'], 'id'),
      ...present({
        pinnedAtMs: optionalTimeMs(pin['pinned_at'], 'pinned_at'),
        pinnedBy: parseUserId(pin['pinned_by']),
      }),
    };
  });
}
