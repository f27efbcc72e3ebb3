import type { Post } from './post.ts';
import { seqnoOf } from './post.ts';

interface Entry {
  readonly seqno: number;
  readonly post: Post;
}

/** Below it nothing is tidied up. */
const FEW_ENTRIES = 64;

/**
 * The posts of a room by their latest sequence number. An entry whose post has changed since is worth nothing any more, and is
 * taken out when half of them are.
 */
export class ChangeLog {
  private entries: Entry[];
  private staleCount = 0;

  constructor(posts: readonly Post[]) {
    this.entries = posts.map((post) => ({ seqno: seqnoOf(post), post })).sort((a, b) => a.seqno - b.seqno);
  }

  /** `post` has changed: its sequence number is the highest now. */
  add(post: Post, { isNew }: { readonly isNew: boolean }): void {
    this.entries.push({ seqno: seqnoOf(post), post });
    if (!isNew) this.staleCount += 1;
    if (this.staleCount > FEW_ENTRIES && 2 * this.staleCount > this.entries.length) this.tidyUp();
  }

  remove(post: Post): void {
    this.entries = this.entries.filter((entry) => entry.post !== post);
  }

  /** The posts that have changed after `seqno`, the earliest change first. */
  *after(seqno: number): Iterable<Post> {
    const { entries } = this;
    for (let at = this.indexAfter(seqno); at < entries.length; at += 1) {
      const entry = entries[at];
      if (entry !== undefined && isCurrent(entry)) yield entry.post;
    }
  }

  private indexAfter(seqno: number): number {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle]?.seqno ?? 0) > seqno) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private tidyUp(): void {
    this.entries = this.entries.filter(isCurrent);
    this.staleCount = 0;
  }
}

function isCurrent({ seqno, post }: Entry): boolean {
  return seqnoOf(post) === seqno;
}
