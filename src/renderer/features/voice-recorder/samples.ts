/** Samples from −1 to 1 as 16-bit numbers; louder ones are cut off. */
export function toSamples16(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (sample) =>
    Math.round(Math.max(-1, Math.min(1, sample)) * (sample < 0 ? 0x8000 : 0x7fff)),
  );
}

/** How loud a piece is, from 0 to 1, as people hear it rather than as it is measured. */
export function loudness(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.min(1, Math.sqrt(Math.sqrt(power) * 2));
}

/** As many bars as wanted, each the loudest of its part of the recording. */
export function barsOf(levels: readonly number[], count: number): readonly number[] {
  if (levels.length === 0) return Array.from({ length: count }, () => 0);
  return Array.from({ length: count }, (_, index) => {
    const start = Math.floor((index * levels.length) / count);
    const end = Math.max(start + 1, Math.floor(((index + 1) * levels.length) / count));
    return Math.max(...levels.slice(start, end));
  });
}
