/** What somebody may do in a room or on the whole server, beyond writing. */
export type Role = 'none' | 'moderator' | 'admin';

/** Somebody whom the server knows. */
export interface User {
  /** `15…` or `05…`; of one who was named by an account ID and has not connected since, that one (spec 05 §11). */
  id: string;
  globalRole: Role;
  /** Whether others see the global role. */
  isGloballyVisible: boolean;
  isBanned: boolean;
  /** When a ban of the whole server ends by itself, milliseconds. */
  bannedUntilMs: number | undefined;
}

export function newUser(id: string): User {
  return {
    id,
    globalRole: 'none',
    isGloballyVisible: false,
    isBanned: false,
    bannedUntilMs: undefined,
  };
}

export function isGlobalModerator(user: User | undefined): boolean {
  return user !== undefined && user.globalRole !== 'none';
}

export function isGlobalAdmin(user: User | undefined): boolean {
  return user?.globalRole === 'admin';
}
