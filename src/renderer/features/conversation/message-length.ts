/** Unicode code points of a message text. Spec 08, CMP-03. */
export const MESSAGE_LIMIT = 2_000;
/** From here on the composer counts down. */
export const COUNTER_FROM = 200;

/** Code points that are left; negative above the limit. Counts what would be sent. */
export function codePointsLeft(text: string): number {
  let count = 0;
  for (const _ of text.trim()) count += 1;
  return MESSAGE_LIMIT - count;
}
