import { mutateBencode } from './mutate-bencode.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateProtobuf } from './mutate-protobuf.ts';
import type { Rng } from './rng.ts';
import type { Format } from './target.ts';

/** Longer inputs find little and take long. */
const MAX_BYTES = 16_384;
const CHARACTERS = [
  '',
  ' ',
  '/',
  '?',
  '#',
  '&',
  '=',
  '%',
  '%2',
  ':',
  '@',
  '\\',
  '..',
  '\u0000',
  '\n',
  'İ',
  '٣',
  '\u202e',
  '👋',
  'e\u0301',
  '\ud800',
];

/** One to several changes to `input`, in the way of its format most of the time. */
export function mutate(
  input: Uint8Array,
  rng: Rng,
  { format, others }: { readonly format: Format; readonly others: readonly Uint8Array[] },
): Uint8Array {
  let result = input;
  for (let change = 0; change < 1 + rng.below(4); change += 1) {
    const inForm = rng.oneIn(4) ? undefined : changedInForm(result, rng, format);
    result = (inForm ?? mutateBytes(result, rng, others)).subarray(0, MAX_BYTES);
  }
  return Uint8Array.from(result);
}

function changedInForm(input: Uint8Array, rng: Rng, format: Format): Uint8Array | undefined {
  switch (format) {
    case 'bytes':
      return undefined;
    case 'text':
      return changedText(input, rng);
    case 'json':
      return mutateJson(input, rng);
    case 'bencode':
      return mutateBencode(input, rng);
    case 'protobuf':
      return mutateProtobuf(input, rng);
  }
}

function changedText(input: Uint8Array, rng: Rng): Uint8Array {
  const text = Buffer.from(input).toString('utf8');
  const at = rng.below(text.length + 1);
  return Buffer.from(text.slice(0, at) + rng.pick(CHARACTERS) + text.slice(at + rng.below(3)), 'utf8');
}
