import { foldForSearch } from './folding.ts';

/** A person types less; whoever pastes more wants something else. */
const LONGEST_QUERY = 1_000;
const MOST_TERMS = 32;

interface Term {
  readonly text: string;
  /** It was in quotation marks: its words in this order, and the last one whole. */
  readonly isQuoted: boolean;
}

/**
 * The full-text expression for what a person typed: all terms, the last one as a beginning unless it is quoted. Nothing in
 * it is taken for an operator. Undefined when there is no word in it.
 */
export function matchExpression(
  typed: string,
  tokens: (text: string) => readonly string[],
): string | undefined {
  const terms = termsOf(foldForSearch(typed.slice(0, LONGEST_QUERY)))
    .filter(({ text }) => tokens(text).length > 0)
    .slice(0, MOST_TERMS);
  const last = terms.at(-1);
  if (last === undefined) return undefined;
  const phrases = terms.map(({ text }) => `"${text}"`).join(' AND ');
  return last.isQuoted ? phrases : `${phrases}*`;
}

function termsOf(text: string): readonly Term[] {
  const parts = text.replaceAll('\0', ' ').split(/["“”„«»]/);
  return parts.flatMap((part, index): readonly Term[] => {
    // Between two marks; after a mark that nothing closes, the person is still typing.
    const isQuoted = index % 2 === 1 && index < parts.length - 1;
    const texts = isQuoted ? [part] : part.split(/\s+/);
    return texts.map((term) => ({ text: term, isQuoted }));
  });
}
