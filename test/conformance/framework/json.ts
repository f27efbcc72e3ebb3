/** What a vector file is made of. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deep equality; the order of members does not matter, that of items does. Members that are `undefined` do not exist. */
export function jsonEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    const other: readonly Json[] = b;
    return a.length === other.length && a.every((item: Json, at) => jsonEqual(item, other[at]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return Object.is(a, b);
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => jsonEqual(own(a, name), own(b, name)));
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/**
 * The JSON in `text`.
 * @throws {SyntaxError} also for an object with a member twice, of which one would be lost.
 */
export function parseStrictJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  const members = countMembers(value);
  // In JSON text a colon outside strings stands behind each member's name and nowhere else.
  const colons = text.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1;
  if (members !== colons) throw new SyntaxError('a member stands twice in one object');
  return value;
}

function countMembers(value: Json): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item: Json) => sum + countMembers(item), 0);
  if (!isJsonObject(value)) return 0;
  const items = Object.values(value);
  return items.reduce((sum: number, item: Json) => sum + countMembers(item), items.length);
}
