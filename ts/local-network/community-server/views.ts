import { toBase64 } from '../../util/index.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { Community } from './model/community.ts';
import type { Membership, Standing } from './model/membership.ts';
import { RIGHTS } from './model/membership.ts';
import type { Post } from './model/post.ts';
import { seqnoOf } from './model/post.ts';
import type { Room } from './model/room.ts';
import { ACTIVE_CUTOFF_S } from './model/room.ts';
import { isGlobalAdmin, isGlobalModerator } from './model/user.ts';
import type { Role, User } from './model/user.ts';

/** Who looks, and when. */
export interface Viewer {
  readonly caller: User | undefined;
  readonly community: Community;
  readonly nowMs: number;
}

export function seconds(ms: number): number {
  return ms / 1_000;
}

/** A room as somebody sees it. Spec 05 §5. */
export function roomView(room: Room, viewer: Viewer): JsonObject {
  const standing = room.standingOf(viewer.caller);
  const staff = staffOf(room, viewer.community);
  return {
    token: room.token,
    name: room.name,
    ...(room.description === undefined ? {} : { description: room.description }),
    info_updates: room.infoUpdates,
    message_sequence: room.posts.sequence,
    created: seconds(room.createdMs),
    active_users: room.activeUsers(viewer.nowMs),
    active_users_cutoff: ACTIVE_CUTOFF_S,
    ...(room.imageId === undefined ? {} : { image_id: room.imageId }),
    ...(room.pins.size === 0 ? {} : { pinned_messages: pinsView(room) }),
    moderators: idsOf(staff, 'moderator', true),
    admins: idsOf(staff, 'admin', true),
    ...(standing.isModerator ? hiddenStaff(staff) : {}),
    ...rightsView(room, viewer.caller, standing),
  };
}

/** What is asked for again and again. Spec 05 §5. */
export function pollInfoView(room: Room, viewer: Viewer, infoUpdates: number): JsonObject {
  return {
    token: room.token,
    active_users: room.activeUsers(viewer.nowMs),
    ...rightsView(room, viewer.caller, room.standingOf(viewer.caller)),
    ...(room.infoUpdates === infoUpdates ? {} : { details: roomView(room, viewer) }),
  };
}

/** A post as somebody sees it. Spec 05 §7.1. */
export function postView(
  post: Post,
  { caller, reactors }: { readonly caller: User | undefined; readonly reactors: number },
): JsonObject {
  const { content, editedMs, whisper } = post;
  return {
    id: post.id,
    seqno: seqnoOf(post),
    session_id: post.author.id,
    posted: seconds(post.postedMs),
    ...(editedMs === undefined ? {} : { edited: seconds(editedMs) }),
    ...(content === undefined
      ? { data: null, deleted: true }
      : { data: toBase64(content.data), signature: toBase64(content.signature) }),
    reactions: reactionsView(post, { caller, reactors }),
    ...(whisper === undefined
      ? {}
      : {
          whisper: true,
          whisper_mods: whisper.moderators,
          ...(whisper.user === undefined ? {} : { whisper_to: whisper.user.id }),
        }),
  };
}

/** A row that tells of nothing but reactions. */
export function reactionsRow(
  post: Post,
  options: { readonly caller: User | undefined; readonly reactors: number },
): JsonObject {
  return { id: post.id, seqno: seqnoOf(post), reactions: reactionsView(post, options) };
}

/** What was said of somebody in a room, and only that. Spec 05 §11. */
export function permissionsView({ overrides, isBanned, role, isVisible }: Membership): JsonObject {
  return {
    ...Object.fromEntries(
      RIGHTS.flatMap((right) => {
        const value = overrides[right];
        return value === undefined ? [] : [[right, value] as const];
      }),
    ),
    ...(isBanned ? { banned: true } : {}),
    ...(role === 'none' ? {} : { [role]: true, ...(isVisible ? {} : { hidden: true }) }),
  };
}

interface Member {
  readonly id: string;
  readonly role: Role;
  readonly isVisible: boolean;
}

/** Moderators and admins of a room, those of the whole server among them. */
function staffOf(room: Room, community: Community): readonly Member[] {
  const staff = new Map<User, Member>();
  for (const user of community.users.all()) {
    if (isGlobalModerator(user))
      staff.set(user, { id: user.id, role: user.globalRole, isVisible: user.isGloballyVisible });
  }
  for (const [user, { role, isVisible }] of room.members()) {
    if (role === 'none') continue;
    const known = staff.get(user);
    staff.set(user, {
      id: user.id,
      role: known?.role === 'admin' ? 'admin' : role,
      isVisible: isVisible || known?.isVisible === true,
    });
  }
  return [...staff.values()];
}

function idsOf(staff: readonly Member[], role: Role, isVisible: boolean): readonly string[] {
  return staff
    .filter((member) => member.role === role && member.isVisible === isVisible)
    .map(({ id }) => id)
    .sort();
}

function hiddenStaff(staff: readonly Member[]): JsonObject {
  const [moderators, admins] = [idsOf(staff, 'moderator', false), idsOf(staff, 'admin', false)];
  return {
    ...(moderators.length === 0 ? {} : { hidden_moderators: moderators }),
    ...(admins.length === 0 ? {} : { hidden_admins: admins }),
  };
}

function pinsView(room: Room): JsonValue {
  return [...room.pins].map(([id, { pinnedMs, by }]) => ({
    id,
    pinned_at: seconds(pinnedMs),
    pinned_by: by.id,
  }));
}

function rightsView(room: Room, caller: User | undefined, standing: Standing): JsonObject {
  const { read, write, upload, isModerator, isAdmin } = standing;
  const defaults = Object.entries(room.defaults).map(
    ([right, value]) => [`default_${right}`, value] as const,
  );
  return {
    read,
    write,
    upload,
    ...(isModerator ? { ...Object.fromEntries(defaults), moderator: true } : {}),
    ...(isAdmin ? { admin: true } : {}),
    ...(isGlobalModerator(caller) ? { global_moderator: true } : {}),
    ...(isGlobalAdmin(caller) ? { global_admin: true } : {}),
  };
}

function reactionsView(
  post: Post,
  { caller, reactors }: { readonly caller: User | undefined; readonly reactors: number },
): JsonObject {
  const entries = [...post.reactions].map(([emoji, who], index) => {
    const first = [...who.keys()].slice(0, reactors).map(({ id }) => id);
    const isOurs = caller !== undefined && who.has(caller);
    return [
      emoji,
      {
        index,
        count: who.size,
        ...(reactors === 0 ? {} : { reactors: first }),
        ...(isOurs ? { you: true } : {}),
      },
    ] as const;
  });
  return Object.fromEntries(entries);
}
