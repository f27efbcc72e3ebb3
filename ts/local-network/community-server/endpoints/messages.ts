import { fromBase64, isCodedError } from '../../../util/index.ts';
import type { JsonValue } from '../../json.ts';
import { isVisibleTo } from '../call.ts';
import type { Call } from '../call.ts';
import type { Content, Post, WhisperTo } from '../model/post.ts';
import { seqnoOf } from '../model/post.ts';
import type { Room } from '../model/room.ts';
import { forbidden, invalid, jsonAnswer } from '../refusal.ts';
import type { Route } from '../router.ts';
import { postView, reactionsRow } from '../views.ts';

/** How many rows a page has: when not said, and at most. Spec 05 §7.4. */
export const PAGE = { least: 1, most: 256, fallback: 100 } as const;
const REACTORS = { least: 0, most: 20, fallback: 4 } as const;
const SIGNATURE_BYTES = 64;
const USER_ID = /^(?:05|15)[0-9a-f]{64}$/;

/** Posts. Spec 05 §7.4. */
export const MESSAGE_ROUTES: readonly Route[] = [
  { method: 'POST', path: '/room/:room/message', handle: post },
  { method: 'PUT', path: '/room/:room/message/:id', handle: edit },
  { method: 'DELETE', path: '/room/:room/message/:id', handle: remove },
  { method: 'GET', path: '/room/:room/message/:id', handle: one },
  { method: 'GET', path: '/room/:room/messages/recent', handle: recent },
  { method: 'GET', path: '/room/:room/messages/before/:id', handle: before },
  { method: 'GET', path: '/room/:room/messages/since/:seqno', handle: since },
];

function post(call: Call) {
  const room = call.roomFor('write');
  const body = call.json();
  const content = contentIn(body);
  const whisper = whisperIn(call, room, body);
  const { community, nowMs, user } = call;
  if (!call.standingIn(room).isAdmin) room.pace.admit(user, nowMs);
  const id = community.nextPostId();
  const verdict = community.judge(content);
  const added = room.posts.add({
    id,
    author: user,
    postedMs: nowMs,
    ...content,
    ...(whisper === undefined ? {} : { whisper }),
    isFiltered: verdict === 'hide',
  });
  added.fileIds = community.files.link(fileIdsIn(body), { room, user, nowMs });
  const view = postView(added, { caller: user, reactors: 0 });
  return jsonAnswer({ ...view, ...(added.isFiltered ? { filtered: true } : {}) }, 201);
}

function edit(call: Call) {
  const room = call.roomFor('write');
  const target = call.postIn(room);
  const { community, nowMs, user } = call;
  if (target.author !== user) throw forbidden('Only its author may edit a message');
  const body = call.json();
  const content = contentIn(body);
  community.judge(content);
  room.posts.edit(target, content, nowMs);
  const added = community.files.link(fileIdsIn(body), { room, user, nowMs });
  target.fileIds = [...target.fileIds, ...added];
  return jsonAnswer({});
}

function remove(call: Call) {
  const { user } = call;
  const room = call.roomFor('read');
  const target = call.postIn(room);
  const { write, isModerator } = call.standingIn(room);
  if (!isModerator && (target.author !== user || !write)) throw forbidden('You may not delete this message');
  call.community.deletePost(room, target, call.nowMs);
  return jsonAnswer({});
}

function one(call: Call) {
  return jsonAnswer(postView(call.postIn(call.roomFor('read')), viewOf(call)));
}

function recent(call: Call) {
  return backwards(call, Number.POSITIVE_INFINITY);
}

function before(call: Call) {
  return backwards(call, call.numberParam('id'));
}

function backwards(call: Call, beforeId: number) {
  const room = entered(call);
  const standing = call.standingIn(room);
  const seen = (candidate: Post): boolean =>
    candidate.content !== undefined && isVisibleTo(candidate, call.caller, standing);
  const rows = firstOf(room.posts.backwards(beforeId), call.numberQuery('limit', PAGE), seen);
  return jsonAnswer(rows.map((row) => postView(row, viewOf(call))));
}

function since(call: Call) {
  const room = entered(call);
  const seqno = call.numberParam('seqno');
  const standing = call.standingIn(room);
  const wantsReactions = (call.query.get('t') ?? '').includes('r');
  const seen = (row: Post): boolean =>
    (wantsReactions || row.seqnoData > seqno) &&
    (row.content !== undefined || row.seqnoCreation <= seqno) &&
    isVisibleTo(row, call.caller, standing);
  const rows = firstOf(room.posts.changedAfter(seqno), call.numberQuery('limit', PAGE), seen);
  return jsonAnswer(rows.map((row) => changeView(row, seqno, call)));
}

/** A post whose content was known before is told by its reactions alone. */
function changeView(row: Post, seqno: number, call: Call): JsonValue {
  const view = viewOf(call);
  const isReactionsOnly = seqno > 0 && row.seqnoData <= seqno && seqnoOf(row) > seqno;
  return isReactionsOnly ? reactionsRow(row, view) : postView(row, view);
}

/** The room of the path; whoever reads is active. */
function entered(call: Call): Room {
  const room = call.roomFor('read');
  if (call.caller !== undefined) room.touch(call.caller, call.nowMs);
  return room;
}

function viewOf(call: Call): { readonly caller: Call['caller']; readonly reactors: number } {
  return { caller: call.caller, reactors: call.numberQuery('reactors', REACTORS) };
}

function firstOf(posts: Iterable<Post>, limit: number, seen: (row: Post) => boolean): readonly Post[] {
  const rows: Post[] = [];
  for (const row of posts) {
    if (!seen(row)) continue;
    rows.push(row);
    if (rows.length === limit) break;
  }
  return rows;
}

function contentIn({ data, signature }: Readonly<Record<string, unknown>>): Content {
  const content = { data: base64In(data, 'data'), signature: base64In(signature, 'signature') };
  if (content.data.length === 0 || content.signature.length !== SIGNATURE_BYTES)
    throw invalid('Invalid data or signature');
  return content;
}

function base64In(value: unknown, what: string): Uint8Array {
  try {
    if (typeof value === 'string') return fromBase64(value);
  } catch (error) {
    if (!isCodedError(error)) throw error;
  }
  throw invalid(`Invalid ${what}`);
}

/** Clients send ids as numbers and as texts. */
function fileIdsIn({ files = [] }: Readonly<Record<string, unknown>>): readonly number[] {
  if (!Array.isArray(files)) throw invalid('Invalid files');
  return files.map((id: unknown) => {
    const number = typeof id === 'string' && /^[0-9]{1,15}$/.test(id) ? Number(id) : id;
    if (!Number.isSafeInteger(number)) throw invalid('Invalid files');
    return number as number;
  });
}

/** Moderators may whisper. */
function whisperIn(call: Call, room: Room, body: Readonly<Record<string, unknown>>): WhisperTo | undefined {
  const to = body['whisper_to'] ?? undefined;
  const moderators = body['whisper_mods'] ?? false;
  if (typeof moderators !== 'boolean') throw invalid('Invalid whisper_mods');
  if (to === undefined && !moderators) return undefined;
  if (!call.standingIn(room).isModerator) throw forbidden('Only moderators may whisper');
  if (to === undefined) return { user: undefined, moderators };
  if (typeof to !== 'string' || !USER_ID.test(to.toLowerCase())) throw invalid('Invalid whisper_to');
  return { user: call.community.users.named(to.toLowerCase()), moderators };
}
