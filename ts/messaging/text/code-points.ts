const FIRST_HIGH_SURROGATE = 0xd800;
const LAST_HIGH_SURROGATE = 0xdbff;
const FIRST_LOW_SURROGATE = 0xdc00;
const LAST_LOW_SURROGATE = 0xdfff;

/**
 * Number of Unicode code points of `text`, which limits of texts are counted in (spec 04 §3.1). A surrogate without its other half
 * counts as one.
 */
export function codePointCount(text: string): number {
  let count = text.length;
  for (let index = 1; index < text.length; index++) if (isInsidePair(text, index)) count -= 1;
  return count;
}

/** Whether `text` has more than `limit` code points; does not read on once that is clear. */
export function hasMoreCodePoints(text: string, limit: number): boolean {
  return indexAfter(text, limit) < text.length;
}

/** The first `limit` code points of `text`; never half of one (spec 04 §3.1). */
export function cutToCodePoints(text: string, limit: number): string {
  return text.slice(0, indexAfter(text, limit));
}

/** Where in `text` its first `limit` code points end, in UTF-16 units. */
function indexAfter(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  let index = 0;
  for (let count = 0; count < limit && index < text.length; count++)
    index += isInsidePair(text, index + 1) ? 2 : 1;
  return index;
}

function isInsidePair(text: string, index: number): boolean {
  return (
    isBetween(text.charCodeAt(index - 1), FIRST_HIGH_SURROGATE, LAST_HIGH_SURROGATE) &&
    isBetween(text.charCodeAt(index), FIRST_LOW_SURROGATE, LAST_LOW_SURROGATE)
  );
}

function isBetween(value: number, first: number, last: number): boolean {
  return value >= first && value <= last;
}

/** The beginning of a text that has at most `maxBytes` of UTF-8, in whole code points. */
export function cutToBytes(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let [bytes, end] = [0, 0];
  for (const point of text) {
    bytes += Buffer.byteLength(point);
    if (bytes > maxBytes) break;
    end += point.length;
  }
  return text.slice(0, end);
}
