/** How hard a password is to guess, as far as one look can tell. */
export type PasswordStrength = 'weak' | 'fair' | 'good' | 'strong';

export const STRENGTHS = ['weak', 'fair', 'good', 'strong'] as const satisfies readonly PasswordStrength[];

const KINDS = [/\p{Nd}/u, /\p{Lu}/u, /\p{Ll}|\p{Lo}/u, /[^\p{L}\p{N}]/u] as const;

/** A hint, never a rule: length counts more than any kind of character. Spec 08 SET-05. */
export function passwordStrength(password: string): PasswordStrength {
  const codePoints = [...password];
  if (codePoints.length < 8 || new Set(codePoints).size < 5) return 'weak';
  const kinds = KINDS.filter((kind) => kind.test(password)).length;
  const points = kinds + [12, 16, 20].filter((length) => codePoints.length > length).length * 2;
  if (points >= 6) return 'strong';
  if (points >= 5) return 'good';
  return points >= 3 ? 'fair' : 'weak';
}
