import { x25519PublicKey } from '../../crypto/index.ts';
import { BencodeError, decodeBencode, encodeBencode } from '../../util/index.ts';
import type { BencodeValue } from '../../util/index.ts';
import { encTypeOf } from './layer.ts';
import { checkedHopNo, PacketError } from './packet.ts';
import type { OnionRequest } from './packet.ts';

/** An onion request as one node sends it to the next. Spec 02 §2.4. */
export function encodePeerMessage({ ciphertext, encType, ephemeralKey, hopNo }: OnionRequest): Uint8Array {
  return encodeBencode(
    new Map<string, Uint8Array | string | number>([
      ['data', ciphertext],
      ['enc_type', encType],
      ['ephemeral_key', ephemeralKey],
      ['hop_no', hopNo],
    ]),
  );
}

/** @throws {PacketError} */
export function decodePeerMessage(bytes: Uint8Array): OnionRequest {
  const message = dictionary(bytes);
  const [data, encType, key, hopNo] = ['data', 'enc_type', 'ephemeral_key', 'hop_no'].map((name) =>
    message.get(name),
  );
  if (!(data instanceof Uint8Array)) throw new PacketError('Invalid data');
  if (!(key instanceof Uint8Array) || key.length !== 32) throw new PacketError('Invalid ephemeral_key');
  const cipher =
    encType instanceof Uint8Array ? encTypeOf(Buffer.from(encType).toString('latin1')) : undefined;
  if (cipher === undefined) throw new PacketError('Invalid enc_type');
  return {
    ciphertext: data,
    encType: cipher,
    ephemeralKey: x25519PublicKey(key),
    hopNo: checkedHopNo(asNumber(hopNo)),
  };
}

function dictionary(bytes: Uint8Array): ReadonlyMap<string, BencodeValue> {
  try {
    const value = decodeBencode(bytes);
    if (isDictionary(value)) return value;
  } catch (error) {
    if (!(error instanceof BencodeError)) throw error;
  }
  throw new PacketError('Invalid message');
}

function isDictionary(value: BencodeValue): value is ReadonlyMap<string, BencodeValue> {
  return value instanceof Map;
}

/** Bencode's integers are bigints; one too large for a number is none that a hop may have. */
function asNumber(value: BencodeValue | undefined): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
