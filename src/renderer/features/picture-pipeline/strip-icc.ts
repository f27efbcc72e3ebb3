import { part, textAt, u32 } from './bytes.ts';

const HEADER_BYTES = 128;

/** Tags that colours are computed from. Names, owners, serial numbers and calibration data of a display are not among them. */
const NEEDED =
  /^(?:[rgb](?:XYZ|TRC)|kTRC|wtpt|bkpt|chad|chrm|cicp|lumi|gamt|A2B[0-2]|B2A[0-2]|D2B[0-3]|B2D[0-3])$/u;

/** Fields of the header that tell when, by whom, and for which device a profile was made: offset and length in bytes. */
const TELLING_FIELDS = [
  [4, 4],
  [24, 12],
  [48, 8],
  [80, 20],
] as const;

/**
 * A colour profile without what it says besides colours; `undefined` for one that is broken.
 * Everything stays in its place, so that nothing has to be computed anew.
 */
export function stripIcc(profile: Uint8Array): Uint8Array | undefined {
  try {
    const size = u32(profile, 0);
    const count = u32(profile, HEADER_BYTES);
    const tableEnd = HEADER_BYTES + 4 + count * 12;
    if (textAt(profile, 36, 4) !== 'acsp' || count > 200 || tableEnd > size) return undefined;
    const source = part(profile, 0, size);
    const clean = new Uint8Array(size);
    clean.set(source.subarray(0, tableEnd));
    for (let entry = HEADER_BYTES + 4; entry < tableEnd; entry += 12) {
      const offset = u32(source, entry + 4);
      if (NEEDED.test(textAt(source, entry, 4)))
        clean.set(part(source, Math.max(offset, tableEnd), offset + u32(source, entry + 8)), offset);
    }
    for (const [offset, length] of TELLING_FIELDS) clean.fill(0, offset, offset + length);
    return clean;
  } catch {
    return undefined;
  }
}
