import { fromHex, toHex } from '../../../ts/util/index.ts';
import type { Given } from '../framework/given.ts';
import { VectorError } from '../framework/failures.ts';
import type { Json, JsonObject } from '../framework/json.ts';

/** A value of the product in the words of the vectors, and back. */
export interface Words<Value> {
  readonly to: (value: Value) => Json;
  readonly from: (given: Given) => Value;
  /** What the product has where the vector has nothing. */
  readonly absent?: Value;
}

/** A number that the product keeps as one, and a vector has beyond that. */
export class BeyondSafeNumbers extends VectorError {}

export const text: Words<string> = { to: (value) => value, from: (given) => given.asText() };

export const u32: Words<number> = { to: (value) => value, from: (given) => given.asNumber() };

export const bytes: Words<Uint8Array> = { to: toHex, from: (given) => fromHex(given.asText()) };

export const u64: Words<bigint> = {
  to: (value) => value.toString(),
  from: (given) => BigInt(given.asText()),
};

/** 64 bits on the wire, a safe number with us. */
export const safe: Words<number> = {
  to: (value) => value.toString(),
  from: (given) => {
    const value = BigInt(given.asText());
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new BeyondSafeNumbers(`${given.path} is above 2^53`);
    return Number(value);
  },
};

export const flag: Words<boolean> = {
  to: (value) => value,
  from: (given) => {
    const value = given.all();
    if (typeof value !== 'boolean') throw given.wrong('true or false');
    return value;
  },
};

/** A name of the schema for each of ours. */
export function names<Name extends string>(table: Readonly<Record<Name, string>>): Words<Name> {
  const ours = new Map(Object.entries(table).map(([name, word]) => [word, name as Name]));
  return {
    to: (value) => table[value],
    from: (given) => {
      const name = ours.get(given.asText());
      if (name === undefined) throw given.wrong(`one of ${[...ours.keys()].join(', ')}`);
      return name;
    },
  };
}

export const many = <Value>(words: Words<Value>): Words<readonly Value[]> => ({
  to: (values) => values.map(words.to),
  from: (given) => given.items().map(words.from),
  absent: [],
});

/** For each of our fields the vector's name and the words of its value. Absent fields and empty lists are left out. */
export type FieldWords<Value> = {
  readonly [Field in keyof Value]-?: readonly [name: string, words: Words<NonNullable<Value[Field]>>];
};

/** An object, field by field; a name that is none of the fields' is an error. */
export function record<Value extends object>(fields: FieldWords<Value>): Words<Value> {
  const entries = Object.entries(fields) as readonly (readonly [string, readonly [string, Words<unknown>]])[];
  return {
    to: (value) =>
      Object.fromEntries(
        entries.flatMap(([field, [name, words]]) => {
          const own = (value as Readonly<Record<string, unknown>>)[field];
          return own === undefined || (Array.isArray(own) && own.length === 0) ? [] : [[name, words.to(own)]];
        }),
      ),
    from: (given) => {
      const known = new Map(entries.map(([field, [name, words]]) => [name, { field, words }]));
      if (given.names().length === 0) given.all();
      const absent = entries.flatMap(([field, [, words]]) =>
        words.absent === undefined ? [] : [[field, words.absent]],
      );
      const present = given.names().map((name) => {
        const entry = known.get(name);
        if (entry === undefined) throw new VectorError(`${given.path}/${name} is not known`);
        return [entry.field, entry.words.from(given.member(name))];
      });
      return Object.fromEntries([...absent, ...present]) as Value;
    },
  };
}

/** An object that tells its kind by its one member: the member's name and words, for each of our kinds. */
export function oneOf<Value extends { readonly kind: string }>(kinds: {
  readonly [Kind in Value['kind']]:
    readonly [name: string, words: Words<Omit<Extract<Value, { kind: Kind }>, 'kind'>>] | undefined;
}): {
  readonly to: (value: Value) => JsonObject;
  readonly from: (given: Given) => Value;
  readonly names: readonly string[];
} {
  const entries = Object.entries(kinds) as [string, readonly [string, Words<object>] | undefined][];
  const found = (given: Given) => entries.find(([, entry]) => entry !== undefined && given.has(entry[0]));
  return {
    names: entries.flatMap(([, entry]) => entry?.[0] ?? []),
    to: (value) => {
      const entry = kinds[value.kind as Value['kind']] as readonly [string, Words<object>] | undefined;
      return entry === undefined ? {} : { [entry[0]]: entry[1].to(value) };
    },
    from: (given) => {
      const [kind, entry] = found(given) ?? ['empty', undefined];
      return { kind, ...entry?.[1].from(given.member(entry[0])) } as unknown as Value;
    },
  };
}
