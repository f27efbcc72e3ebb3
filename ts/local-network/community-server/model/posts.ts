import { ChangeLog } from './change-log.ts';
import type { Content, Post, WhisperTo } from './post.ts';
import type { User } from './user.ts';

export interface NewPost extends Content {
  readonly id: number;
  readonly author: User;
  readonly postedMs: number;
  readonly whisper?: WhisperTo;
  readonly isFiltered?: boolean;
}

/** What is to be kept of the posts of a room. */
export interface PostsState {
  readonly sequence: number;
  /** In the order of their ids. */
  readonly posts: readonly Post[];
}

/** The posts of a room, and the counter that every change of one raises. Spec 05 §14. */
export class Posts {
  private counter: number;
  private readonly ordered: Post[];
  private readonly byId = new Map<number, Post>();
  private readonly byAuthor = new Map<User, Set<Post>>();
  private readonly log: ChangeLog;

  constructor({ sequence, posts }: PostsState = { sequence: 0, posts: [] }) {
    this.counter = sequence;
    this.ordered = [...posts];
    this.log = new ChangeLog(posts);
    for (const post of posts) this.index(post);
  }

  get state(): PostsState {
    return { sequence: this.counter, posts: this.ordered };
  }

  /** The highest sequence number. */
  get sequence(): number {
    return this.counter;
  }

  add({ id, author, postedMs, data, signature, whisper, isFiltered = false }: NewPost): Post {
    const seqno = this.next();
    const post: Post = {
      id,
      author,
      postedMs,
      whisper,
      isFiltered,
      seqnoCreation: seqno,
      seqnoData: seqno,
      seqnoReactions: 0,
      editedMs: undefined,
      content: { data, signature },
      reactions: new Map(),
      fileIds: [],
    };
    this.ordered.push(post);
    this.index(post);
    this.log.add(post, { isNew: true });
    return post;
  }

  /** Takes the newest post out, as if it had never been written but for the sequence number, which stays used up. */
  loseNewest(): void {
    const post = this.ordered.pop();
    if (post === undefined) return;
    this.byId.delete(post.id);
    this.byAuthor.get(post.author)?.delete(post);
    this.log.remove(post);
  }

  /** One that is not deleted. */
  find(id: number): Post | undefined {
    const post = this.byId.get(id);
    return post?.content === undefined ? undefined : post;
  }

  /** Those of somebody that are not deleted. */
  of(author: User): readonly Post[] {
    return [...(this.byAuthor.get(author) ?? [])].filter(({ content }) => content !== undefined);
  }

  /** Newest first, with those that are deleted; of ids below `beforeId`. */
  *backwards(beforeId = Number.POSITIVE_INFINITY): Iterable<Post> {
    for (let at = this.indexOf(beforeId) - 1; at >= 0; at -= 1) {
      const post = this.ordered[at];
      if (post !== undefined) yield post;
    }
  }

  /** Those that have changed after `seqno`, the earliest change first. */
  changedAfter(seqno: number): Iterable<Post> {
    return this.log.after(seqno);
  }

  edit(post: Post, content: Content, nowMs: number): void {
    post.content = content;
    post.editedMs = nowMs;
    post.seqnoData = this.next();
    this.log.add(post, { isNew: false });
  }

  /** The content goes first, then each reaction. */
  delete(post: Post, nowMs: number): void {
    post.content = undefined;
    post.editedMs = nowMs;
    post.seqnoData = this.next();
    this.log.add(post, { isNew: false });
    this.clearReactions(post);
  }

  /** False when it was so before. */
  react(
    post: Post,
    emoji: string,
    { user, nowMs }: { readonly user: User; readonly nowMs: number },
  ): boolean {
    const reactors = post.reactions.get(emoji) ?? new Map<User, number>();
    if (reactors.has(user)) return false;
    post.reactions.set(emoji, reactors.set(user, nowMs));
    this.reactionsChanged(post);
    return true;
  }

  /** False when it was so before. */
  unreact(post: Post, emoji: string, { user }: { readonly user: User }): boolean {
    const reactors = post.reactions.get(emoji);
    if (reactors?.delete(user) !== true) return false;
    if (reactors.size === 0) post.reactions.delete(emoji);
    this.reactionsChanged(post);
    return true;
  }

  /** Removes one reaction of all people, or all; how many there were. */
  clearReactions(post: Post, emoji?: string): number {
    const emojis = emoji === undefined ? [...post.reactions.keys()] : [emoji];
    const count = emojis.reduce((sum, one) => sum + (post.reactions.get(one)?.size ?? 0), 0);
    for (const one of emojis) post.reactions.delete(one);
    if (count > 0) this.reactionsChanged(post, count);
    return count;
  }

  private index(post: Post): void {
    this.byId.set(post.id, post);
    this.byAuthor.set(post.author, (this.byAuthor.get(post.author) ?? new Set()).add(post));
  }

  private reactionsChanged(post: Post, times = 1): void {
    this.counter += times;
    post.seqnoReactions = this.counter;
    this.log.add(post, { isNew: false });
  }

  private next(): number {
    this.counter += 1;
    return this.counter;
  }

  /** Of the first post with this id or a higher one. */
  private indexOf(id: number): number {
    let [low, high] = [0, this.ordered.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ordered[middle]?.id ?? 0) >= id) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
