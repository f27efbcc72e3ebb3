import { reasonOf, refused, require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';

/** One kind of step: does it and compares what came of it. */
export type Operation<World> = (world: World, step: Given) => void;

export type Operations<World> = Readonly<Record<string, Operation<World>>>;

/** What all scenarios have: a clock, messages on a swarm, and a picture of all state that a refused operation must not change. */
export interface ScenarioWorld {
  /** Everything that an operation could change. */
  readonly picture: () => string;
}

/** Runs the steps one after another; the first that fails says which one it is. */
export function runSteps<World extends ScenarioWorld>(
  steps: readonly Given[],
  world: World,
  operations: Operations<World>,
): void {
  for (const [at, step] of steps.entries()) {
    const op = step.text('op');
    const operation = Object.hasOwn(operations, op) ? operations[op] : undefined;
    if (operation === undefined) throw new VectorError(`step ${at}: ${op} is not known`);
    try {
      runStep(step, world, operation);
    } catch (error) {
      throw new VectorError(`step ${at} (${op}): ${reasonOf(error)}`);
    }
  }
}

function runStep<World extends ScenarioWorld>(step: Given, world: World, operation: Operation<World>): void {
  const expected = step.optional('expect');
  if (expected?.has('error') !== true) return operation(world, step);
  expected.expect('error', true);
  const before = world.picture();
  refused(() => operation(world, step));
  require(world.picture() === before, 'refused, but something has changed');
}

/** Messages as a swarm has them, by their hashes. */
export class Swarm {
  private readonly messages = new Map<string, Uint8Array>();

  put(hash: string, message: Uint8Array): void {
    this.messages.set(hash, message);
  }

  get(hash: string): Uint8Array {
    const message = this.messages.get(hash);
    if (message === undefined) throw new VectorError(`no message ${hash} was stored`);
    return message;
  }
}
