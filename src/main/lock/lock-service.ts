import { CLEAR_OFFERED_AFTER, type LockView } from '../../ipc/index.ts';
import type { KeyVault } from '../vault/key-vault.ts';
import { PasswordError } from '../vault/password-error.ts';
import { LockError } from './lock-error.ts';
import type { PasswordAttempts } from './password-attempts.ts';

/** What is locked away: the engine with the database. */
export interface Lockable {
  /** Opens it with the key of the database, which is given away. */
  readonly open: (key: Uint8Array) => Promise<void>;
  /** Lets the pages say their last words and go, then closes it: nothing of it is left in memory. */
  readonly close: () => Promise<void>;
}

export interface LockServiceOptions {
  readonly vault: KeyVault;
  readonly attempts: PasswordAttempts;
  readonly lockable: Lockable;
  /** Deletes everything that the profile holds, and begins to end the app. */
  readonly clearDevice: () => void;
  /** Hears of every change of {@link LockService.view}. */
  readonly onChange: (view: LockView) => void;
}

/** The app lock (spec 01 §10.4, spec 08 APP-11): who may open the engine, and when. */
export class LockService {
  private readonly options: LockServiceOptions;
  private locked = false;
  /** A password that is being worked on; one at a time, because each takes a quarter of a gigabyte. */
  private running: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  constructor(options: LockServiceOptions) {
    this.options = options;
  }

  /**
   * The key to open the engine with at the start; `undefined` when it stays locked.
   * @throws {VaultError}
   */
  start(): Uint8Array | undefined {
    const key = this.options.vault.open();
    this.locked = key === undefined;
    return key;
  }

  /** From the moment that it is being locked until it is open again. */
  get isLocked(): boolean {
    return this.locked;
  }

  view(): LockView {
    const { vault, attempts } = this.options;
    return {
      state: this.locked ? 'locked' : 'unlocked',
      hasPassword: vault.hasPassword,
      keyProtected: vault.keyProtected,
      wrongTries: attempts.wrongTries,
      retryAfterMs: attempts.waitMs,
    };
  }

  /**
   * Opens the engine; does nothing when it is open.
   * @throws {PasswordError} @throws {VaultError} @throws whatever opening fails with
   */
  async unlock(password: string): Promise<void> {
    await this.exclusively(async () => {
      await this.closing;
      if (!this.locked) return;
      const key = await this.tried(() => this.options.vault.unlock(password), password);
      await this.options.lockable.open(key);
      this.locked = false;
    });
  }

  /** @throws {PasswordError} @throws {VaultError} @throws {LockError} `app-locked` */
  async setPassword(password: string): Promise<void> {
    await this.exclusively(async () => {
      this.requireUnlocked();
      await this.options.vault.setPassword(password);
    });
  }

  /** @throws {PasswordError} @throws {VaultError} @throws {LockError} `app-locked` */
  async changePassword(passwords: {
    readonly oldPassword: string;
    readonly newPassword: string;
  }): Promise<void> {
    await this.exclusively(async () => {
      this.requireUnlocked();
      await this.tried(() => this.options.vault.changePassword(passwords), passwords.oldPassword);
    });
  }

  /** @throws {PasswordError} @throws {VaultError} @throws {LockError} `app-locked` */
  async removePassword(password: string): Promise<void> {
    await this.exclusively(async () => {
      this.requireUnlocked();
      await this.tried(() => this.options.vault.removePassword(password), password);
    });
  }

  /**
   * Lets whoever knows the password pass, and everybody when none is set.
   * @throws {PasswordError} `password-needed` and others @throws {VaultError} @throws {LockError} `app-locked`
   */
  async verify(password: string | undefined): Promise<void> {
    this.requireUnlocked();
    if (!this.options.vault.hasPassword) return;
    if (password === undefined) throw new PasswordError('password-needed');
    await this.exclusively(async () => {
      const key = await this.tried(() => this.options.vault.unlock(password), password);
      key.fill(0);
    });
  }

  /**
   * The key of the database for whoever knows the password, and for everybody when none is set; alone in its memory.
   * @throws {PasswordError} `password-needed` and others @throws {VaultError} @throws {LockError} `app-locked`
   */
  async key(password: string | undefined): Promise<Uint8Array> {
    this.requireUnlocked();
    const { vault } = this.options;
    const open = vault.open();
    if (open !== undefined) return open;
    if (password === undefined) throw new PasswordError('password-needed');
    let key: Uint8Array | undefined;
    await this.exclusively(async () => {
      key = await this.tried(() => vault.unlock(password), password);
    });
    return key as unknown as Uint8Array;
  }

  /**
   * Runs `work`, for which the engine is closed and opened again, when no password is worked on; meanwhile nothing is locked or
   * unlocked. Does nothing when it is locked already: whatever waits for the next opening is found then.
   */
  async undisturbed(work: () => Promise<void>): Promise<void> {
    while (this.running !== undefined) await this.running.catch(() => undefined);
    if (!this.locked) await this.exclusively(work);
  }

  /**
   * Closes the engine; resolves when it is closed.
   * @throws {PasswordError} `password-not-set`: nobody could open it again.
   */
  async lock(): Promise<void> {
    // Whether there will be a password, and an engine, is known when it has ended; its own caller hears how.
    await this.running?.catch(() => undefined);
    if (!this.options.vault.hasPassword) throw new PasswordError('password-not-set');
    if (!this.locked) {
      this.locked = true;
      this.closing = this.options.lockable.close().finally(() => this.options.onChange(this.view()));
    }
    await this.closing;
  }

  /** @throws {LockError} `lock-clear-refused` unless it is locked, and some passwords were wrong. */
  async clearDevice(): Promise<void> {
    if (!this.locked || this.options.attempts.wrongTries < CLEAR_OFFERED_AFTER) {
      throw new LockError('lock-clear-refused');
    }
    await this.closing;
    this.options.clearDevice();
  }

  private requireUnlocked(): void {
    if (this.locked) throw new LockError('app-locked');
  }

  private async exclusively(work: () => Promise<void>): Promise<void> {
    if (this.running !== undefined) throw new PasswordError('password-busy');
    this.running = work();
    try {
      await this.running;
    } finally {
      this.running = undefined;
      this.options.onChange(this.view());
    }
  }

  /** Runs `work`, which needs the right password, as one more try. */
  private async tried<Result>(work: () => Promise<Result>, password: string): Promise<Result> {
    const { attempts, vault } = this.options;
    // No try: an empty field, and a question that makes no sense.
    if (!vault.hasPassword) throw new PasswordError('password-not-set');
    const { waitMs } = attempts;
    if (waitMs > 0) throw new PasswordError('password-delayed', { retryAfterMs: waitMs });
    if (password === '') throw new PasswordError('password-wrong', { retryAfterMs: 0 });
    attempts.begin();
    try {
      const result = await work();
      attempts.succeeded();
      return result;
    } catch (error) {
      if (!isWrong(error)) {
        attempts.abandoned();
        throw error;
      }
      attempts.failed();
      throw new PasswordError('password-wrong', { retryAfterMs: attempts.waitMs });
    }
  }
}

function isWrong(error: unknown): boolean {
  return error instanceof PasswordError && error.code === 'password-wrong';
}
