import type { Coverage } from './coverage.ts';
import { Spots } from './coverage.ts';
import { mutate } from './mutate.ts';
import type { Outcome } from './outcome.ts';
import { outcomeOf, SLOW_MS } from './outcome.ts';
import { Rng, seedOf } from './rng.ts';
import type { FuzzTarget } from './target.ts';

/** An input that a target does not stand. */
export interface Finding {
  readonly input: Uint8Array;
  readonly fault: string;
}

export interface FuzzOptions {
  readonly seed: number;
  /** Inputs known to be worth changing, besides the target's own seeds. */
  readonly corpus: readonly Uint8Array[];
  /** Asked before every input. */
  readonly mayGoOn: (runs: number) => boolean;
  /** Without it only outcomes tell what is new. */
  readonly coverage?: Coverage | undefined;
}

export interface FuzzReport {
  readonly runs: number;
  /** Inputs that did something new, in the order they were found. */
  readonly fresh: readonly Uint8Array[];
  readonly findings: readonly Finding[];
  /** How many inputs had which outcome: the class and code of an error, or the kind of what came out. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** Characters of our code that ran; 0 without coverage. */
  readonly covered: number;
}

/** Inputs between two looks at the coverage, which costs as much as many inputs. */
const BATCH = 256;
const MAX_FINDINGS = 5;
const REPEAT_ONE_IN = 32;

/** Changes good inputs, keeps those that do something new, and changes them again. */
export async function fuzz(target: FuzzTarget, options: FuzzOptions): Promise<FuzzReport> {
  const run = new Run(target, options);
  await run.start();
  while (run.mayGoOn()) await run.batch();
  return run.report();
}

class Run {
  private readonly target: FuzzTarget;
  private readonly options: FuzzOptions;
  private readonly rng: Rng;
  private readonly pool: Uint8Array[] = [];
  private readonly fresh: Uint8Array[] = [];
  private readonly findings = new Map<string, Finding>();
  private readonly keys = new Set<string>();
  private seen = new Spots();
  /** What some kept input runs. */
  private readonly attributed = new Spots();
  private readonly outcomes = new Map<string, number>();
  private runs = 0;

  constructor(target: FuzzTarget, options: FuzzOptions) {
    this.target = target;
    this.options = options;
    this.rng = new Rng(seedOf(target.name, options.seed));
  }

  report(): FuzzReport {
    const { runs, fresh, outcomes } = this;
    return { runs, fresh, outcomes, covered: this.seen.size, findings: [...this.findings.values()] };
  }

  mayGoOn(): boolean {
    return this.findings.size < MAX_FINDINGS && this.options.mayGoOn(this.runs);
  }

  /** What is known already is nothing new. */
  async start(): Promise<void> {
    for (const input of [...this.target.seeds(), ...this.options.corpus]) {
      this.pool.push(input);
      this.keys.add((await this.try(input)).key);
    }
    this.seen = this.options.coverage?.take() ?? this.seen;
  }

  async batch(): Promise<void> {
    const inputs: Uint8Array[] = [];
    while (inputs.length < BATCH && this.mayGoOn()) {
      const parent = this.pool.length === 0 ? this.rng.bytes(8) : this.rng.pick(this.pool);
      const input = mutate(parent, this.rng, { format: this.target.format, others: this.pool });
      inputs.push(input);
      const { key } = await this.try(input);
      if (!this.keys.has(key)) this.keep(input, key);
    }
    const { coverage } = this.options;
    if (coverage === undefined) return;
    const missing = coverage.take().without(this.seen);
    if (missing.isEmpty) return;
    this.seen.add(missing);
    await this.keepCovering(inputs, missing, coverage);
  }

  /** Finds the inputs of a batch that ran the new code, half by half. */
  private async keepCovering(
    inputs: readonly Uint8Array[],
    missing: Spots,
    coverage: Coverage,
  ): Promise<void> {
    if (inputs.length === 0 || missing.isEmpty) return;
    for (const input of inputs) await outcomeOf(this.target, input);
    const ran = coverage.take();
    if (!ran.meets(missing)) return;
    const [only] = inputs;
    if (inputs.length === 1 && only !== undefined) {
      this.keep(only);
      this.attributed.add(ran);
      return;
    }
    const middle = Math.ceil(inputs.length / 2);
    await this.keepCovering(inputs.slice(0, middle), missing.without(this.attributed), coverage);
    await this.keepCovering(inputs.slice(middle), missing.without(this.attributed), coverage);
  }

  private async try(input: Uint8Array): Promise<Outcome> {
    this.runs += 1;
    const outcome = await outcomeOf(this.target, input);
    this.outcomes.set(outcome.key, (this.outcomes.get(outcome.key) ?? 0) + 1);
    const fault =
      outcome.fault ?? (await this.slowness(input, outcome)) ?? (await this.fickleness(input, outcome));
    if (fault !== undefined) this.found(input, fault);
    return outcome;
  }

  /** Slow every time, not only when the machine had something else to do. */
  private async slowness(input: Uint8Array, first: Outcome): Promise<string | undefined> {
    if (first.tookMs <= SLOW_MS) return undefined;
    const again = [await outcomeOf(this.target, input), await outcomeOf(this.target, input)];
    const least = Math.min(...[first, ...again].flatMap(({ tookMs, workedMs }) => [tookMs, workedMs]));
    return least > SLOW_MS ? `takes ${least.toFixed(0)} ms` : undefined;
  }

  private async fickleness(input: Uint8Array, outcome: Outcome): Promise<string | undefined> {
    if (!this.rng.oneIn(REPEAT_ONE_IN)) return undefined;
    const again = await outcomeOf(this.target, input);
    return again.print === outcome.print ? undefined : 'gives another result the second time';
  }

  private found(input: Uint8Array, fault: string): void {
    const [kind = ''] = fault.split('\n');
    if (!this.findings.has(kind)) this.findings.set(kind, { input: Uint8Array.from(input), fault });
  }

  private keep(input: Uint8Array, key?: string): void {
    if (key !== undefined) this.keys.add(key);
    this.pool.push(input);
    this.fresh.push(input);
  }
}
