/** What is being written that something can be offered for. */
export interface Trigger {
  readonly kind: 'mention' | 'emoji';
  /** What stands after `@` or `:`. */
  readonly query: string;
  /** UTF-16 units before the caret that the choice takes the place of. */
  readonly length: number;
}

/** Longest part of a name that is looked for. */
const LONGEST_QUERY = 40;

/** A colon at the beginning of a word, and at least one letter: so not in `http:` or `https:/`. Spec 08, CMP-06. */
const EMOJI = /(?:^|[\s("'“‘«])(:([a-z][\w+-]*))$/iu;

/** An at sign at the beginning of a word; names may have spaces in them. */
const MENTION = /(?:^|[\s("'“‘«])(@([^@\n]*))$/u;

/** What the text before the caret asks for. */
export function triggerIn(before: string): Trigger | undefined {
  const emoji = EMOJI.exec(before);
  if (emoji !== null) return trigger('emoji', emoji);
  const mention = MENTION.exec(before);
  return mention === null ? undefined : trigger('mention', mention);
}

function trigger(kind: Trigger['kind'], [, whole = '', query = '']: RegExpExecArray): Trigger | undefined {
  return query.length > LONGEST_QUERY ? undefined : { kind, query, length: whole.length };
}
