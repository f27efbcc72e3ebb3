import fc from 'fast-check';
import { expect, test } from 'vitest';

import { LOOK_PLAN, pauseMs } from '../../../src/main/updates/look-plan.ts';

test('pauses grow to six hours, and never are at one moment for everybody', () => {
  const at = (failures: number, random: number): number => pauseMs(failures, { plan: LOOK_PLAN, random });
  expect(at(0, 0.5)).toBe(600_000);
  expect(at(0, 0)).toBe(540_000);
  expect(at(0, 1)).toBe(660_000);
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const pause = at(failures, random);
      expect(pause).toBeGreaterThanOrEqual(540_000);
      expect(pause).toBeLessThanOrEqual(1.1 * LOOK_PLAN.atMostMs);
    }),
  );
});
