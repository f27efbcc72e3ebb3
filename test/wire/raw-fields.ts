import { concatBytes } from '../../ts/util/index.ts';

/** Records of protobuf by hand, to say what no encoder would. */

/** One field with a length: number, then bytes. */
export function field(number: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = concatBytes(...parts);
  return concatBytes(varint(number * 8 + 2), varint(body.length), body);
}

/** One field with a number. */
export function number(fieldNumber: number, value: number | bigint): Uint8Array {
  return concatBytes(varint(fieldNumber * 8), varint(value));
}

/** One field of eight bytes, little-endian. */
export function fixed64(fieldNumber: number, value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return concatBytes(varint(fieldNumber * 8 + 1), bytes);
}

/** A number with seven bits in a byte; negative ones as 64 bits. */
export function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) + 128);
  return Uint8Array.of(...bytes, Number(rest));
}
