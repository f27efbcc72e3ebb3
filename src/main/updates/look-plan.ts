/** Pauses between looks, in ms. */
export interface LookPlan {
  /** From the start to the first look: the first picture comes first. */
  readonly firstMs: number;
  /** As long as the feed answers (spec 08 APP-10). */
  readonly everyMs: number;
  /** The longest pause when it does not answer for long. */
  readonly atMostMs: number;
}

const MINUTE_MS = 60_000;

export const LOOK_PLAN: LookPlan = { firstMs: 20_000, everyMs: 10 * MINUTE_MS, atMostMs: 360 * MINUTE_MS };

/** A tenth to either side, so that not everybody asks at one moment. */
const SPREAD = 0.1;

/** The pause after so many looks in a row that brought no answer, 0 for none. @param random 0 to 1 */
export function pauseMs(
  failures: number,
  { plan, random }: { readonly plan: LookPlan; readonly random: number },
): number {
  const pause = Math.min(plan.everyMs * 2 ** Math.min(failures, 30), plan.atMostMs);
  return Math.round(pause * (1 - SPREAD + 2 * SPREAD * random));
}
