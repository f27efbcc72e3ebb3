import type { X25519PublicKey } from '../../crypto/index.ts';
import type { Log } from '../../util/index.ts';
import type { ServerAnswer, ServerRequest } from '../file-server/server-request.ts';
import { Authentication } from './authentication.ts';
import { answerComposite, CRASHED } from './batch.ts';
import { Call } from './call.ts';
import { FILE_ROUTES } from './endpoints/files.ts';
import { INBOX_ROUTES } from './endpoints/inbox.ts';
import { MESSAGE_ROUTES } from './endpoints/messages.ts';
import { MODERATION_ROUTES } from './endpoints/moderation.ts';
import { PERMISSION_ROUTES } from './endpoints/permissions.ts';
import { REACTION_ROUTES } from './endpoints/reactions.ts';
import { ROOM_ROUTES } from './endpoints/rooms.ts';
import type { Community } from './model/community.ts';
import type { User } from './model/user.ts';
import { Refusal, textAnswer, unknownPath } from './refusal.ts';
import { percentDecoded, Router } from './router.ts';

/** A request that was answered; those of a batch one by one. */
export interface Answered {
  /** `GET /room/:room/messages/recent`; `unknown` when there is no such endpoint. */
  readonly endpoint: string;
  readonly path: string;
  readonly code: number;
  readonly caller: User | undefined;
}

export interface EndpointParts {
  readonly community: Community;
  readonly publicKey: () => X25519PublicKey;
  readonly nowMs: () => number;
  readonly log: Log;
  /** May answer otherwise than `answer` does, or another request. */
  readonly around: (request: ServerRequest, answer: (request: ServerRequest) => ServerAnswer) => ServerAnswer;
  readonly tell: (answered: Answered) => void;
}

const ROUTES = [
  ...ROOM_ROUTES,
  ...MESSAGE_ROUTES,
  ...REACTION_ROUTES,
  ...FILE_ROUTES,
  ...INBOX_ROUTES,
  ...MODERATION_ROUTES,
  ...PERMISSION_ROUTES,
];

/** What a community server does with a request. Spec 05. */
export class CommunityEndpoints {
  private readonly parts: EndpointParts;
  private readonly authentication: Authentication;
  private readonly router = new Router(ROUTES);

  constructor(parts: EndpointParts) {
    this.parts = parts;
    this.authentication = new Authentication(parts.community, parts.publicKey);
  }

  handle(request: ServerRequest): ServerAnswer {
    const { community, nowMs } = this.parts;
    return this.guarded(() => {
      community.keepHouse(nowMs());
      const caller = this.authentication.userOf(request, signedPath(request.endpoint), nowMs());
      const composite = request.method === 'POST' ? request.endpoint : '';
      if (composite !== '/batch' && composite !== '/sequence') return this.single(request, caller);
      return answerComposite(request.body, {
        stopsAtFailure: composite === '/sequence',
        answer: (part) => this.single(part, caller),
      });
    });
  }

  private single(request: ServerRequest, caller: User | undefined): ServerAnswer {
    const [path, query] = split(request.endpoint);
    const match = this.router.match(request.method, path);
    const answer = this.guarded(() =>
      this.parts.around(request, (asked) => {
        const [askedPath, askedQuery] = asked === request ? [path, query] : split(asked.endpoint);
        const found = asked === request ? match : this.router.match(asked.method, askedPath);
        if (found === undefined) return unknownPath();
        const { community, nowMs } = this.parts;
        return found.route.handle(
          new Call({
            community,
            request: asked,
            nowMs: nowMs(),
            query: new URLSearchParams(askedQuery),
            caller,
            params: found.params,
          }),
        );
      }),
    );
    const endpoint = match === undefined ? 'unknown' : `${match.route.method} ${match.route.path}`;
    this.parts.tell({ endpoint, path, code: answer.code, caller });
    return answer;
  }

  private guarded(work: () => ServerAnswer): ServerAnswer {
    try {
      return work();
    } catch (error) {
      if (error instanceof Refusal) return textAnswer(error.code, error.message);
      this.parts.log.write('error', 'community-request-failed', { error });
      return CRASHED;
    }
  }
}

/** What was signed: the path decoded, the query as it was sent. Spec 05 §3. */
function signedPath(endpoint: string): string {
  const [path, query] = split(endpoint);
  return (percentDecoded(path) ?? path) + query;
}

/** The query has its question mark. */
function split(endpoint: string): readonly [string, string] {
  const at = endpoint.indexOf('?');
  return at < 0 ? [endpoint, ''] : [endpoint.slice(0, at), endpoint.slice(at)];
}
