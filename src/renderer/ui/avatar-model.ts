import { sha512 } from '@noble/hashes/sha2.js';

/** Disc colours in the order of spec 08 §4.5. */
const COLORS = ['#31f196', '#57c9fa', '#fad657', '#ff95ef', '#c993ff', '#fcb159', '#ff9c8e'] as const;

const colors = new Map<string, string>();

/** Colour of the placeholder disc of an Account ID (hex, with prefix): the first 48 bits of SHA-512 over the text, mod 7. Spec 08 §4.5. */
export function avatarColor(id: string): string {
  const known = colors.get(id);
  if (known !== undefined) return known;
  const digest = sha512(new TextEncoder().encode(id));
  const number = digest.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
  const color = COLORS[number % COLORS.length] ?? COLORS[0];
  colors.set(id, color);
  return color;
}

/** One or two letters for a name, upper case, or empty when it has none. Spec 08 §4.5. */
export function avatarInitials(name: string): string {
  const trimmed = name.trim();
  if (trimmed.startsWith('05')) return trimmed.charAt(2).toLocaleUpperCase();
  const words = trimmed.split(/[\s-]+/u).filter(Boolean);
  const letters =
    words.length > 1
      ? words.slice(0, 2).map((word) => graphemes(word)[0] ?? '')
      : graphemes(words[0] ?? '')
          .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
          .slice(0, 2);
  return graphemes(letters.join('').toLocaleUpperCase()).slice(0, 2).join('');
}

function graphemes(text: string): readonly string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
