import { x25519PublicKey } from '../../ts/crypto/index.ts';
import { parseNodeId } from '../../ts/network/index.ts';
import type { ServiceNode } from '../../ts/network/index.ts';
import type { Clock } from '../../ts/util/index.ts';

/** A clock that stands still until told. */
export class FakeClock implements Clock {
  wallMs = 1_800_000_000_000;
  monoMs = 0;
  private timers: { readonly atMs: number; readonly callback: () => void }[] = [];

  nowMs = (): number => this.wallMs;
  monotonicMs = (): number => this.monoMs;
  setTimer = (delayMs: number, callback: () => void): { cancel: () => void } => {
    const timer = { atMs: this.monoMs + delayMs, callback };
    this.timers.push(timer);
    return { cancel: () => (this.timers = this.timers.filter((other) => other !== timer)) };
  };

  /** Lets time go by, timers in order, promises settled after each. */
  async pass(ms: number): Promise<void> {
    const endMs = this.monoMs + ms;
    await settled();
    for (;;) {
      const next = this.timers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.advance(Math.max(0, next.atMs - this.monoMs));
      next.callback();
      await settled();
    }
    this.advance(endMs - this.monoMs);
    await settled();
  }

  pending(): number {
    return this.timers.length;
  }

  private advance(ms: number): void {
    this.monoMs += ms;
    this.wallMs += ms;
  }
}

/** Lets every promise that can go on do so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A node that exists nowhere; its number is in its id and address. */
export function fakeNode(number: number, more: Partial<ServiceNode> = {}): ServiceNode {
  return {
    ed25519: parseNodeId(number.toString(16).padStart(64, '0'))!,
    x25519: x25519PublicKey(new Uint8Array(32).fill(number)),
    ip: `20.${number}.0.1`,
    port: 22_000 + number,
    ...more,
  };
}
