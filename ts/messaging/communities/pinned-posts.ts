// Pinned posts may be older than all that is here: what they say is fetched and kept beside the room (spec 05 §8).

import type { PinnedWords, Repositories, RoomRow } from '../../store/index.ts';
import type { Services } from '../services.ts';
import { cutToCodePoints } from '../text/index.ts';
import { fetchPosts } from './missing-posts.ts';
import { withWords } from './pin-words.ts';
import type { ReceiveRoom } from './receive-room.ts';
import { type ReadPost, readRow } from './read-rows.ts';
import type { RoomPlace } from './room-files.ts';
import { type RoomContext, noteAuthor } from './take-rows.ts';

/** Asked for at once; the others follow with the next round. */
const MOST_AT_ONCE = 20;
/** Of a post: enough to read it where the pinned ones are listed. */
const WORDS_CODE_POINTS = 2_000;

type Deps = Pick<Services, 'store' | 'communities' | 'events' | 'log'> & { readonly receive: ReceiveRoom };

/** Completes what is known of the pinned posts of one server's rooms. */
export class PinnedPosts {
  private readonly deps: Deps;
  /** Asked for already, by room: a server that does not have them is not asked with every round. */
  private readonly asked = new Map<number, Set<number>>();

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws what {@link CommunityServers.ask} throws */
  async complete({ server, room }: RoomPlace, signal: AbortSignal): Promise<void> {
    const asked = this.asked.get(room.conversationId) ?? new Set();
    this.asked.set(room.conversationId, asked);
    const missing = missingPins(this.deps.store, room).filter((id) => !asked.has(id));
    if (missing.length === 0) return;
    const ids = missing.slice(0, MOST_AT_ONCE);
    const rows = await fetchPosts(this.deps.communities, { server, room }, { ids, signal });
    for (const id of ids) asked.add(id);
    const posts = rows.map((row) => readRow(row, this.deps.log)).filter((row) => row.kind === 'post');
    this.keep(room.conversationId, posts);
  }

  private keep(conversationId: number, posts: readonly ReadPost[]): void {
    const { store, receive } = this.deps;
    const changes = store.transaction((repositories) => {
      const context = receive.contextOf(repositories, conversationId);
      const info = context?.room.info;
      if (context === undefined || info === undefined) return [];
      const told = new Map<number, PinnedWords>();
      const ofAuthors = posts.flatMap((post) => {
        const { words, changes: ofAuthor } = wordsOf(context, post);
        if (words !== undefined) told.set(post.id, words);
        return ofAuthor;
      });
      if (told.size === 0) return ofAuthors;
      const pinned = info.pinned.map((pin) => withWords(pin, told.get(pin.id)));
      const { imageId } = context.room;
      repositories.communities.describeRoom(conversationId, { info: { ...info, pinned }, imageId });
      return [...ofAuthors, { type: 'conversation-changed', conversationId } as const];
    });
    receive.tell(changes);
  }
}

/** Numbers of the pinned posts of which nothing is here. */
export function missingPins(
  { communities }: Pick<Repositories, 'communities'>,
  { conversationId, info }: Pick<RoomRow, 'conversationId' | 'info'>,
): readonly number[] {
  return (info?.pinned ?? []).flatMap(({ id, words }) =>
    words === undefined && communities.post(conversationId, id)?.messageId === undefined ? [id] : [],
  );
}

/** Nothing of whom we have blocked. */
function wordsOf(
  context: RoomContext,
  post: ReadPost,
): { readonly words: PinnedWords | undefined } & Pick<ReturnType<typeof noteAuthor>, 'changes'> {
  const { id: authorId, isBlocked, parts, changes } = noteAuthor(context, post);
  if (parts === undefined || isBlocked) return { words: undefined, changes };
  const words = {
    authorId,
    text: cutToCodePoints(parts.body, WORDS_CODE_POINTS),
    fileCount: post.message.attachments?.length ?? 0,
    postedAtMs: post.postedAtMs,
  };
  return { words, changes };
}
