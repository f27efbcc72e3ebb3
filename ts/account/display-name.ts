import { utf8 } from '../util/index.ts';
import { AccountError } from './errors.ts';

/** Bytes of UTF-8 that a display name may have. */
export const MAX_DISPLAY_NAME_BYTES = 100;

/**
 * The name that a person wants to be called by, without white space around it (spec 08 ONB-02).
 * @throws {AccountError} `display-name-empty`, `display-name-too-long` above 100 bytes of UTF-8
 */
export function displayName(text: string): string {
  const name = text.trim();
  if (name === '') throw new AccountError('display-name-empty');
  if (utf8(name).length > MAX_DISPLAY_NAME_BYTES) throw new AccountError('display-name-too-long');
  return name;
}
