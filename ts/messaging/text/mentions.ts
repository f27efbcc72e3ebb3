/** A person named in a text. */
export interface Mention {
  /** `05…`, `15…` or `25…`: 66 lower-case characters. It has the shape of an ID, no more: whether anybody has it is not known. */
  readonly id: string;
  /** Where the `@` stands, in UTF-16 units. */
  readonly start: number;
  /** Where the text goes on. */
  readonly end: number;
}

/** A bare key is one whose hex ends after 64 digits: any longer run of digits is something else. */
const MENTION = /@(?:((?:05|15|25)[0-9a-f]{64})|([0-9a-f]{64})(?![0-9a-f]))/gi;
const ACCOUNT_PREFIX = '05';

/**
 * Everybody mentioned in `text`, in order: `@` and an ID; a key without a prefix is an account's (spec 04 §3.1).
 */
export function findMentions(text: string): readonly Mention[] {
  return [...text.matchAll(MENTION)].map((match) => ({
    id: (match[1] ?? ACCOUNT_PREFIX + (match[2] ?? '')).toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** What of a message may concern us. */
export interface Mentioning {
  readonly body?: string | undefined;
  /** Who wrote the quoted message. */
  readonly quotedAuthor?: string | undefined;
  /** Every ID of ours in this conversation: the account's, and in a community the blinded ones, in lower case. */
  readonly ownIds: ReadonlySet<string>;
}

/** Whether a message mentions us, or quotes a message of ours (spec 04 §3.1, §9). */
export function mentionsUs({ body, quotedAuthor, ownIds }: Mentioning): boolean {
  if (quotedAuthor !== undefined && ownIds.has(quotedAuthor.toLowerCase())) return true;
  return body !== undefined && findMentions(body).some(({ id }) => ownIds.has(id));
}
