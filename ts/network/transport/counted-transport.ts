import type { ServiceNode } from '../nodes/service-node.ts';
import type { Transport, TransportAnswer, TransportOptions } from './transport.ts';

/** What has gone over the wire to service nodes since the start, without what TLS and HTTP add. */
export interface TrafficReport {
  readonly requests: number;
  /** Those without an answer. */
  readonly failed: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** A transport that counts. */
export class CountedTransport implements Transport {
  private readonly inner: Transport;
  private requests = 0;
  private failed = 0;
  private sentBytes = 0;
  private receivedBytes = 0;

  constructor(inner: Transport) {
    this.inner = inner;
  }

  report(): TrafficReport {
    const { requests, failed, sentBytes, receivedBytes } = this;
    return { requests, failed, sentBytes, receivedBytes };
  }

  send(guard: ServiceNode, body: Uint8Array, options: TransportOptions): Promise<TransportAnswer> {
    this.sentBytes += body.length;
    return this.counted(this.inner.send(guard, body, options));
  }

  probe(node: ServiceNode, options: TransportOptions): Promise<TransportAnswer> {
    return this.counted(this.inner.probe(node, options));
  }

  disconnect(): void {
    this.inner.disconnect();
  }

  close(): void {
    this.inner.close();
  }

  private async counted(request: Promise<TransportAnswer>): Promise<TransportAnswer> {
    this.requests += 1;
    try {
      const answer = await request;
      this.receivedBytes += answer.body.length;
      return answer;
    } catch (error) {
      this.failed += 1;
      throw error;
    }
  }
}
