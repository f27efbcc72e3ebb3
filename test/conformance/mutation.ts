import type { Random } from '../../ts/util/index.ts';
import type { Json } from './framework/json.ts';
import { isJsonObject } from './framework/json.ts';

/** Paths of all single values below `value`, as lists of names. */
export function leaves(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, at) => leaves(item, [...path, String(at)]));
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([name, item]) => leaves(item, [...path, name]));
  return [path];
}

/** A copy of `value` in which the single value at `path` differs a little. */
export function mutated(value: Json, path: readonly string[], random: Random): Json {
  const [name, ...rest] = path;
  if (name === undefined) return differing(value, random);
  if (Array.isArray(value))
    return value.map((item: Json, at) => (String(at) === name ? mutated(item, rest, random) : item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === name ? mutated(item, rest, random) : item]),
  );
}

function differing(value: Json, random: Random): Json {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return differingText(value, random);
  return 0;
}

/** Another character of the same kind at one place: the text still looks right. */
function differingText(text: string, random: Random): string {
  if (text === '') return '00';
  const [a = 0, b = 0, c = 0] = random.bytes(3);
  const at = ((a << 16) | (b << 8) | c) % text.length;
  const old = text[at] ?? '';
  const kind = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((all) =>
    all.includes(old),
  );
  const choice = kind ?? '0123456789';
  const next = choice[(choice.indexOf(old) + 1) % choice.length] ?? '0';
  return text.slice(0, at) + next + text.slice(at + 1);
}
