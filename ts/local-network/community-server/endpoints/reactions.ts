import type { Call } from '../call.ts';
import type { Post } from '../model/post.ts';
import { seqnoOf } from '../model/post.ts';
import { FILE_LIFE_MS } from '../model/files.ts';
import type { Room } from '../model/room.ts';
import { invalid, jsonAnswer, notFound } from '../refusal.ts';
import type { Route } from '../router.ts';
import { seconds } from '../views.ts';

const MAX_CODE_POINTS = 12;

/** Reactions and pins. Spec 05 §8. */
export const REACTION_ROUTES: readonly Route[] = [
  { method: 'PUT', path: '/room/:room/reaction/:id/:reaction', handle: react },
  { method: 'DELETE', path: '/room/:room/reaction/:id/:reaction', handle: unreact },
  { method: 'DELETE', path: '/room/:room/reactions/:id', handle: clear },
  { method: 'DELETE', path: '/room/:room/reactions/:id/:reaction', handle: clear },
  { method: 'GET', path: '/room/:room/reactors/:id/:reaction', handle: reactors },
  { method: 'POST', path: '/room/:room/pin/:id', handle: pin },
  { method: 'POST', path: '/room/:room/unpin/all', handle: unpinAll },
  { method: 'POST', path: '/room/:room/unpin/:id', handle: unpin },
];

function react(call: Call) {
  const { user, nowMs } = call;
  const { room, post, reaction } = target(call, call.roomFor('read'));
  const added = room.posts.react(post, reaction, { user, nowMs });
  return jsonAnswer({ added, seqno: seqnoOf(post) });
}

function unreact(call: Call) {
  const { user } = call;
  const { room, post, reaction } = target(call, call.roomFor('read'));
  const removed = room.posts.unreact(post, reaction, { user });
  return jsonAnswer({ removed, seqno: seqnoOf(post) });
}

function clear(call: Call) {
  const room = call.roomFor('moderate');
  const post = regularPost(call, room);
  const reaction = call.hasParam('reaction') ? reactionOf(call) : undefined;
  const removed = room.posts.clearReactions(post, reaction);
  return jsonAnswer({ removed, seqno: seqnoOf(post) });
}

function reactors(call: Call) {
  const { post, reaction } = target(call, call.roomFor('read'));
  const limit = call.numberQuery('limit', { least: 1, most: Number.MAX_SAFE_INTEGER, fallback: Infinity });
  const who = [...(post.reactions.get(reaction) ?? [])].slice(0, limit);
  return jsonAnswer(who.map(([{ id }, atMs]) => [id, seconds(atMs)]));
}

function pin(call: Call) {
  const room = call.roomFor('administer');
  const post = regularPost(call, room);
  room.pin(post.id, { pinnedMs: call.nowMs, by: call.user });
  keepFiles(call, room, { post, untilMs: undefined });
  return jsonAnswer({ info_updates: room.infoUpdates });
}

function unpin(call: Call) {
  const room = call.roomFor('administer');
  const post = regularPost(call, room);
  const unpinned = room.unpin(post.id);
  if (unpinned) letFilesGo(call, room, post);
  return jsonAnswer({ unpinned, info_updates: room.infoUpdates });
}

function unpinAll(call: Call) {
  const room = call.roomFor('administer');
  const ids = [...room.pins.keys()];
  for (const id of ids) {
    room.unpin(id);
    const post = room.posts.find(id);
    if (post !== undefined) letFilesGo(call, room, post);
  }
  return jsonAnswer({ unpinned: ids.length, info_updates: room.infoUpdates });
}

/** The files of a pinned post do not expire. */
function letFilesGo(call: Call, room: Room, post: Post): void {
  keepFiles(call, room, { post, untilMs: call.nowMs + FILE_LIFE_MS });
}

function keepFiles(
  { community, nowMs }: Call,
  room: Room,
  { post, untilMs }: { readonly post: Post; readonly untilMs: number | undefined },
): void {
  for (const id of post.fileIds) {
    const file = community.files.find(room, id, nowMs);
    if (file !== undefined) community.files.keep(file, untilMs);
  }
}

function target(call: Call, room: Room) {
  return { room, post: regularPost(call, room), reaction: reactionOf(call) };
}

/** Whispers can be neither pinned nor reacted to. */
function regularPost(call: Call, room: Room): Post {
  const post = call.postIn(room);
  if (post.whisper !== undefined || post.isFiltered) throw notFound('Message');
  return post;
}

function reactionOf(call: Call): string {
  const reaction = call.param('reaction');
  const length = [...reaction].length;
  if (length < 1 || length > MAX_CODE_POINTS) throw invalid('Invalid reaction');
  return reaction;
}
