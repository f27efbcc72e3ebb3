import type { Rng } from './rng.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const ODD_VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  -0,
  '',
  '0',
  'a'.repeat(70),
  '\ud800',
  '%',
  'ü',
  '\u0000',
  '__proto__',
  [],
  {},
  [[]],
  [null],
  { length: 3 },
  { toString: 1 },
  { status: '200' },
];

/** The JSON in `input` with a change to its tree; undefined when there is none in it. */
export function mutateJson(input: Uint8Array, rng: Rng): Uint8Array | undefined {
  let value: Json;
  try {
    value = JSON.parse(Buffer.from(input).toString('utf8')) as Json;
  } catch {
    return undefined;
  }
  return Buffer.from(JSON.stringify(changed(value, rng)), 'utf8');
}

function changed(value: Json, rng: Rng): Json {
  if (typeof value !== 'object' || value === null || rng.oneIn(12)) return changedScalar(value, rng);
  return Array.isArray(value) ? changedList(value, rng) : changedObject(value, rng);
}

function changedScalar(value: Json, rng: Rng): Json {
  if (typeof value === 'number' && rng.oneIn(2))
    return rng.pick([value + 1, -value, value * 1_000, value / 2]);
  if (typeof value === 'string' && value !== '' && rng.oneIn(2)) {
    const at = rng.below(value.length);
    return rng.pick([
      value.slice(0, at),
      value + value,
      value.slice(0, at) + rng.pick(['/', '=', ' ', 'Z', 'é']) + value.slice(at + 1),
    ]);
  }
  return rng.pick(ODD_VALUES);
}

function changedList(list: readonly Json[], rng: Rng): Json {
  if (list.length === 0) return [rng.pick(ODD_VALUES)];
  const at = rng.below(list.length);
  const item = list[at] as Json;
  switch (rng.below(6)) {
    case 0:
      return list.toSpliced(at, 1);
    case 1:
      return [...list, item];
    case 2:
      return Array.from({ length: 60 }, () => item);
    default:
      return list.with(at, changed(item, rng));
  }
}

function changedObject(object: { readonly [name: string]: Json }, rng: Rng): Json {
  const names = Object.keys(object);
  if (names.length === 0) return { [rng.pick(['a', '__proto__', 'constructor'])]: rng.pick(ODD_VALUES) };
  const name = rng.pick(names);
  const { [name]: value = null, ...rest } = object;
  switch (rng.below(8)) {
    case 0:
      return rest;
    case 1:
      return { ...rest, [`${name}x`]: value };
    case 2:
      return { ...rest, [name]: object[rng.pick(names)] ?? null };
    default:
      return { ...object, [name]: changed(value, rng) };
  }
}
