// Spec 01 §6.4.

import type { StateAddress } from 'libsodium-wrappers-sumo';
import sodium from 'libsodium-wrappers-sumo';

import { CryptoError } from './errors.ts';
import type { SymmetricKey } from './keys.ts';

export const SECRET_STREAM_HEADER_BYTES = 24;
/** Bytes by which every message of a stream grows. */
export const SECRET_STREAM_OVERHEAD_BYTES = 17;

/** What a message of a stream says about its place. */
export const SECRET_STREAM_TAG = { message: 0, final: 3 } as const;
export type SecretStreamTag = (typeof SECRET_STREAM_TAG)[keyof typeof SECRET_STREAM_TAG];

export interface SecretStreamParameters {
  /** 24 bytes, never used twice with a key. */
  readonly header: Uint8Array;
  readonly key: SymmetricKey;
}

const STATE_BYTES = 52;

/** The wrapper's own memory, which its types do not mention: it has no call that gives a stream's state back. */
interface WrapperMemory {
  readonly HEAPU8: Uint8Array;
  readonly _free: (address: number) => void;
}

/** One direction of libsodium's secretstream_xchacha20poly1305: messages that only open all, in order, from the first. */
abstract class SecretStream {
  private state: StateAddress | undefined;

  constructor({ header, key }: SecretStreamParameters) {
    // A new stream for writing would choose its own header; the state of one for reading is the same.
    this.state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key);
  }

  /** Forgets the key; afterwards the stream cannot be used. Closing it again does nothing. */
  close(): void {
    if (this.state === undefined) return;
    forget(this.state);
    this.state = undefined;
  }

  protected open(): StateAddress {
    if (this.state === undefined) throw new Error('this stream is closed');
    return this.state;
  }
}

/** Encrypts the messages of one stream; `close` it in the end. */
export class SecretStreamWriter extends SecretStream {
  /** The encrypted message, 17 bytes longer. */
  push(message: Uint8Array, tag: SecretStreamTag): Uint8Array {
    return sodium.crypto_secretstream_xchacha20poly1305_push(this.open(), message, null, tag);
  }
}

/** Opens the messages of one stream; `close` it in the end. */
export class SecretStreamReader extends SecretStream {
  /**
   * The next message and its tag, which may be one that we never write.
   * @throws {CryptoError} `ciphertext-too-short`, `decrypt-failed`
   */
  pull(encrypted: Uint8Array): { readonly message: Uint8Array; readonly tag: number } {
    if (encrypted.length < SECRET_STREAM_OVERHEAD_BYTES) throw new CryptoError('ciphertext-too-short');
    const opened = sodium.crypto_secretstream_xchacha20poly1305_pull(this.open(), encrypted, null);
    if (opened === false) throw new CryptoError('decrypt-failed');
    return opened;
  }
}

function forget(state: StateAddress): void {
  const { libsodium } = sodium as unknown as { readonly libsodium: WrapperMemory };
  // An address is a plain number, whatever the types say.
  const address = state as unknown as number;
  libsodium.HEAPU8.fill(0, address, address + STATE_BYTES);
  libsodium._free(address);
}
