import {
  bytesEqual,
  compressZstd,
  decodeBencode,
  decompressZstd,
  encodeBencode,
  fromBase64,
  fromHex,
  toBase64,
  toBase64Unpadded,
  toHex,
  utf8,
} from '../../../ts/util/index.ts';
import { BrokenPromise } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { textOf, texts } from './seeds.ts';

const MAX_CONTENT_BYTES = 1_000_000;

export const UTIL_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'bencode',
    format: 'bencode',
    seeds: () =>
      texts(
        'i42e',
        '0:',
        '4:spam',
        'l4:spami-1ee',
        'd1:ai0e1:bl0:ee',
        'd0:de1:ad1:bd1:ci1eeee',
        'i18446744073709551615e',
      ),
    run: (input) => {
      const value = decodeBencode(input);
      if (!bytesEqual(encodeBencode(value), input)) throw new BrokenPromise('read, but written differently');
      return value;
    },
  },
  {
    name: 'hex',
    format: 'text',
    seeds: () => texts('', '00', 'deadBEEF', 'abc'),
    run: (input) => {
      const text = textOf(input);
      const bytes = fromHex(text);
      if (toHex(bytes) !== text.toLowerCase()) throw new BrokenPromise('read, but written differently');
      return bytes;
    },
  },
  {
    name: 'base64',
    format: 'text',
    seeds: () => texts('', 'AA==', 'AAA=', 'AAAA', 'AA', 'n+/9', 'n-_9'),
    run: (input) => {
      const text = textOf(input);
      const bytes = fromBase64(text);
      const digits = text.replace(/=+$/, '');
      // The last digit may have bits that do not count.
      if (toBase64Unpadded(bytes).length !== digits.length)
        throw new BrokenPromise('read, but of another length');
      if (!bytesEqual(fromBase64(toBase64(bytes)), bytes))
        throw new BrokenPromise('written, but read differently');
      return bytes;
    },
  },
  {
    name: 'zstd',
    format: 'bytes',
    seeds: () => [
      compressZstd(new Uint8Array()),
      compressZstd(utf8('text')),
      compressZstd(new Uint8Array(3_000).fill(7)),
      utf8('(\xb5/\xfd'),
    ],
    run: (input) => {
      const content = decompressZstd(input, MAX_CONTENT_BYTES);
      if (content.length > MAX_CONTENT_BYTES) throw new BrokenPromise('longer than allowed');
      return content;
    },
  },
];
