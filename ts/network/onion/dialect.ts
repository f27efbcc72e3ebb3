// Spec 02 §2.2.

import type { EncryptionType } from './layer.ts';

/** What the next hop is told: a node's id, or a server behind the last hop. */
export type RelayTarget =
  | { readonly destination: string }
  | {
      readonly host: string;
      readonly target: string;
      readonly method: 'POST';
      readonly protocol?: 'http' | 'https';
      readonly port?: number;
    };

/** How a family of clients writes its onions. Nodes understand both; a guard can tell them apart, so we write as many others do. */
export interface OnionDialect {
  readonly type: EncryptionType;
  /** The control object that tells a node that it is the destination. */
  readonly nodeControl: object;
  readonly relayControl: (target: RelayTarget, ephemeralKeyHex: string) => object;
  readonly entryControl: (ephemeralKeyHex: string) => object;
}

/** As the phones write: XChaCha20, named; members in alphabetical order. What we send, but for files. */
export const phoneDialect: OnionDialect = {
  type: 'xchacha20',
  nodeControl: { headers: '' },
  relayControl: (target, ephemeralKeyHex) =>
    alphabetical({ ...withDefaults(target), enc_type: 'xchacha20', ephemeral_key: ephemeralKeyHex }),
  entryControl: (ephemeralKeyHex) => ({ enc_type: 'xchacha20', ephemeral_key: ephemeralKeyHex }),
};

/**
 * As the official desktop writes: AES-GCM, which is what a node assumes when nothing is named. What we send over the paths for
 * files: it takes a tenth of the time, and answers come as requests went.
 */
export const desktopDialect: OnionDialect = {
  type: 'aes-gcm',
  nodeControl: { body: null, headers: { 'Content-Type': 'application/json' } },
  relayControl: (target, ephemeralKeyHex) => ({ ...target, ephemeral_key: ephemeralKeyHex }),
  entryControl: (ephemeralKeyHex) => ({ ephemeral_key: ephemeralKeyHex }),
};

/** The phones spell out what a node assumes anyway. */
function withDefaults(target: RelayTarget): RelayTarget {
  return 'host' in target ? { protocol: 'https', port: 443, ...target } : target;
}

function alphabetical(object: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
