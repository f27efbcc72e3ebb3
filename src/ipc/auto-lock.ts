// Without schemas, so that the page can use it, too.

/** After how many minutes without a touch the app locks itself; 0 for never. Spec 08, APP-17. */
export const LOCK_AFTER_MINUTES = [0, 1, 5, 15, 30, 60] as const;
export type LockAfterMinutes = (typeof LOCK_AFTER_MINUTES)[number];
