import type { OsKeyStore } from '../../../../src/main/vault/os-wrapping.ts';

/** Stands for the operating system: turns every byte over. */
export const WORKING: OsKeyStore = {
  isAvailable: () => true,
  wrap: (text) => Uint8Array.from(Buffer.from(text), (byte) => byte ^ 0xff),
  unwrap: (wrapped) => Buffer.from(wrapped.map((byte) => byte ^ 0xff)).toString(),
};

export const ABSENT: OsKeyStore = {
  isAvailable: () => false,
  wrap: () => {
    throw new Error('no key store');
  },
  unwrap: () => {
    throw new Error('no key store');
  },
};
