/** Longest emoji that we take, in UTF-16 units: a family of four with skin tones has 30. */
const MAX_LENGTH = 64;

/** Whether a text is one character as a person sees it, which draws as a picture. */
export function isOneEmoji(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  const segments = [...new Intl.Segmenter().segment(text)];
  return segments.length === 1 && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(text);
}
