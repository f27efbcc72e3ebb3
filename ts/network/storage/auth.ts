import type { Ed25519KeyPair } from '../../crypto/index.ts';

/** Who signs storage requests (spec 02 §4.3): the account (`05…` or `03…`, 66 hex) and its Ed25519 pair. */
export interface StorageAuth {
  readonly account: string;
  readonly ed25519: Ed25519KeyPair;
}
