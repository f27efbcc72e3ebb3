import type { ReleaseFile } from './manifest.ts';

/** A release that was found in order, and its file for this computer. */
export interface LoadableRelease {
  readonly version: string;
  readonly file: ReleaseFile;
  readonly signedAtMs: number;
  readonly stagingPercentage?: number;
  /** Address of the folder that holds the file; ends in a slash. */
  readonly base: string;
}

/** Loads and applies releases; what it is given is trusted already. */
export interface Installer {
  /** Whether it is this computer's turn, and the version really is newer. From then on it is the one that {@link load} loads. */
  isForUs(release: LoadableRelease): Promise<boolean>;
  /**
   * Loads it, only what has changed where that can be told.
   * @throws {UpdateError} `update-download-failed` when it did not come, or is not what was signed
   */
  load(onProgress: (percent: number) => void): Promise<void>;
  /**
   * Puts it into the place of the app that runs, as the last thing that this process does.
   * @returns whether that worked; if not, the old one is where it was
   */
  install(options: { readonly restarts: boolean }): boolean;
}

export interface InstallerOptions {
  /** The version that runs. */
  readonly version: string;
  /** Folder for what is being loaded; only for this. */
  readonly folder: string;
  readonly log: (level: 'info' | 'warn', what: string, details?: Readonly<Record<string, unknown>>) => void;
}

/** What the program of the installer has to offer. */
export interface InstallerProgram {
  createInstaller(options: InstallerOptions): Installer;
}
