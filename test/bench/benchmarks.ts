import type { Benchmark } from './harness/benchmark.ts';
import { crypto } from './crypto.ts';
import { handshakes } from './handshakes.ts';
import { sendToVisible } from './send-to-visible.ts';
import { store } from './store.ts';
import { ticks } from './ticks.ts';

/** All benchmarks in the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [sendToVisible, handshakes, ticks, store, crypto];
