import { CLOCK_DRILLS } from './clock-drills.ts';
import { DamageDrills } from './damage-drills.ts';
import { DISK_DRILLS } from './disk-drills.ts';
import type { Drill } from './drill.ts';
import { killDrills } from './kill-drills.ts';

/** All drills, in their order. `seed` chooses what is damaged. */
export function allDrills(seed: number): readonly Drill[] {
  return [...new DamageDrills(seed).drills, ...DISK_DRILLS, ...CLOCK_DRILLS, ...killDrills(seed)];
}
