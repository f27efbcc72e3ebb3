import type { ServiceNode } from '../nodes/service-node.ts';

export interface TransportOptions {
  /** For the whole exchange, connecting included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface TransportAnswer {
  readonly status: number;
  readonly body: Uint8Array;
}

/**
 * How bytes reach a guard (spec 02 §9). Nothing above knows about HTTP. Failures are `NetworkError`: `unreachable` when no answer
 * began, `timeout`, `bad-response` for an oversized or broken one, `aborted`, `closed`.
 */
export interface Transport {
  /** Hands an onion to `guard`. */
  send(guard: ServiceNode, body: Uint8Array, options: TransportOptions): Promise<TransportAnswer>;
  /** Asks `node` itself for its `info` (no account involved): its JSON text. Leaves a connection ready for {@link send}. */
  probe(node: ServiceNode, options: TransportOptions): Promise<TransportAnswer>;
  /** Cuts all connections; what is in flight is tried once more or fails. */
  disconnect(): void;
  /** Cuts all connections for good. */
  close(): void;
}
