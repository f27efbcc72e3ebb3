import fc from 'fast-check';

import type { ConfigDict, ConfigScalar, ConfigValue } from '../../../ts/config/index.ts';
import { toSet } from '../../../ts/config/value.ts';
import { utf8 } from '../../../ts/util/index.ts';

/** Few keys and values, so that devices meet on the same ones. */
const KEY = fc.constantFrom('a', 'b', 'c', '', '\u00ff~', '#');
export const SCALAR: fc.Arbitrary<ConfigScalar> = fc.oneof(
  fc.bigInt({ min: -3n, max: 3n }),
  fc.constantFrom('', '-', 'x', 'yy').map((text) => utf8(text)),
  fc.uint8Array({ maxLength: 3 }),
  fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n),
);
const SET = fc.array(SCALAR, { minLength: 1, maxLength: 4 }).map(toSet);

const TREE = fc.letrec<{ value: ConfigValue; dict: ConfigDict }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthIdentifier: 'config' }, SCALAR, SET, tie('dict')),
  dict: fc
    .array(fc.tuple(KEY, tie('value')), { minLength: 1, maxLength: 4, depthIdentifier: 'config' })
    .map((entries) => new Map(entries)),
}));

/** Any value that config data may hold. */
export const VALUE: fc.Arbitrary<ConfigValue> = TREE.value;
/** The data of a whole config. */
export const DATA: fc.Arbitrary<ConfigDict> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<ConfigDict>(new Map()) },
  { weight: 9, arbitrary: TREE.dict },
);

/** A dict from pairs; text stands for its bytes. */
export function dict(...entries: readonly (readonly [string, ConfigValue | string])[]): ConfigDict {
  return new Map(entries.map(([key, value]) => [key, typeof value === 'string' ? utf8(value) : value]));
}
