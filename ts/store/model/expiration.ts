/** Spec 04 §4: whether messages disappear, and what starts their clock. */
export type ExpirationMode = 'off' | 'after-read' | 'after-send';

/** How a conversation makes messages disappear. `timerS` is 0 exactly when `mode` is `off`. */
export interface ExpirationSetting {
  readonly mode: ExpirationMode;
  readonly timerS: number;
}

/** How one message disappears. */
export interface MessageExpiration {
  readonly mode: Exclude<ExpirationMode, 'off'>;
  readonly timerS: number;
  /** Network time; both are absent until the clock runs. */
  readonly startedAtMs?: number;
  readonly expiresAtMs?: number;
}
