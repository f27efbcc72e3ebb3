/** A stretch of a file; both ends belong to it. */
export interface ByteSpan {
  readonly first: number;
  readonly last: number;
}

/**
 * What a `Range` header asks for of a file of `size` bytes (RFC 9110 §14). `whole`: nothing that could be served in part, so everything
 * is; `none`: a range that lies outside of the file.
 */
export function byteSpanOf(header: string | undefined, size: number): ByteSpan | 'whole' | 'none' {
  // Several ranges at once may be answered with everything, and nobody asks for them.
  const [, start, end] = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? '') ?? [];
  if (start === undefined || end === undefined || (start === '' && end === '')) return 'whole';
  if (start === '') {
    const length = Math.min(Number(end), size);
    return length === 0 ? 'none' : { first: size - length, last: size - 1 };
  }
  const first = Number(start);
  if (end !== '' && Number(end) < first) return 'whole';
  if (first >= size) return 'none';
  return { first, last: end === '' ? size - 1 : Math.min(Number(end), size - 1) };
}
