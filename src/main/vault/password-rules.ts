import { PasswordError } from './password-error.ts';

const MIN_CODE_POINTS = 8;
const MAX_CODE_POINTS = 256;

/** Control characters, line and paragraph separators, halves of a pair: what no keyboard types and no field shows. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * Accepts a new password: 8–256 code points, counted as they are hashed (NFC), of anything printable (spec 01 §10.4).
 * @throws {PasswordError} `password-too-short`, `password-too-long`, `password-unprintable`
 */
export function checkNewPassword(password: string): void {
  const codePoints = [...password.normalize('NFC')].length;
  if (codePoints < MIN_CODE_POINTS) throw new PasswordError('password-too-short');
  if (codePoints > MAX_CODE_POINTS) throw new PasswordError('password-too-long');
  if (UNPRINTABLE.test(password)) throw new PasswordError('password-unprintable');
}
