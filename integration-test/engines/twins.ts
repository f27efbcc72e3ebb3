import type { Testimony } from './verdict.ts';

/**
 * Texts that two devices of one account have written in the same millisecond. The network knows a message by its author and this
 * millisecond (spec 04 §2.1), so that one of two is taken for the other wherever both come; what happens to them says nothing of us.
 */
export function twinsIn(testimonies: readonly Testimony[]): ReadonlySet<string> {
  const texts = new Map<string, Set<string>>();
  for (const { messages } of testimonies)
    for (const { authorId, sentAtMs, text } of messages) {
      const key = `${authorId} ${sentAtMs}`;
      texts.set(key, (texts.get(key) ?? new Set()).add(text));
    }
  return new Set([...texts.values()].filter(({ size }) => size > 1).flatMap((twins) => [...twins]));
}

/** What everybody says of all others. */
export function withoutTexts(testimony: Testimony, texts: ReadonlySet<string>): Testimony {
  return { ...testimony, messages: testimony.messages.filter(({ text }) => !texts.has(text)) };
}
