import { dirname, isAbsolute, join } from 'node:path';

import { symmetricKey } from '../crypto/index.ts';
import { MessagingError } from '../messaging/index.ts';
import { type Store, type StoreWork, writeBackup } from '../store/index.ts';
import { Mutex } from '../util/index.ts';
import { NETWORK_SETTINGS } from './network-settings.ts';
import type { ClientPorts } from './ports.ts';
import type { PasswordedFile } from './profile-views.ts';
import type { BackupView } from './account-types.ts';
import type { ClientEvent } from './types.ts';
import { UPKEEP_SETTINGS } from './upkeep.ts';

/** Shortest time between two words about the same work. */
const PROGRESS_EVERY_MS = 100;

interface Deps extends Pick<ClientPorts, 'storePath' | 'clock' | 'random'> {
  readonly store: Store;
  /** 32 bytes, of the store. */
  readonly storeKey: Uint8Array;
  readonly work: StoreWork;
  readonly tell: (event: ClientEvent) => void;
}

/** The whole profile in one file under a password (docs/store.md, "Backup"), and back. Whoever listens hears how far it is. */
export class Backups {
  private readonly deps: Deps;
  private readonly abort = new AbortController();
  /** The backup that is being written, if somebody wants it to end. */
  private cancelling = new AbortController();
  /** One at a time: each has its workshop in one place. */
  private readonly turns = new Mutex();

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * @throws {MessagingError} `export-not-written` for a path that is not absolute, `export-cancelled`
   * @throws {StoreError} `store-disk-full`, `store-io`
   */
  write({ path, password }: PasswordedFile): Promise<BackupView> {
    if (!isAbsolute(path)) throw new MessagingError('export-not-written');
    const { store, storeKey, storePath, clock, random, work } = this.deps;
    const cancelled = this.cancelling.signal;
    const signal = AbortSignal.any([this.abort.signal, cancelled]);
    const written = this.run(() =>
      writeBackup({
        store,
        storeKey,
        to: path,
        filesFolder: join(dirname(storePath), 'attachments'),
        password,
        random,
        clock,
        deriveKey: async (text, how) =>
          symmetricKey(await work.run('passwordKey', { password: text, ...how }, { signal })),
        rewrite: (copy) => work.run('copyUnderKey', copy, { signal }),
        signal,
        onProgress: this.progress('backup-progress'),
      }),
    );
    return written.catch((error: unknown) => {
      throw cancelled.aborted ? new MessagingError('export-cancelled', { cause: error }) : error;
    });
  }

  /** The backup that is being written will not be. */
  cancel(): void {
    this.cancelling.abort();
    this.cancelling = new AbortController();
  }

  /**
   * Builds the profile that takes the place of this one with the next start.
   * @throws {BackupError} @throws {StoreError} @throws {CryptoError} `out-of-memory`
   */
  restore({ path: from, password }: PasswordedFile): Promise<void> {
    const { store, storeKey, storePath, work } = this.deps;
    const kept = [
      { prefix: NETWORK_SETTINGS, values: store.settings.all(NETWORK_SETTINGS) },
      { prefix: UPKEEP_SETTINGS, values: [] },
    ];
    const onProgress = this.progress('restore-progress');
    return this.run(() =>
      work.run(
        'restoreBackup',
        { from, path: storePath, key: storeKey, password, kept },
        { signal: this.abort.signal, onProgress },
      ),
    );
  }

  /** Cuts off what runs; nothing unfinished is left. */
  async close(): Promise<void> {
    this.abort.abort();
    await this.turns.run(() => Promise.resolve());
  }

  private run<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.turns.run(async () => {
      this.abort.signal.throwIfAborted();
      return await work();
    });
  }

  /** Says how far it is, at first, at the end, and now and then in between. */
  private progress(
    type: 'backup-progress' | 'restore-progress',
  ): (progress: { readonly doneBytes: number; readonly totalBytes: number }) => void {
    const { clock, tell } = this.deps;
    let toldMs = Number.NEGATIVE_INFINITY;
    return ({ doneBytes, totalBytes }) => {
      const nowMs = clock.monotonicMs();
      if (doneBytes < totalBytes && nowMs - toldMs < PROGRESS_EVERY_MS) return;
      toldMs = nowMs;
      tell({ type, doneBytes, totalBytes });
    };
  }
}
