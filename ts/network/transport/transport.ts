import type { ServiceNode } from '../nodes/service-node.ts';

/** How far the bytes of one exchange have come, as they cross the wire. */
export interface TransferProgress {
  readonly direction: 'up' | 'down';
  readonly bytes: number;
  /** Undefined while nobody has said. */
  readonly totalBytes: number | undefined;
}

/** For exchanges that take a while because they are large. */
export interface TransferOptions {
  /** Hears of every piece of some 64 KiB. Attempts of one request may run beside each other: each tells its own progress. */
  readonly onProgress?: (progress: TransferProgress) => void;
  /** Ends an attempt with `timeout` when no byte has moved for so long. */
  readonly stallMs?: number;
  /** A larger answer ends the request with `too-large`, and nobody is to blame. */
  readonly maxAnswerBytes?: number;
}

export interface TransportOptions extends TransferOptions {
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
 * began, `timeout`, `bad-response` for an oversized or broken one, `too-large` for one beyond the caller's own limit, `aborted`,
 * `closed`.
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
