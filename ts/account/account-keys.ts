import { inspect } from 'node:util';

import type { Ed25519KeyPair, X25519KeyPair } from '../crypto/index.ts';
import { ed25519KeyPair, ed25519Seed, ed25519SecretToX25519, wipe, x25519KeyPair } from '../crypto/index.ts';
import type { Random } from '../util/index.ts';
import { AccountError } from './errors.ts';
import type { AccountId } from './ids.ts';
import { accountIdOf } from './ids.ts';

const SEED16_BYTES = 16;
const SEED32_BYTES = 32;
const REDACTED = '[secret]';

/**
 * All keys of an account, which follow from 16 bytes (spec 01 §1.1). They are held by one object, printed by nobody and
 * overwritten by {@link AccountKeys.wipe}; what the getters return is erased with them.
 */
export class AccountKeys {
  readonly accountId: AccountId;
  readonly #seed16: Uint8Array;
  readonly #ed25519: Ed25519KeyPair;
  readonly #x25519: X25519KeyPair;
  #wiped = false;

  /** @param seed16 16 bytes; copied. */
  constructor(seed16: Uint8Array) {
    if (seed16.length !== SEED16_BYTES) throw new AccountError('seed-invalid');
    const seed32 = ed25519Seed(new Uint8Array(SEED32_BYTES));
    seed32.set(seed16);
    this.#seed16 = Uint8Array.from(seed16);
    this.#ed25519 = ed25519KeyPair(seed32);
    this.#x25519 = x25519KeyPair(ed25519SecretToX25519(this.#ed25519.secretKey));
    this.accountId = accountIdOf(this.#x25519.publicKey);
    wipe(seed32);
  }

  /**
   * The only secret that has to be kept, 16 bytes.
   * @throws {AccountError} `account-keys-wiped`
   */
  get seed16(): Uint8Array {
    this.assertUsable();
    return this.#seed16;
  }

  /**
   * Signs.
   * @throws {AccountError} `account-keys-wiped`
   */
  get ed25519(): Ed25519KeyPair {
    this.assertUsable();
    return this.#ed25519;
  }

  /**
   * Opens messages; its public key is the account ID.
   * @throws {AccountError} `account-keys-wiped`
   */
  get x25519(): X25519KeyPair {
    this.assertUsable();
    return this.#x25519;
  }

  /** Overwrites the secrets; the keys cannot be used any more. */
  wipe(): void {
    this.#wiped = true;
    wipe(this.#seed16, this.#ed25519.secretKey, this.#x25519.secretKey);
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return `AccountKeys ${REDACTED}`;
  }

  private assertUsable(): void {
    if (this.#wiped) throw new AccountError('account-keys-wiped');
  }
}

/** The keys of a new account. */
export function createAccountKeys(random: Random): AccountKeys {
  const seed16 = random.bytes(SEED16_BYTES);
  const keys = new AccountKeys(seed16);
  wipe(seed16);
  return keys;
}

/**
 * The keys of an existing account from its 16-byte seed, or from 32 bytes of which the second half is zero: other seeds
 * come from foreign tools, and no recovery password could express them (spec 01 §1.1).
 * @throws {AccountError} `seed-invalid`
 */
export function accountKeysFromSeed16(seed: Uint8Array): AccountKeys {
  const isPadded = seed.length === SEED32_BYTES && seed.subarray(SEED16_BYTES).every((byte) => byte === 0);
  return new AccountKeys(isPadded ? seed.subarray(0, SEED16_BYTES) : seed);
}
