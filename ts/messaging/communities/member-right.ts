/** What may be said of one person (spec 05 §11). */
export const MEMBER_RIGHTS = ['read', 'write', 'upload'] as const;
export type MemberRight = (typeof MEMBER_RIGHTS)[number];
