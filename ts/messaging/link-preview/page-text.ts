import { TextDecoder } from 'node:util';

const HEADER_CHARSET = /charset\s*=\s*["']?\s*([\w.:-]{1,40})/i;
/** Where a page may say how it is written (HTML, "determining the character encoding"). */
const DECLARATION_BYTES = 1_024;
const DECLARED_CHARSET = /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i;
const BYTE_ORDER_MARKS: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
];
const DEFAULT_CHARSET = 'utf-8';

/**
 * The text of a page: in the encoding of its byte order mark, else of its `Content-Type`, else of the declaration in its first
 * kilobyte, else in UTF-8. What is not valid in that encoding becomes U+FFFD.
 */
export function pageText(bytes: Uint8Array, contentType: string): string {
  const charset = markedCharset(bytes) ?? HEADER_CHARSET.exec(contentType)?.[1] ?? declaredCharset(bytes);
  return decoderFor(charset ?? DEFAULT_CHARSET).decode(bytes);
}

function markedCharset(bytes: Uint8Array): string | undefined {
  return BYTE_ORDER_MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1];
}

function declaredCharset(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_BYTES));
  const charset = DECLARED_CHARSET.exec(start)?.[1];
  // It could not have been read if it were true.
  return charset?.toLowerCase().startsWith('utf-16') === true ? DEFAULT_CHARSET : charset;
}

function decoderFor(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder(DEFAULT_CHARSET);
  }
}
