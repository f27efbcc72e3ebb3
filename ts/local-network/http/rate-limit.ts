import { isIPv4 } from 'node:net';

import type { Clock } from '../../util/index.ts';

/** What becomes of a request: it is let in, came too soon, or from an address that cannot be counted. */
export type Admission = 'admitted' | 'too-many' | 'no-ipv4';

const BUCKET = 600;
const PER_SECOND = 300;
const MAPPED_IPV4 = /^::ffff:/i;
/** From so many addresses on, those that have been quiet are forgotten. */
const MANY_ADDRESSES = 1_000;

interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
}

/** A token bucket for each IPv4 address: 600 requests at once, 300 more each second. Spec 02 §2.4. */
export class RateLimit {
  private readonly clock: Pick<Clock, 'monotonicMs'>;
  private readonly buckets = new Map<string, Bucket>();

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.clock = clock;
  }

  /** Takes a token of the address, as a socket tells it. */
  admit(remoteAddress: string): Admission {
    const address = remoteAddress.replace(MAPPED_IPV4, '');
    if (!isIPv4(address)) return 'no-ipv4';
    const atMs = this.clock.monotonicMs();
    if (this.buckets.size >= MANY_ADDRESSES) this.forgetFull(atMs);
    const bucket = this.buckets.get(address);
    const tokens = bucket === undefined ? BUCKET : refilled(bucket, atMs);
    this.buckets.set(address, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs });
    return tokens >= 1 ? 'admitted' : 'too-many';
  }

  private forgetFull(atMs: number): void {
    for (const [address, bucket] of this.buckets) {
      if (refilled(bucket, atMs) >= BUCKET) this.buckets.delete(address);
    }
  }
}

function refilled({ tokens, atMs }: Bucket, nowMs: number): number {
  return Math.min(BUCKET, tokens + ((nowMs - atMs) * PER_SECOND) / 1_000);
}
