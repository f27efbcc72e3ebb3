import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  addReactionRequest,
  changesSinceRequest,
  clearReactionsRequest,
  deletePostRequest,
  editPostRequest,
  getPostRequest,
  highestSeqno,
  jsonOf,
  postRequest,
  postsBeforeRequest,
  readMessages,
  readPost,
  recentPostsRequest,
  removeReactionRequest,
} from '../../ts/community/index.ts';
import type { CommunityRequest, MessageRow, PostRow, ReactionCount } from '../../ts/community/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { toHex } from '../../ts/util/index.ts';
import type { CommunityMember } from '../local-network/support/community-member.ts';
import { CommunityWorld } from '../local-network/support/community-world.ts';

await cryptoReady();

interface Known {
  readonly data: string;
  readonly reactions: ReadonlyMap<string, number>;
}

let world: CommunityWorld;
/** Two who may do everything, and write as fast as they like. */
let people: readonly [CommunityMember, CommunityMember];

beforeAll(async () => {
  world = await CommunityWorld.start();
  people = [world.staff('admin', 'server'), world.staff('admin', 'server')];
});
afterAll(() => world.close());

let roomCount = 0;
function newRoom(): string {
  roomCount += 1;
  const token = `room-${roomCount}`;
  world.server.createRoom({ token, name: 'A room' });
  return token;
}

/** A room as somebody knows it who only ever asked for its changes. Spec 05 §7.5. */
class Follower {
  readonly posts = new Map<number, Known>();
  private seqno = 0;
  private readonly reader: CommunityMember;
  private readonly room: string;

  constructor(reader: CommunityMember, room: string) {
    this.reader = reader;
    this.room = room;
  }

  /** Asks until a page is not full. */
  async catchUp(limit: number): Promise<void> {
    let rows: readonly MessageRow[];
    do {
      rows = readMessages(await this.reader.json(changesSinceRequest(this.room, this.seqno, { limit })));
      for (const row of rows) await this.take(row);
      this.seqno = highestSeqno(rows, this.seqno);
    } while (rows.length === limit);
  }

  private async take(row: MessageRow): Promise<void> {
    if (row.kind === 'unreadable') throw new Error('the server writes what nobody can read');
    if (row.kind === 'deletion') this.posts.delete(row.id);
    if (row.kind === 'post') this.posts.set(row.id, known(row));
    if (row.kind !== 'reactions') return;
    const before = this.posts.get(row.id);
    if (before === undefined) await this.fetch(row.id);
    else this.posts.set(row.id, { ...before, reactions: countsOf(row.reactions) });
  }

  /** A post that was reacted to while we were at an earlier page is told by its reactions alone: it has to be asked for. */
  private async fetch(id: number): Promise<void> {
    const reply = await this.reader.ask(getPostRequest(this.room, id));
    if (reply.status === 200) this.posts.set(id, known(readPost(jsonOf(reply))));
  }
}

function known({ data, reactions = [] }: PostRow): Known {
  return { data: toHex(data), reactions: countsOf(reactions) };
}

function countsOf(reactions: readonly ReactionCount[]): Known['reactions'] {
  return new Map(reactions.map(({ emoji, count }) => [emoji, count]));
}

/** What the server itself knows. */
function truthOf(room: string): ReadonlyMap<number, Known> {
  const posts = world.server.postsOf(room).flatMap(({ id, data, reactions }) => {
    if (data === undefined) return [];
    const counts = Object.entries(reactions).map(([emoji, who]) => [emoji, who.length] as const);
    return [[id, { data: toHex(data), reactions: new Map(counts) }] as const];
  });
  return new Map(posts);
}

/** Posts twice, so that there are some. */
const KINDS = ['post', 'post', 'edit', 'delete', 'react', 'unreact', 'clear'] as const;
const change = fc.record({
  kind: fc.constantFrom(...KINDS),
  reaction: fc.constantFrom('🎉', '👍'),
  who: fc.constantFrom<(0 | 1)[]>(0, 1),
  which: fc.nat(99),
});
const poll = fc.record({ kind: fc.constant('poll' as const), limit: fc.integer({ min: 1, max: 4 }) });
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

/** What somebody asks for; the server refuses some of it, and that changes nothing. */
function requestFor(
  { kind, reaction, which }: Change,
  room: string,
  author: CommunityMember,
): CommunityRequest {
  const ids = world.server.postsOf(room).map(({ id }) => id);
  const id = ids[which % Math.max(1, ids.length)] ?? 1;
  switch (kind) {
    case 'edit':
      return editPostRequest(room, id, author.content(`edited ${which}`));
    case 'delete':
      return deletePostRequest(room, id);
    case 'react':
      return addReactionRequest({ room, id, reaction });
    case 'unreact':
      return removeReactionRequest({ room, id, reaction });
    case 'clear':
      return clearReactionsRequest({ room, id, ...(which % 2 === 0 ? { reaction } : {}) });
    case 'post':
      return postRequest(room, author.content(`post ${which}`));
  }
}

test('whoever asks for changes, page by page, knows the room as it is, whatever happens in it', async () => {
  const happenings = fc.array(fc.oneof({ arbitrary: change, weight: 5 }, { arbitrary: poll, weight: 1 }), {
    minLength: 5,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(happenings, async (events) => {
      const room = newRoom();
      const follower = new Follower(world.member(), room);
      for (const event of events) {
        if ('limit' in event) await follower.catchUp(event.limit);
        else await people[event.who].ask(requestFor(event, room, people[event.who]));
      }
      await follower.catchUp(3);
      expect(follower.posts).toEqual(truthOf(room));
    }),
    { numRuns: 30 },
  );
});

test('whoever goes back page by page finds all posts that there are, newest first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      async (events, limit) => {
        const room = newRoom();
        for (const event of events) await people[event.who].ask(requestFor(event, room, people[event.who]));
        const reader = world.member();
        const found: PostRow[] = [];
        let page = readMessages(await reader.json(recentPostsRequest(room, { limit })));
        while (page.length > 0) {
          found.push(...page.flatMap((row) => (row.kind === 'post' ? [row] : [])));
          page = readMessages(await reader.json(postsBeforeRequest(room, found.at(-1)!.id, { limit })));
        }
        const truth = [...truthOf(room)].reverse();
        expect(found.map((row) => [row.id, known(row)])).toEqual(truth);
      },
    ),
    { numRuns: 15 },
  );
});
