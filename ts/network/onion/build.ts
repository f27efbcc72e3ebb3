import { setImmediate } from 'node:timers/promises';

import type { X25519PublicKey } from '../../crypto/index.ts';
import { concatBytes, toHex, u32le, utf8 } from '../../util/index.ts';
import type { Random } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import type { ServiceNode } from '../nodes/service-node.ts';
import { phoneDialect } from './dialect.ts';
import type { OnionDialect, RelayTarget } from './dialect.ts';
import { sealLayer } from './layer.ts';
import type { EncryptionType, LayerSecret, SealedLayer } from './layer.ts';

/** A server that takes onion requests behind the last hop. */
export interface OnionServer {
  /** Host name without scheme. */
  readonly host: string;
  readonly x25519: X25519PublicKey;
  readonly protocol: 'http' | 'https';
  /** Default 80 or 443. */
  readonly port?: number;
  /** Format of requests and answers; `v3` is for old push servers. Default `v4`. */
  readonly version?: 'v3' | 'v4';
}

export type OnionDestination =
  | { readonly kind: 'node'; readonly node: ServiceNode }
  | { readonly kind: 'server'; readonly server: OnionServer };

/** Opens the reply to one onion. */
export interface ReplyKey {
  readonly secret: LayerSecret;
  readonly type: EncryptionType;
}

export interface Onion {
  /** Body of the POST to the guard. */
  readonly body: Uint8Array;
  readonly replyKey: ReplyKey;
}

const TARGET = { v3: '/loki/v3/lsrpc', v4: '/oxen/v4/lsrpc' } as const;

/** Guards refuse larger bodies (spec 02 §2.2). */
export const MAX_ONION_BYTES = 10_485_760;

export interface OnionPlan {
  /** Guard first. */
  readonly path: readonly ServiceNode[];
  readonly destination: OnionDestination;
  readonly payload: Uint8Array;
  readonly random: Random;
  /** That of the phones when left out. */
  readonly dialect?: OnionDialect;
}

/**
 * Wraps `payload` for `destination` in one layer for it and one for each node of `path`, spec 02 §2.2.
 * @throws {NetworkError} `too-large` when the body would exceed 10 MiB; `no-path` for an empty path.
 */
export function buildOnion(plan: OnionPlan): Onion {
  const work = layers(plan);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/**
 * As {@link buildOnion}; others get their turn after each layer, which takes some 10 ms for a large payload.
 * @throws {NetworkError} as {@link buildOnion}
 */
export async function buildOnionInTurns(plan: OnionPlan): Promise<Onion> {
  const work = layers(plan);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

/** Yields between one layer and the next. */
function* layers({
  path,
  destination,
  payload,
  random,
  dialect = phoneDialect,
}: OnionPlan): Generator<undefined, Onion> {
  if (path.length === 0) throw new NetworkError('no-path');
  if (payload.length > MAX_ONION_BYTES) throw new NetworkError('too-large');
  const innermost = sealFor(destination, payload, { random, dialect });
  let layer = innermost;
  let target = relayTarget(destination);
  for (const hop of path.toReversed()) {
    yield;
    const control = dialect.relayControl(target, toHex(layer.secret.ephemeral));
    layer = sealLayer(pack(layer.ciphertext, control), hop.x25519, { type: dialect.type, random });
    target = { destination: hop.ed25519 };
  }
  const body = pack(layer.ciphertext, dialect.entryControl(toHex(layer.secret.ephemeral)));
  if (body.length > MAX_ONION_BYTES) throw new NetworkError('too-large');
  return { body, replyKey: { secret: innermost.secret, type: dialect.type } };
}

function sealFor(
  destination: OnionDestination,
  payload: Uint8Array,
  { random, dialect }: { readonly random: Random; readonly dialect: OnionDialect },
): SealedLayer {
  const { type } = dialect;
  return destination.kind === 'node'
    ? sealLayer(pack(payload, dialect.nodeControl), destination.node.x25519, { type, random })
    : sealLayer(payload, destination.server.x25519, { type, random });
}

/** A node assumes port 443 even for plain http, so http always says its port. */
function relayTarget(destination: OnionDestination): RelayTarget {
  if (destination.kind === 'node') return { destination: destination.node.ed25519 };
  const { host, protocol, port, version = 'v4' } = destination.server;
  const base = { host, target: TARGET[version], method: 'POST' } as const;
  if (protocol === 'http') return { ...base, protocol, port: port ?? 80 };
  return port === undefined || port === 443 ? base : { ...base, protocol, port };
}

function pack(blob: Uint8Array, control: object): Uint8Array {
  return concatBytes(u32le(blob.length), blob, utf8(JSON.stringify(control)));
}
