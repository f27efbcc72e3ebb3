/** Milliseconds since the epoch with fractions; comparable between processes of this machine. */
export function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

/** How long `work` takes, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** As {@link timed} for work without promises, whose wait would be measured too. */
export function timedSync(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}
