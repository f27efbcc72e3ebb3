import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where things lie in a profile's folder. */
export interface ProfileFiles {
  readonly vault: string;
  readonly lockAttempts: string;
  readonly store: string;
  readonly settings: string;
  readonly windowState: string;
  readonly logs: string;
  /** What is known of updates of the app. */
  readonly updates: string;
  /** Folder for updates that are being loaded. */
  readonly loadedUpdates: string;
}

/** Paths of everything that we store in `folder`; Chromium keeps its own files beside them. */
export function profileFiles(folder: string): ProfileFiles {
  return {
    vault: join(folder, 'vault.json'),
    lockAttempts: join(folder, 'lock-attempts.json'),
    store: join(folder, 'store', 'undertone.sqlite'),
    settings: join(folder, 'settings.json'),
    windowState: join(folder, 'window-state.json'),
    logs: join(folder, 'logs'),
    updates: join(folder, 'updates.json'),
    loadedUpdates: join(folder, 'updates'),
  };
}

/** Makes the folders, for this user only. @throws whatever the file system says. */
export function createProfileFolders(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  mkdirSync(join(folder, 'store'), { recursive: true, mode: 0o700 });
}

/**
 * Deletes what a profile holds. The key goes first: should the rest be interrupted, what is left cannot be read any more (spec 01 §10.7).
 * @throws whatever the file system says.
 */
export function deleteProfileData(folder: string): void {
  const { vault, lockAttempts, settings, windowState, logs, updates, loadedUpdates } = profileFiles(folder);
  const rest = [lockAttempts, settings, windowState, logs, updates, loadedUpdates];
  for (const path of [vault, join(folder, 'store'), ...rest]) {
    rmSync(path, { recursive: true, force: true });
  }
}
