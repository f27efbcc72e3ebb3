import { Refusal } from '../refusal.ts';
import type { User } from './user.ts';

/** So many posts of one person in so long. Spec 05 §12. */
const LIMIT = { posts: 5, withinMs: 16_000 } as const;

/** How fast people write in a room. */
export class Pace {
  private readonly recent = new Map<User, readonly number[]>();

  /** @throws {Refusal} 429 */
  admit(user: User, nowMs: number): void {
    const times = (this.recent.get(user) ?? []).filter((atMs) => atMs > nowMs - LIMIT.withinMs);
    if (times.length >= LIMIT.posts) throw new Refusal(429, 'Rate limited');
    this.recent.set(user, [...times, nowMs]);
  }
}
