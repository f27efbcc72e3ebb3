import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';

import { createFileAtomically, removeUnfinishedWrites, writeFileAtomically } from '../files/atomic-write.ts';
import { readTextIfPresent } from '../files/read-file.ts';
import { type OsKeyStore, unwrapFromStorage, wrapForStorage } from './os-wrapping.ts';
import { PasswordError } from './password-error.ts';
import { checkNewPassword } from './password-rules.ts';
import type { PasswordWrapping } from './password-thread.ts';
import { VaultError } from './vault-error.ts';
import { type PasswordKdf, type VaultFile, decodeVaultFile, encodeVaultFile } from './vault-file.ts';

/** What a new password costs to try. */
export type PasswordCost = Pick<PasswordKdf, 'ops' | 'memKiB'>;

export interface KeyVaultOptions {
  /** Of `vault.json`. */
  readonly path: string;
  /** The database that the key belongs to. */
  readonly storePath: string;
  readonly keyStore: OsKeyStore;
  readonly passwords: PasswordWrapping;
  /** {@link PASSWORD_COST} when absent. */
  readonly cost?: PasswordCost | undefined;
}

/** Three passes over 256 MiB: a second or two (spec 01 §10.2). */
const PASSWORD_COST: PasswordCost = { ops: 3, memKiB: 262_144 };

const KEY_BYTES = 32;
/** A key under a password's key: nonce, ciphertext and tag. */
const LOCKED_KEY_BYTES = 72;
const SALT_BYTES = 16;

/**
 * The key of the database, in `vault.json` (spec 01 §10.1–10.4). The file is read anew for everything that is done with it and replaced
 * as a whole, last of all: whatever fails or is interrupted before, the old one holds.
 */
export class KeyVault {
  private readonly options: KeyVaultOptions;
  private isProtected = false;
  private isLocked = false;

  constructor(options: KeyVaultOptions) {
    this.options = options;
  }

  /** A password is set. */
  get hasPassword(): boolean {
    return this.isLocked;
  }

  /** False: the key lies on the disk as it is. */
  get keyProtected(): boolean {
    return this.isProtected;
  }

  /**
   * The key, 32 bytes, alone in their memory so that it can be handed over; made at the first start. `undefined` when a password has to
   * be asked for. What the operating system did not wrap so far is wrapped as soon as it offers to.
   * @throws {VaultError} and then has changed nothing.
   */
  open(): Uint8Array | undefined {
    // After a kill there may be a key in it that is less protected than the one that counts.
    guardIo(() => removeUnfinishedWrites(this.options.path));
    const file = this.readIfPresent();
    if (file === undefined) return this.create();
    const content = this.contentOf(file);
    if (file.os) this.note(file);
    else this.write({ kdf: file.kdf, ...wrapForStorage(content, this.options.keyStore) }, file);
    return file.kdf === undefined ? content : undefined;
  }

  /**
   * The key of a vault with a password, as {@link open} gives it.
   * @throws {PasswordError} `password-wrong` and others
   * @throws {VaultError}
   */
  async unlock(password: string): Promise<Uint8Array> {
    const file = this.read();
    if (file.kdf === undefined) throw new PasswordError('password-not-set');
    const locked = this.contentOf(file);
    return checkedKey(await this.options.passwords.unwrap(locked, { password, kdf: file.kdf }));
  }

  /** @throws {PasswordError} `password-already-set`, or what is wrong with the password @throws {VaultError} */
  async setPassword(password: string): Promise<void> {
    checkNewPassword(password);
    const file = this.read();
    if (file.kdf !== undefined) throw new PasswordError('password-already-set');
    await this.lock(this.contentOf(file), password);
  }

  /** @throws {PasswordError} `password-wrong`, or what is wrong with the new one @throws {VaultError} */
  async changePassword({
    oldPassword,
    newPassword,
  }: {
    readonly oldPassword: string;
    readonly newPassword: string;
  }): Promise<void> {
    checkNewPassword(newPassword);
    await this.lock(await this.unlock(oldPassword), newPassword);
  }

  /** @throws {PasswordError} `password-wrong` and others @throws {VaultError} */
  async removePassword(password: string): Promise<void> {
    const key = await this.unlock(password);
    try {
      this.write(wrapForStorage(key, this.options.keyStore));
    } finally {
      key.fill(0);
    }
  }

  private create(): Uint8Array | undefined {
    const { path, storePath, keyStore } = this.options;
    if (guardIo(() => existsSync(storePath) && !existsSync(path))) throw new VaultError('vault-missing');
    const key = Uint8Array.from(randomBytes(KEY_BYTES));
    const file = wrapForStorage(key, keyStore);
    // Another process that starts at this moment must get the same key: with two of them the database would be lost.
    const isOurs = guardIo(() => createFileAtomically(path, encodeVaultFile(file)));
    if (!isOurs) return this.open();
    this.note(file);
    return key;
  }

  /** Gives `key` away. */
  private async lock(key: Uint8Array, password: string): Promise<void> {
    const { passwords, keyStore, cost = PASSWORD_COST } = this.options;
    const kdf = { ...cost, salt: Uint8Array.from(randomBytes(SALT_BYTES)) };
    const locked = await passwords.wrap(key, { password, kdf });
    this.write({ kdf, ...wrapForStorage(locked, keyStore) });
  }

  private contentOf(file: VaultFile): Uint8Array {
    const content = unwrapFromStorage(file, this.options.keyStore);
    if (file.kdf === undefined) return checkedKey(content);
    if (content.length !== LOCKED_KEY_BYTES) throw new VaultError('vault-malformed');
    return content;
  }

  private read(): VaultFile {
    const file = this.readIfPresent();
    if (file === undefined) throw new VaultError('vault-missing');
    return file;
  }

  private readIfPresent(): VaultFile | undefined {
    const text = guardIo(() => readTextIfPresent(this.options.path));
    return text === undefined ? undefined : decodeVaultFile(text);
  }

  /** Writes nothing when `before` says the same. */
  private write(file: VaultFile, before?: VaultFile): void {
    if (before === undefined || before.os !== file.os) {
      guardIo(() => writeFileAtomically(this.options.path, encodeVaultFile(file)));
    }
    this.note(file);
  }

  private note({ kdf, os }: VaultFile): void {
    this.isLocked = kdf !== undefined;
    this.isProtected = os || kdf !== undefined;
  }
}

function checkedKey(key: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES) throw new VaultError('vault-malformed');
  return key;
}

function guardIo<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new VaultError('vault-io', { cause });
  }
}
