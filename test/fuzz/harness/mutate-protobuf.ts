import { concatBytes } from '../../../ts/util/index.ts';
import { mutateBytes } from './mutate-bytes.ts';
import type { Rng } from './rng.ts';

/** One field as it stands on the wire. */
interface Field {
  readonly number: number;
  readonly wireType: number;
  readonly value: Uint8Array;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
const VARINTS = [
  '00',
  '01',
  '02',
  '7f',
  '8001',
  'ffffffff0f',
  'ffffffffffffff0f',
  'ffffffffffffffff7f',
  'ffffffffffffffffff01',
  'ffffffffffffffffffff01',
];

/** The protobuf message in `input` with a change to one of its fields, at any depth; undefined when it is none. */
export function mutateProtobuf(input: Uint8Array, rng: Rng, depth = 0): Uint8Array | undefined {
  const fields = read(input);
  if (fields === undefined || fields.length === 0) return undefined;
  const at = rng.below(fields.length);
  const field = fields[at] as Field;
  return concatBytes(...changed(fields, at, { field, rng, depth }).map(written));
}

function changed(
  fields: readonly Field[],
  at: number,
  { field, rng, depth }: { readonly field: Field; readonly rng: Rng; readonly depth: number },
): readonly Field[] {
  switch (rng.below(12)) {
    case 0:
      return fields.toSpliced(at, 1);
    case 1:
      return fields.toSpliced(at, 0, ...Array.from({ length: rng.pick([1, 1, 40]) }, () => field));
    case 2:
      return fields.with(at, {
        ...field,
        number: rng.pick([field.number + 1, 1 + rng.below(20), 100 + rng.below(30), 536_870_911]),
      });
    case 3:
      return fields.with(at, { ...field, wireType: rng.below(8) });
    case 4:
      return [...fields.toSpliced(at, 1), field];
    default:
      return fields.with(at, { ...field, value: changedValue(field, rng, depth) });
  }
}

function changedValue({ wireType, value }: Field, rng: Rng, depth: number): Uint8Array {
  if (wireType === VARINT) return Buffer.from(rng.pick(VARINTS), 'hex');
  if (wireType !== BYTES) return mutateBytes(value, rng, []).subarray(0, value.length);
  const inside = depth < 6 && !rng.oneIn(5) ? mutateProtobuf(value, rng, depth + 1) : undefined;
  return inside ?? mutateBytes(value, rng, []);
}

function read(input: Uint8Array): readonly Field[] | undefined {
  const fields: Field[] = [];
  for (let at = 0; at < input.length;) {
    const tag = varint(input, at);
    if (tag === undefined || tag.value < 8) return undefined;
    const [number, wireType] = [Math.floor(tag.value / 8), tag.value % 8];
    const end = endOf(input, { at: tag.end, wireType });
    if (end === undefined || end.to > input.length) return undefined;
    fields.push({ number, wireType, value: input.subarray(end.from, end.to) });
    at = end.to;
  }
  return fields;
}

function endOf(
  input: Uint8Array,
  { at, wireType }: { readonly at: number; readonly wireType: number },
): { readonly from: number; readonly to: number } | undefined {
  const number = varint(input, at);
  if (wireType === FIXED64) return { from: at, to: at + 8 };
  if (wireType === FIXED32) return { from: at, to: at + 4 };
  if (number === undefined) return undefined;
  if (wireType === VARINT) return { from: at, to: number.end };
  return wireType === BYTES ? { from: number.end, to: number.end + number.value } : undefined;
}

function varint(
  input: Uint8Array,
  start: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let at = start; at < input.length && at < start + 10; at += 1) {
    const byte = input[at] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return undefined;
}

function written({ number, wireType, value }: Field): Uint8Array {
  const tag = toVarint(number * 8 + wireType);
  return wireType === BYTES ? concatBytes(tag, toVarint(value.length), value) : concatBytes(tag, value);
}

function toVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.of(...bytes, rest);
}
