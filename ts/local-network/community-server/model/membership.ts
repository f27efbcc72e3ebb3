import type { Role } from './user.ts';

export const RIGHTS = ['read', 'accessible', 'write', 'upload'] as const;
export type Right = (typeof RIGHTS)[number];

/** What everybody may do in a room. */
export type Defaults = Readonly<Record<Right, boolean>>;

/** What was said of one person in a room. */
export interface Membership {
  /** Where something else was said than for everybody. */
  readonly overrides: Partial<Record<Right, boolean>>;
  isBanned: boolean;
  role: Role;
  /** Whether others see the role. */
  isVisible: boolean;
}

export function newMembership(): Membership {
  return { overrides: {}, isBanned: false, role: 'none', isVisible: true };
}

/** What somebody may do in a room, all in all. */
export interface Standing extends Defaults {
  readonly isBanned: boolean;
  readonly isModerator: boolean;
  readonly isAdmin: boolean;
}
