import { asList, asTimeMs, refuse } from '../json.ts';
import type { CommunityRequest } from '../request.ts';
import { roomPath } from '../room-token.ts';
import { parseUserId } from '../user-id.ts';
import type { CommunityUserId } from '../user-id.ts';
import { numberSegment, queryOf, reactionSegment } from './paths.ts';

/** Which reaction to which post. */
export interface ReactionTarget {
  readonly room: string;
  readonly id: number;
  readonly reaction: string;
}

/** Gives a reaction (spec 05 §8). @throws {CommunityError} `argument-invalid` */
export function addReactionRequest(target: ReactionTarget): CommunityRequest {
  return { method: 'PUT', path: targetPath('reaction', target), body: { json: {} } };
}

/** Takes one's own reaction back (spec 05 §8). @throws {CommunityError} `argument-invalid` */
export function removeReactionRequest(target: ReactionTarget): CommunityRequest {
  return { method: 'DELETE', path: targetPath('reaction', target) };
}

/** Removes one reaction of all people, or all reactions; for moderators (spec 05 §8). @throws {CommunityError} `argument-invalid` */
export function clearReactionsRequest(
  target: Omit<ReactionTarget, 'reaction'> & Partial<ReactionTarget>,
): CommunityRequest {
  const { room, id, reaction } = target;
  const path =
    reaction === undefined
      ? `${roomPath(room)}/reactions/${numberSegment(id)}`
      : targetPath('reactions', { room, id, reaction });
  return { method: 'DELETE', path };
}

/** Who gave a reaction (spec 05 §8). @throws {CommunityError} `argument-invalid` */
export function reactorsRequest(
  target: ReactionTarget,
  { limit }: { readonly limit?: number } = {},
): CommunityRequest {
  return { method: 'GET', path: targetPath('reactors', target) + queryOf({ limit }) };
}

/** Who gave a reaction and when, as answered. @throws {CommunityError} `answer-invalid` */
export function readReactors(
  json: unknown,
): readonly { readonly user: CommunityUserId; readonly atMs: number }[] {
  return asList(json, 'reactors').flatMap((entry) => {
    const [id, time] = asList(entry, 'reactor');
    const user = parseUserId(id) ?? (typeof id === 'string' ? undefined : refuse('reactor'));
    return user === undefined ? [] : [{ user, atMs: asTimeMs(time, 'time') }];
  });
}

/** Pins a post, or moves it to the end of the pinned ones; for admins (spec 05 §8). @throws {CommunityError} `argument-invalid` */
export function pinRequest(room: string, id: number): CommunityRequest {
  return { method: 'POST', path: `${roomPath(room)}/pin/${numberSegment(id)}`, body: { json: {} } };
}

/** Unpins one post, or all; for admins (spec 05 §8). @throws {CommunityError} `argument-invalid` */
export function unpinRequest(room: string, id: number | 'all'): CommunityRequest {
  const segment = id === 'all' ? id : numberSegment(id);
  return { method: 'POST', path: `${roomPath(room)}/unpin/${segment}`, body: { json: {} } };
}

function targetPath(kind: 'reaction' | 'reactions' | 'reactors', target: ReactionTarget): string {
  const { room, id, reaction } = target;
  return `${roomPath(room)}/${kind}/${numberSegment(id)}/${reactionSegment(reaction)}`;
}
