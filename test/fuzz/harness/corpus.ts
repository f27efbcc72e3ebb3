import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Coverage } from './coverage.ts';
import { Spots } from './coverage.ts';
import { outcomeOf } from './outcome.ts';
import type { FuzzTarget } from './target.ts';

const FUZZ = join(import.meta.dirname, '..');
/** Larger ones would fill the repository and slow every replay. */
const MAX_KEPT_BYTES = 4_096;
const MAX_KEPT = 48;

/** Inputs that once did something new (`corpus`), or that a target once did not stand (`findings`). */
export type Collection = 'corpus' | 'findings';

/** The inputs of a target in their folder. */
export function readInputs(collection: Collection, name: string): readonly Uint8Array[] {
  const folder = join(FUZZ, collection, name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((file) => Uint8Array.from(readFileSync(join(folder, file))));
}

/** Writes an input under its hash. */
export function writeInput(collection: Collection, name: string, input: Uint8Array): void {
  const folder = join(FUZZ, collection, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, fileName(input)), input);
}

/** Replaces the corpus of a target: the fewest and shortest inputs that together do all that the given ones do beyond the seeds. */
export async function writeCorpus(
  target: FuzzTarget,
  inputs: readonly Uint8Array[],
  coverage: Coverage,
): Promise<number> {
  const kept = await essential(target, inputs, coverage);
  rmSync(join(FUZZ, 'corpus', target.name), { recursive: true, force: true });
  for (const input of kept) writeInput('corpus', target.name, input);
  return kept.length;
}

async function essential(
  target: FuzzTarget,
  inputs: readonly Uint8Array[],
  coverage: Coverage,
): Promise<readonly Uint8Array[]> {
  const seen = new Spots();
  const keys = new Set<string>();
  coverage.take();
  for (const seed of target.seeds()) keys.add((await outcomeOf(target, seed)).key);
  seen.add(coverage.take());
  const kept: Uint8Array[] = [];
  for (const input of [...inputs].sort((a, b) => a.length - b.length)) {
    if (input.length > MAX_KEPT_BYTES || kept.length === MAX_KEPT) break;
    const { key } = await outcomeOf(target, input);
    const ran = coverage.take();
    if (keys.has(key) && ran.without(seen).isEmpty) continue;
    keys.add(key);
    seen.add(ran);
    kept.push(input);
  }
  return kept;
}

function fileName(input: Uint8Array): string {
  return createHash('sha256').update(input).digest('hex').slice(0, 16);
}
