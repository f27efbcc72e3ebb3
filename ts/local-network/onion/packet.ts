import { x25519PublicKey } from '../../crypto/index.ts';
import type { X25519PublicKey } from '../../crypto/index.ts';
import { fromHex, fromUtf8, readU32le, utf8, concatBytes, u32le } from '../../util/index.ts';
import { isPlainObject } from '../json.ts';
import { encTypeOf } from './layer.ts';
import type { EncType, Layer } from './layer.ts';

/** A packet or its control object that says nothing a node understands. The message is the reason, for the entry's 400. */
export class PacketError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'PacketError';
  }
}

/** Bytes and what to do with them. */
export interface Packet {
  readonly blob: Uint8Array;
  readonly control: Readonly<Record<string, unknown>>;
}

/** A request on its way: a layer for this hop, and how many hops it may have made (0 when nobody counts). */
export interface OnionRequest extends Layer {
  readonly hopNo: number;
}

/** What an opened layer tells a node to do. */
export type Instruction =
  | { readonly kind: 'final'; readonly body: Uint8Array; readonly json: boolean; readonly base64: boolean }
  | {
      readonly kind: 'relay-server';
      readonly protocol: string;
      readonly host: string;
      readonly port: number;
      readonly target: string;
      /** The whole opened layer: the server takes its own key from it. */
      readonly payload: Uint8Array;
    }
  | { readonly kind: 'relay-node'; readonly nextNode: string; readonly layer: Layer };

const LENGTH_BYTES = 4;
const MAX_HOPS = 15;
const HTTPS_PORT = 443;

/** `blob` with its length before it and the control object behind it. Spec 02 §2.2. */
export function pack({ blob, control }: Packet): Uint8Array {
  return concatBytes(u32le(blob.length), blob, utf8(JSON.stringify(control)));
}

/** @throws {PacketError} */
export function unpack(bytes: Uint8Array): Packet {
  if (bytes.length < LENGTH_BYTES) throw new PacketError('Data too short');
  const end = LENGTH_BYTES + readU32le(bytes);
  if (end > bytes.length) throw new PacketError('Unexpected payload size');
  let control: unknown;
  try {
    control = JSON.parse(fromUtf8(bytes.subarray(end)));
  } catch {
    throw new PacketError('Invalid json');
  }
  if (!isPlainObject(control)) throw new PacketError('Invalid json');
  return { blob: bytes.subarray(LENGTH_BYTES, end), control };
}

/** The body of a client's `POST /onion_req/v2`. @throws {PacketError} */
export function parseEntry(bytes: Uint8Array): OnionRequest {
  const { blob, control } = unpack(bytes);
  return { ...layerOf({ blob, control }), hopNo: checkedHopNo(control['hop_no'] ?? 0) };
}

/** The number of a hop, wherever it stood. @throws {PacketError} unless it is an integer from 0 to 15. */
export function checkedHopNo(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new PacketError('Invalid hop_no');
  if (value > MAX_HOPS) throw new PacketError('Too many hops');
  return value;
}

/** What the node that opened a layer is to do. @throws {PacketError} Spec 02 §2.4. */
export function parseInstruction(plaintext: Uint8Array): Instruction {
  const { blob, control } = unpack(plaintext);
  if ('headers' in control) {
    const { json = false, base64 = true } = control;
    if (typeof json !== 'boolean' || typeof base64 !== 'boolean') throw new PacketError('Invalid json');
    return { kind: 'final', body: blob, json, base64 };
  }
  if ('host' in control) return serverInstruction(plaintext, control);
  const { destination } = control;
  if (!isKey(destination)) throw new PacketError('Invalid destination');
  return { kind: 'relay-node', nextNode: destination.toLowerCase(), layer: layerOf({ blob, control }) };
}

/** Servers may be reached only at the paths made for onion requests. Spec 02 §2.2, note 2. */
export function isTargetAllowed(target: string): boolean {
  return /^\/(?:loki|oxen)\//.test(target) && target.endsWith('/lsrpc') && !target.includes('?');
}

function serverInstruction(payload: Uint8Array, control: Packet['control']): Instruction {
  const { host, target, protocol = 'https', port = HTTPS_PORT } = control;
  const textual = typeof host === 'string' && typeof target === 'string' && typeof protocol === 'string';
  if (!textual || typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new PacketError('Invalid json');
  }
  return { kind: 'relay-server', protocol, host, port, target, payload };
}

function layerOf({ blob, control }: Packet): Layer {
  return { ciphertext: blob, ephemeralKey: ephemeralKeyOf(control), encType: encTypeIn(control) };
}

function ephemeralKeyOf({ ephemeral_key: key }: Packet['control']): X25519PublicKey {
  if (!isKey(key)) throw new PacketError('Invalid ephemeral_key');
  return x25519PublicKey(fromHex(key));
}

function encTypeIn({ enc_type: spelling = 'aes-gcm' }: Packet['control']): EncType {
  const encType = typeof spelling === 'string' ? encTypeOf(spelling) : undefined;
  if (encType === undefined) throw new PacketError('Invalid enc_type');
  return encType;
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-fA-F]{64}$/.test(value);
}
