import { timed } from '../harness/clock.ts';
import type { Measurement, Target } from '../harness/measurement.ts';

/** Something that takes long enough for the clock, and the least that it could take. */
export interface Comparison {
  readonly name: string;
  readonly ours: () => unknown;
  readonly floor: { readonly name: string; readonly run: () => unknown };
  readonly target?: Target;
}

/** How long both take, in turns; the first run only warms up. */
export async function sideBySide(
  { name, ours, floor, target }: Comparison,
  runs: number,
): Promise<Measurement> {
  const samples: number[] = [];
  const floorSamples: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const [oursMs, floorMs] = [await timed(ours), await timed(floor.run)];
    if (run === 0) continue;
    samples.push(oursMs);
    floorSamples.push(floorMs);
  }
  return {
    name,
    unit: 'ms',
    samples,
    floor: { name: floor.name, samples: floorSamples },
    ...(target === undefined ? {} : { target }),
  };
}
