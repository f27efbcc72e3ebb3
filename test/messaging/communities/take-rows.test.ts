import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { AccountId } from '../../../ts/account/index.ts';
import type { MessageRow as WireRow } from '../../../ts/community/index.ts';
import { missingPosts } from '../../../ts/messaging/communities/missing-posts.ts';
import type { ReadPost, ReadRow } from '../../../ts/messaging/communities/read-rows.ts';
import { type RoomContext, takeRows } from '../../../ts/messaging/communities/take-rows.ts';
import type { PersonId, Store } from '../../../ts/store/index.ts';
import { BOB, CAROL, ME, temporaryStore } from '../../store/support.ts';

const ROOM_KEY = Uint8Array.from({ length: 32 }, (_, at) => at + 9);
let rooms = 0;

/** A room that has just been joined, of a server where nobody hides. */
function newRoom(store: Store): () => RoomContext {
  const server = store.communities.putServer({ baseUrl: 'https://example.org', publicKey: ROOM_KEY });
  const token = `room-${(rooms += 1)}`;
  const { conversationId } = store.communities.addRoom({ serverId: server.id, token, nowMs: 1 });
  store.communities.setProgress(conversationId, { seqno: 0, hasOlder: false });
  return () => ({
    repositories: store,
    server: { ...server, capabilities: ['sogs'] },
    room: store.communities.room(conversationId) as RoomContext['room'],
    ownId: ME,
    ownIds: new Set<string>([ME]),
    nowMs: 1_000_000,
  });
}

interface PostState {
  readonly id: number;
  readonly author: PersonId;
  readonly createdSeqno: number;
  readonly postedAtMs: number;
  readonly dataSeqno: number;
  readonly reactionsSeqno: number;
  /** Undefined when it is deleted. */
  readonly body: string | undefined;
  readonly editedAtMs: number | undefined;
  readonly reactions: Readonly<Record<string, readonly string[]>>;
}

type Change =
  | { readonly kind: 'post'; readonly author: AccountId }
  | { readonly kind: 'edit'; readonly at: number }
  | { readonly kind: 'delete'; readonly at: number }
  | { readonly kind: 'react'; readonly at: number; readonly emoji: string; readonly who: AccountId };

/** What a server does (spec 05 §7.4, §14). */
function changed(posts: readonly PostState[], change: Change, seqno: number): readonly PostState[] {
  if (change.kind === 'post')
    return [
      ...posts,
      {
        id: posts.length + 1,
        author: change.author,
        createdSeqno: seqno,
        postedAtMs: 1_000 + posts.length,
        dataSeqno: seqno,
        reactionsSeqno: 0,
        body: `Text ${seqno}`,
        editedAtMs: undefined,
        reactions: {},
      },
    ];
  return posts.map((post, at) => {
    if (at !== change.at % posts.length || post.body === undefined) return post;
    if (change.kind === 'edit')
      return { ...post, dataSeqno: seqno, body: `Text ${seqno}`, editedAtMs: 10_000 + seqno };
    if (change.kind === 'delete') return { ...post, dataSeqno: seqno, body: undefined, reactions: {} };
    const before = post.reactions[change.emoji] ?? [];
    const who = before.includes(change.who)
      ? before.filter((id) => id !== change.who)
      : [...before, change.who];
    const { [change.emoji]: _, ...others } = post.reactions;
    const reactions = who.length === 0 ? others : { ...post.reactions, [change.emoji]: who };
    return { ...post, reactionsSeqno: seqno, reactions };
  });
}

const seqnoOf = ({ dataSeqno, reactionsSeqno }: PostState): number => Math.max(dataSeqno, reactionsSeqno);

/** What a server tells of all that has changed after `since`. */
function rowsSince(posts: readonly PostState[], since: number): readonly ReadRow[] {
  return posts
    .filter((post) => seqnoOf(post) > since)
    .filter(({ body, createdSeqno }) => body !== undefined || createdSeqno <= since)
    .sort((a, b) => seqnoOf(a) - seqnoOf(b))
    .map((post) => rowOf(post, since));
}

function rowOf(post: PostState, since: number): ReadRow {
  const { id, author, postedAtMs, editedAtMs, body } = post;
  const seqno = seqnoOf(post);
  if (body === undefined) return { kind: 'deletion', id, seqno };
  const reactions = Object.entries(post.reactions).map(([emoji, reactors]) => ({
    emoji,
    count: reactors.length,
    isOurs: reactors.includes(ME),
    reactors: reactors as readonly AccountId[],
  }));
  if (post.dataSeqno <= since && since > 0) return { kind: 'reactions', id, seqno, reactions };
  return {
    kind: 'post',
    id,
    seqno,
    author: author as AccountId,
    postedAtMs,
    ...(editedAtMs === undefined ? {} : { editedAtMs }),
    data: Uint8Array.of(1),
    signature: new Uint8Array(64),
    reactions,
    isFiltered: false,
    message: { kind: 'data', body },
    sigTimestampMs: postedAtMs,
  } satisfies ReadPost;
}

/** What is shown of the room, as a server in this state would show it. */
function shown({ repositories, room }: RoomContext): unknown {
  const { conversationId } = room;
  const { rows } = repositories.messages.page({ conversationId, limit: 200 });
  const reactions = repositories.communities.reactionsOf(rows.map(({ id }) => id));
  return [...rows]
    .sort((a, b) => a.sentAtMs - b.sentAtMs)
    .map(({ id, body, authorId }) => ({
      body,
      authorId,
      reactions: (reactions.get(id) ?? []).map(({ emoji, count }) => [emoji, count]),
    }));
}

const onServer = (posts: readonly PostState[]): unknown =>
  posts
    .filter(({ body }) => body !== undefined)
    .map(({ body, author, reactions }) => ({
      body,
      authorId: author,
      reactions: Object.entries(reactions).map(([emoji, who]) => [emoji, who.length]),
    }));

const at = fc.nat({ max: 30 });
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('post'), author: fc.constantFrom(BOB, CAROL, ME) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('edit', 'delete'), at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('react'),
      at,
      emoji: fc.constantFrom('🍐', '🌻'),
      who: fc.constantFrom(BOB, CAROL, ME),
    }),
  },
);
/** A change; then, maybe, a poll, and one of the answers of before again. */
const step = fc.record({ change, polls: fc.boolean(), again: fc.option(at, { nil: undefined }) });

test('a room is here as it is on its server, whatever is told twice, late or in pieces', () => {
  const store = temporaryStore();
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      const context = newRoom(store);
      const answers: (readonly ReadRow[])[] = [];
      let posts: readonly PostState[] = [];
      let since = 0;
      let isAfterFullPage = false;
      const take = (rows: readonly ReadRow[]): void => void takeRows(context(), rows, 'changes');
      const poll = (limit: number): boolean => {
        const page = rowsSince(posts, since).slice(0, limit);
        const missing = missingPosts(store, context().room, {
          rows: page as readonly WireRow[],
          isAfterFullPage,
        });
        isAfterFullPage = page.length === limit;
        const rows = page.map((row) => {
          const post = posts.find(({ id }) => id === row.id);
          return post !== undefined && missing.includes(post.id) ? rowOf(post, 0) : row;
        });
        answers.push(rows);
        take(rows);
        since = Math.max(since, ...page.map(({ seqno = 0 }) => seqno));
        return page.length === limit;
      };
      for (const [index, { change: wanted, polls, again }] of steps.entries()) {
        if (wanted.kind === 'post' || posts.length > 0) posts = changed(posts, wanted, index + 1);
        if (polls) poll(2);
        const old = again === undefined ? undefined : answers[again % Math.max(1, answers.length)];
        if (old !== undefined) take(old);
      }
      while (poll(2));
      expect(shown(context())).toEqual(onServer(posts));
      for (const rows of answers) take(rows);
      expect(shown(context())).toEqual(onServer(posts));
    }),
    { numRuns: 300 },
  );
});

const post = (part: Partial<ReadPost> & Pick<ReadPost, 'id' | 'seqno'>, body: string): ReadPost => ({
  ...(rowOf(
    {
      id: part.id,
      author: BOB,
      createdSeqno: part.seqno,
      postedAtMs: 1_000,
      dataSeqno: part.seqno,
      reactionsSeqno: 0,
      body,
      editedAtMs: undefined,
      reactions: {},
    },
    0,
  ) as ReadPost),
  ...part,
});

const bodies = (context: RoomContext): readonly string[] =>
  (shown(context) as readonly { readonly body: string }[]).map(({ body }) => body);

test('posts of one author at the same time are all there, in their order', () => {
  const context = newRoom(temporaryStore());
  takeRows(
    context(),
    [1, 2, 3].map((id) => post({ id, seqno: id }, `Text ${id}`)),
    'changes',
  );
  expect(bodies(context())).toEqual(['Text 1', 'Text 2', 'Text 3']);
});

test('nobody edits what somebody else wrote', () => {
  const context = newRoom(temporaryStore());
  takeRows(context(), [post({ id: 1, seqno: 1 }, 'By Bob')], 'changes');
  const forged = post({ id: 1, seqno: 2, author: CAROL, editedAtMs: 2_000 }, 'By Carol');
  takeRows(context(), [forged], 'changes');
  expect(bodies(context())).toEqual(['By Bob']);
});

test('what was deleted here does not come back, and what is older than all that is here comes with the history only', () => {
  const store = temporaryStore();
  const context = newRoom(store);
  const { conversationId } = context().room;
  takeRows(context(), [post({ id: 5, seqno: 1 }, 'Gone')], 'changes');
  const [row] = store.messages.page({ conversationId, limit: 1 }).rows;
  store.messages.delete(row?.id ?? 0);
  takeRows(context(), [post({ id: 5, seqno: 9, editedAtMs: 3_000 }, 'Back?')], 'changes');
  expect(bodies(context())).toEqual([]);
  store.communities.setProgress(conversationId, { hasOlder: true });
  const old = post({ id: 2, seqno: 10, postedAtMs: 500 }, 'Old');
  takeRows(context(), [old], 'changes');
  expect(bodies(context())).toEqual([]);
  takeRows(context(), [old], 'history');
  expect(bodies(context())).toEqual(['Old']);
});

test('after a server was set back its numbers may mean other posts', () => {
  const store = temporaryStore();
  const context = newRoom(store);
  const { conversationId } = context().room;
  takeRows(
    context(),
    [post({ id: 1, seqno: 1 }, 'Kept'), post({ id: 2, seqno: 9, postedAtMs: 9_000 }, 'Lost there')],
    'changes',
  );
  store.communities.rewindRoom(conversationId);
  expect(context().room.seqno).toBeUndefined();
  const rows = [
    post({ id: 1, seqno: 3, editedAtMs: 5_000 }, 'Kept, edited'),
    post({ id: 2, seqno: 4, author: CAROL, postedAtMs: 20_000 }, 'Another one'),
  ];
  takeRows(context(), rows, 'history');
  takeRows(context(), rows, 'history');
  expect(bodies(context())).toEqual(['Kept, edited', 'Lost there', 'Another one']);
});
