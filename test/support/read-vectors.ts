import { readFileSync } from 'node:fs';

/** The test vectors in `test/vectors/<name>.json`. The shape is the caller's word. */
export function readVectors<Vectors>(name: string): Vectors {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8')) as Vectors;
}
