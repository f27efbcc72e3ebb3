// How what was found is shown (spec 08 SRC-01).

import type { ContactRow, MessageHit, TextRange } from '../store/index.ts';
import type { ContactView, MessageHitView, SnippetView } from './query-types.ts';
import { pictureView } from './views.ts';

/** UTF-16 units of a snippet at most, and of what may stand before the first match. */
const SNIPPET_UNITS = 160;
const UNITS_BEFORE = 40;

export function contactView(row: ContactRow, conversationId: number | undefined): ContactView {
  return {
    accountId: row.accountId,
    name: row.name,
    nickname: row.nickname,
    displayName: row.displayName,
    isApproved: row.isApproved,
    hasApprovedUs: row.hasApprovedUs,
    isBlocked: row.isBlocked,
    ...(conversationId === undefined ? {} : { conversationId }),
    ...pictureView(row),
  };
}

export function messageHitView({ message, matches }: MessageHit): MessageHitView {
  const { id, conversationId, authorId, direction, sentAtMs, body } = message;
  return { id, conversationId, authorId, direction, sentAtMs, snippet: snippetOf(body, matches) };
}

/** The part of `body` around the first match. It begins with a whole word where one is near, and never cuts a character in two. */
export function snippetOf(body: string, matches: readonly TextRange[]): SnippetView {
  const start = startOfSnippet(body, matches[0]?.start ?? 0);
  const end = wholeCharacter(body, Math.min(body.length, start + SNIPPET_UNITS));
  const inside = matches.flatMap((match) => {
    const length = Math.min(match.start + match.length, end) - match.start;
    return match.start < start || length <= 0 ? [] : [{ start: match.start - start, length }];
  });
  return {
    text: body.slice(start, end),
    matches: inside,
    isCutBefore: start > 0,
    isCutAfter: end < body.length,
  };
}

function startOfSnippet(body: string, firstMatch: number): number {
  const earliest = firstMatch - UNITS_BEFORE;
  if (earliest <= 0) return 0;
  const space = body.slice(earliest, firstMatch).search(/\s/u);
  return space < 0 ? wholeCharacter(body, earliest) : earliest + space + 1;
}

/** `index`, or the one before when it lies within a surrogate pair. */
function wholeCharacter(body: string, index: number): number {
  return /^[\uDC00-\uDFFF]/.test(body.slice(index, index + 1)) ? index - 1 : index;
}
