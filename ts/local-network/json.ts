/** What an answer may hold. A bigint is written as a plain JSON number: swarm ids need all their 64 bits. */
export type JsonValue =
  string | number | bigint | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type JsonObject = { readonly [key: string]: JsonValue };

/** JSON text with the keys of every object in alphabetical order, as service nodes write it. */
export function toJson(value: JsonValue): string {
  if (typeof value === 'bigint') return value.toString();
  if (isJsonList(value)) return `[${value.map(toJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${toJson(value[key] as JsonValue)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Whether `value` is an object as JSON knows it: no array, no null. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Array.isArray` does not narrow read-only arrays. */
function isJsonList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
