import { toHex } from '../../util/index.ts';
import type { Random } from '../../util/index.ts';

const BYTES = 16;

/** A fresh UUID of version 4 (RFC 9562 §5.4), lower case: the ID of a call. */
export function randomUuid(random: Random): string {
  const bytes = Uint8Array.from(random.bytes(BYTES));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
