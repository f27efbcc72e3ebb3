import type { Testimony } from './verdict.ts';

/**
 * Texts that two devices of one account have written in the same millisecond, or one while the other changed the group. The network knows a
 * message by its author and this millisecond (spec 04 §2.1), so that one of two is taken for the other wherever both come; what happens to
 * them says nothing of us.
 */
export function twinsIn(testimonies: readonly Testimony[]): ReadonlySet<string> {
  const found = new Map<string, Set<string>>();
  for (const { messages } of testimonies)
    for (const { authorId, sentAtMs, kind, text } of messages) {
      const key = `${authorId} ${sentAtMs}`;
      found.set(key, (found.get(key) ?? new Set()).add(kind === 'text' ? text : ''));
    }
  const twins = [...found.values()].filter(({ size }) => size > 1).flatMap((texts) => [...texts]);
  return new Set(twins.filter((text) => text !== ''));
}

/** Without lines about what happened, which are each device's own. */
export function textsOf(testimony: Testimony): Testimony {
  return { ...testimony, messages: testimony.messages.filter(({ kind }) => kind === 'text') };
}

/** What everybody says of all others. */
export function withoutTexts(testimony: Testimony, texts: ReadonlySet<string>): Testimony {
  return { ...testimony, messages: testimony.messages.filter(({ text }) => !texts.has(text)) };
}
