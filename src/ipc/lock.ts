/** After so many wrong passwords the lock screen offers to clear the device (spec 08 APP-11). */
export const CLEAR_OFFERED_AFTER = 3;

/** Whether the app is locked, and what there is to know about its password. */
export interface LockView {
  /** While it is locked, channels that need the engine answer `app-locked`. */
  readonly state: 'unlocked' | 'locked';
  readonly hasPassword: boolean;
  /** False when the key of the database lies on the disk as it is: no password, and no key store of the operating system. */
  readonly keyProtected: boolean;
  /** Wrong passwords since the last right one. */
  readonly wrongTries: number;
  /** How long the next try has to wait, in milliseconds, counted from the answer. */
  readonly retryAfterMs: number;
}
