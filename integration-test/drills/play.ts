import type { Drill, Outcome } from './drill.ts';
import { Stage } from './stage.ts';

/** Longer than any drill takes on a busy machine; one that hangs is a fault. */
const LIMIT_MS = 360_000;

/** Plays drills one after another; `onOutcome` hears of each. */
export async function playAll(
  drills: readonly Drill[],
  onOutcome: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const stage = await Stage.open();
  const outcomes: Outcome[] = [];
  try {
    for (const drill of drills) {
      const outcome = await play(stage, drill);
      outcomes.push(outcome);
      onOutcome(outcome);
    }
    return outcomes;
  } finally {
    await stage.close();
  }
}

async function play(stage: Stage, { part, name, cannot, run }: Drill): Promise<Outcome> {
  const startMs = performance.now();
  const outcome = (result: Outcome['result'], told: string): Outcome => ({
    part,
    name,
    result,
    told,
    tookMs: Math.round(performance.now() - startMs),
  });
  const reason = cannot?.();
  if (reason !== undefined) return outcome('skipped', reason);
  try {
    return outcome('held', await inTime(run(stage)));
  } catch (error) {
    return outcome('failed', error instanceof Error ? error.message : String(error));
  }
}

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_done, reject) => {
    timer = setTimeout(() => reject(new Error(`it was not done within ${LIMIT_MS / 1_000} s`)), LIMIT_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
