import { passwordKey, unwrapKey, wrapKey } from '../../../../ts/account/index.ts';
import { CryptoError, cryptoReady, symmetricKey } from '../../../../ts/crypto/index.ts';
import { systemRandom } from '../../../../ts/util/index.ts';
import { PasswordError } from '../../../../src/main/vault/password-error.ts';
import type { PasswordUse, PasswordWrapping } from '../../../../src/main/vault/password-thread.ts';

/** The least that argon2id takes: it protects nothing. */
export const QUICK_COST = { ops: 1, memKiB: 8 } as const;

/** The same cryptography as in the thread, in this one. */
export const quickPasswords: PasswordWrapping = {
  wrap: async (key, use) => {
    const wrapped = wrapKey(symmetricKey(key), await wrappingKey(use), { random: systemRandom });
    key.fill(0);
    return wrapped;
  },
  unwrap: async (wrapped, use) => {
    try {
      return Uint8Array.from(unwrapKey(wrapped, await wrappingKey(use)));
    } catch (error) {
      if (error instanceof CryptoError && error.code === 'decrypt-failed') {
        throw new PasswordError('password-wrong');
      }
      throw error;
    }
  },
};

async function wrappingKey({ password, kdf }: PasswordUse) {
  await cryptoReady();
  return passwordKey(password, {
    salt: kdf.salt,
    cost: { passes: kdf.ops, memoryBytes: kdf.memKiB * 1024 },
  });
}
