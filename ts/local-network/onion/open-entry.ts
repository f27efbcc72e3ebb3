import { CryptoError, type X25519KeyPair } from '../../crypto/index.ts';
import { type OpenedLayer, openLayer } from './layer.ts';
import { PacketError, parseEntry } from './packet.ts';

/** Opens the body of an onion request that ends at a server; undefined for what is none, or for somebody else. */
export function openEntry(body: Uint8Array, keys: X25519KeyPair): OpenedLayer | undefined {
  try {
    return openLayer(parseEntry(body), keys);
  } catch (error) {
    if (error instanceof CryptoError || error instanceof PacketError) return undefined;
    throw error;
  }
}
