import { integer, optional, text } from '../driver/columns.ts';
import type { SqlParameters, SqlRow } from '../driver/database.ts';
import type { ExpirationMode, ExpirationSetting, MessageExpiration } from '../model/expiration.ts';

/** The columns `expiration_mode` and `expiration_timer_s` of a contact or conversation. */
export function expirationSetting(row: SqlRow): ExpirationSetting {
  return { mode: text(row, 'expiration_mode') as ExpirationMode, timerS: integer(row, 'expiration_timer_s') };
}

/** Parameters for both columns; undefined for what stays. */
export function settingParameters(setting: ExpirationSetting | undefined): SqlParameters {
  return { expirationMode: setting?.mode, expirationTimerS: setting?.timerS };
}

/** The four columns of a message; undefined when it stays for good. */
export function messageExpiration(row: SqlRow): MessageExpiration | undefined {
  const { mode, timerS } = expirationSetting(row);
  if (mode === 'off') return undefined;
  const startedAtMs = optional(integer, row, 'expiration_started_at_ms');
  const expiresAtMs = optional(integer, row, 'expires_at_ms');
  return startedAtMs === undefined || expiresAtMs === undefined
    ? { mode, timerS }
    : { mode, timerS, startedAtMs, expiresAtMs };
}

/** Parameters for the four columns of a new message. */
export function messageParameters(expiration: MessageExpiration | undefined): SqlParameters {
  return {
    expirationMode: expiration?.mode ?? 'off',
    expirationTimerS: expiration?.timerS ?? 0,
    startedAtMs: expiration?.startedAtMs,
    expiresAtMs: expiration?.expiresAtMs,
  };
}
