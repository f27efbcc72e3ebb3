import { safeStorage } from 'electron';

import type { OsKeyStore } from './os-wrapping.ts';

/** `safeStorage` of Electron; only after the app is ready (spec 01 §10.3). */
export const osKeyStore: OsKeyStore = {
  isAvailable: () => safeStorage.isEncryptionAvailable() && !hasFixedKey(),
  wrap: (text) => safeStorage.encryptString(text),
  unwrap: (wrapped) => safeStorage.decryptString(Buffer.from(wrapped)),
};

/** The backend of last resort on Linux encrypts with a key that everybody knows. */
function hasFixedKey(): boolean {
  return process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
}
