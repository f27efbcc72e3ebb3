import { x25519PublicKey, x25519SecretKey } from '../../../ts/crypto/index.ts';
import type { X25519PublicKey, X25519SecretKey } from '../../../ts/crypto/index.ts';
import { parseNodeId } from '../../../ts/network/index.ts';
import type { ServiceNode } from '../../../ts/network/index.ts';
import type { Random } from '../../../ts/util/index.ts';
import { fromHex } from '../../../ts/util/index.ts';
import { require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';

export const publicKey = (hex: string): X25519PublicKey => x25519PublicKey(fromHex(hex));
export const secretKey = (hex: string): X25519SecretKey => x25519SecretKey(fromHex(hex));

/** A node of the file, with its secret. */
export interface VectorNode {
  readonly node: ServiceNode;
  readonly x25519Secret: X25519SecretKey;
}

/** The node of `service_nodes` with this Ed25519 or X25519 key in hex. */
export function nodeWith(key: string, file: Given): VectorNode {
  const given = file
    .list('service_nodes')
    .find((candidate) => [candidate.text('pubkey_ed25519'), candidate.text('pubkey_x25519')].includes(key));
  if (given === undefined) throw new VectorError(`no service node has the key ${key}`);
  return nodeOf(given);
}

export function nodeOf(given: Given): VectorNode {
  const ed25519 = parseNodeId(given.text('pubkey_ed25519'));
  require(ed25519 !== undefined, 'no node id');
  return {
    node: {
      ed25519,
      x25519: publicKey(given.text('pubkey_x25519')),
      ip: given.text('ip'),
      port: given.number('port'),
    },
    x25519Secret: secretKey(given.text('x25519_sk')),
  };
}

/** Randomness that gives these values, one after another. */
export function scripted(...values: readonly Uint8Array[]): Random & { readonly left: () => number } {
  const rest = [...values];
  return {
    bytes: (length) => {
      const next = rest.shift();
      if (next?.length !== length)
        throw new VectorError(
          `we need ${length} random bytes, and the vector has ${next?.length ?? 'no more'}`,
        );
      return Uint8Array.from(next);
    },
    left: () => rest.length,
  };
}
