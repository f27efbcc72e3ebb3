import { type FileAccess, FileAccessError } from '../files/file-access.ts';
import type { SystemTheme } from '../settings/settings-service.ts';
import type { OsKeyStore } from '../vault/os-wrapping.ts';

/** Without Electron there is no key store to ask: the key lies in the profile as it is. */
export const NO_KEY_STORE: OsKeyStore = {
  isAvailable: () => false,
  wrap: unavailable,
  unwrap: unavailable,
};

/** A chosen theme stays as it is: there is no system to follow. */
export const NO_SYSTEM_THEME: SystemTheme = {
  use: () => undefined,
  prefersDark: () => undefined,
  onChange: () => undefined,
};

/** For programs: whoever started them may do themselves what they ask for. */
export const FULL_FILE_ACCESS: FileAccess = {
  writeTo: (wanted) => Promise.resolve(wanted),
  readFrom: (wanted) =>
    wanted === undefined ? Promise.reject(new FileAccessError('file-not-chosen')) : Promise.resolve(wanted),
  readsPaths: true,
  handsOutBytes: false,
};

function unavailable(): never {
  throw new TypeError('There is no key store');
}
