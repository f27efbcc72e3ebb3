import { fromUtf8, isCodedError } from '../../util/index.ts';
import { isPlainObject } from '../json.ts';
import type { ServerAnswer, ServerRequest } from '../file-server/server-request.ts';
import type { Community } from './model/community.ts';
import type { Right, Standing } from './model/membership.ts';
import type { Post } from './model/post.ts';
import type { Room } from './model/room.ts';
import type { User } from './model/user.ts';
import { forbidden, invalid, notFound, Refusal } from './refusal.ts';

/** One request to one endpoint, whoever asks. */
export class Call {
  readonly community: Community;
  readonly request: ServerRequest;
  readonly nowMs: number;
  readonly query: URLSearchParams;
  /** Undefined: nobody knows. */
  readonly caller: User | undefined;
  private readonly params: Readonly<Record<string, string>>;

  constructor({
    community,
    request,
    nowMs,
    query,
    caller,
    params,
  }: Pick<Call, 'community' | 'request' | 'nowMs' | 'query' | 'caller'> & {
    readonly params: Readonly<Record<string, string>>;
  }) {
    this.community = community;
    this.request = request;
    this.nowMs = nowMs;
    this.query = query;
    this.caller = caller;
    this.params = params;
  }

  /** @throws {Refusal} 401 when nobody signed the request. */
  get user(): User {
    return this.assertUser();
  }

  /** @throws {Refusal} 401 when nobody signed the request. */
  assertUser(): User {
    if (this.caller === undefined) throw new Refusal(401, 'X-SOGS-* request authentication required');
    return this.caller;
  }

  param(name: string): string {
    return this.params[name] ?? '';
  }

  hasParam(name: string): boolean {
    return this.params[name] !== undefined;
  }

  /** A number in the path. @throws {Refusal} 404 for what is none: there is no such path. */
  numberParam(name: string): number {
    const text = this.param(name);
    if (!/^[0-9]{1,15}$/.test(text)) throw notFound('Path');
    return Number(text);
  }

  /** The ID of somebody in the path. @throws {Refusal} 404 */
  userIdParam(name = 'user'): string {
    const text = this.param(name).toLowerCase();
    if (!/^(?:05|15)[0-9a-f]{64}$/.test(text)) throw notFound('User');
    return text;
  }

  /** A number of the query within bounds; `fallback` when there is none. @throws {Refusal} 400 for what is no number. */
  numberQuery(
    name: string,
    { least, most, fallback }: { readonly least: number; readonly most: number; readonly fallback: number },
  ): number {
    const text = this.query.get(name);
    if (text === null) return fallback;
    if (!/^-?[0-9]{1,15}$/.test(text)) throw invalid(`Invalid ${name}`);
    return Math.min(most, Math.max(least, Number(text)));
  }

  /** The object that the body is. @throws {Refusal} 400 */
  json(): Readonly<Record<string, unknown>> {
    try {
      const value: unknown = JSON.parse(fromUtf8(this.request.body));
      if (isPlainObject(value)) return value;
    } catch (error) {
      if (!isCodedError(error) && !(error instanceof SyntaxError)) throw error;
    }
    throw invalid('Invalid JSON body');
  }

  /** The room of the path. @throws {Refusal} 404, also when the caller may not know of it. */
  room(): Room {
    const room = this.community.findRoom(this.param('room'));
    if (room === undefined) throw notFound('Room');
    const { accessible, isBanned } = room.standingOf(this.caller);
    if (!accessible && !isBanned) throw notFound('Room');
    return room;
  }

  standingIn(room: Room): Standing {
    return room.standingOf(this.caller);
  }

  /** The room of the path, in which the caller may do something. @throws {Refusal} 401, 403, 404 */
  roomFor(right: Exclude<Right, 'accessible'> | 'moderate' | 'administer'): Room {
    if (right !== 'read') this.assertUser();
    const room = this.room();
    const standing = this.standingIn(room);
    if (standing.isBanned) throw forbidden('You are banned from this room');
    const isAllowed =
      right === 'moderate'
        ? standing.isModerator
        : right === 'administer'
          ? standing.isAdmin
          : standing[right];
    if (!isAllowed) throw forbidden(`You have no permission to ${right} in this room`);
    return room;
  }

  /** A post of the path that the caller may see. @throws {Refusal} 404 */
  postIn(room: Room): Post {
    const post = room.posts.find(this.numberParam('id'));
    if (post === undefined || !isVisibleTo(post, this.caller, this.standingIn(room)))
      throw notFound('Message');
    return post;
  }
}

export type Handler = (call: Call) => ServerAnswer;

/** Whispers are for some, what the filter hides for its author. Spec 05 §7.6. */
export function isVisibleTo(post: Post, viewer: User | undefined, { isModerator }: Standing): boolean {
  if (viewer !== undefined && post.author === viewer) return true;
  if (post.isFiltered) return false;
  const { whisper } = post;
  if (whisper === undefined) return true;
  if (whisper.moderators && isModerator) return true;
  return viewer !== undefined && whisper.user === viewer;
}
