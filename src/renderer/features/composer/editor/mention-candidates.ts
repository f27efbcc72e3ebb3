import type { GroupMemberView } from '../../../../ipc/index.ts';
import { shortId } from '../../conversations/conversation-name.ts';

/** Somebody who can be mentioned. */
export interface MentionCandidate {
  readonly accountId: string;
  readonly name: string;
  /** As the list shows it where that is not the name: "You" for us. */
  readonly label?: string;
  readonly picture?: number;
}

/**
 * Gives those who can be mentioned in a conversation, the likeliest first: of a 1:1 the two, of a group its members, of a community
 * who wrote last.
 */
export interface MentionCandidates {
  readonly all: readonly MentionCandidate[];
}

/** The others of a group: who wrote last comes first, who has not written lately by name. Nobody who is on their way out. */
export function groupCandidates(
  members: readonly GroupMemberView[],
  lastWriters: readonly string[],
): readonly MentionCandidate[] {
  const place = (id: string) => {
    const at = lastWriters.indexOf(id);
    return at === -1 ? lastWriters.length : at;
  };
  return members
    .filter(({ isUs, status }) => !isUs && !status.startsWith('removed'))
    .toSorted((a, b) => place(a.accountId) - place(b.accountId) || a.name.localeCompare(b.name))
    .map(({ accountId, name, picture }) => ({
      accountId,
      name: name || shortId(accountId),
      ...(picture === undefined ? {} : { picture }),
    }));
}

/** Those whose name, or a word of it, begins with what was typed. */
export function matchingCandidates({ all }: MentionCandidates, query: string): readonly MentionCandidate[] {
  const wanted = folded(query.trimEnd());
  return all.filter(({ name, label }) =>
    [name, label ?? ''].some((text) => {
      const words = folded(text);
      return words.startsWith(wanted) || words.includes(` ${wanted}`);
    }),
  );
}

/** Without marks and case: whoever types "zoe" means "Zoë". */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
