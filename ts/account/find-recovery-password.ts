/** What makes the account: the thirteenth word only checks the others. */
const SECRET_WORDS = 12;

/**
 * Whether a text gives a recovery password away: its first twelve words in their order, however they are separated. Spec 08, CMP-13.
 * @param recoveryPassword 13 words with spaces between them
 */
export function containsRecoveryPassword(text: string, recoveryPassword: string): boolean {
  const secret = wordsOf(recoveryPassword).slice(0, SECRET_WORDS).join(' ');
  return ` ${wordsOf(text).join(' ')} `.includes(` ${secret} `);
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}
