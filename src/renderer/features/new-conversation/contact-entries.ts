import type { ContactView } from '../../../ipc/index.ts';
import { plainText } from '../../app/text/plain-text.ts';

/** One line of the contacts: a letter, a person, or the place for notes. Those with an `id` can be focused. */
export type ContactEntry =
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'note-to-self'; readonly id: number }
  | { readonly kind: 'contact'; readonly id: number; readonly contact: ContactView };

/** Letters that begin no name stand together. */
const OTHERS = '#';

/**
 * Contacts under their letters, as many as fit what was typed. Ids are places, from 1 on.
 * @param noteToSelf what the place for notes is called; it comes first, and is found by its name
 */
export function contactEntries(
  contacts: readonly ContactView[],
  { typed, noteToSelf }: { readonly typed: string; readonly noteToSelf: string },
): readonly ContactEntry[] {
  const wanted = plainText(typed.trim());
  const entries: ContactEntry[] = [];
  if (plainText(noteToSelf).includes(wanted)) entries.push({ kind: 'note-to-self', id: 1 });
  let letter: string | undefined;
  for (const contact of contacts) {
    if (!fits(contact, wanted)) continue;
    const own = letterOf(contact.displayName);
    if (own !== letter) entries.push({ kind: 'letter', letter: own });
    letter = own;
    entries.push({ kind: 'contact', id: entries.length + 1, contact });
  }
  return entries;
}

function fits({ name, nickname, accountId }: ContactView, wanted: string): boolean {
  return (
    wanted === '' ||
    plainText(nickname).includes(wanted) ||
    plainText(name).includes(wanted) ||
    accountId.startsWith(wanted)
  );
}

function letterOf(name: string): string {
  const first = /^\p{L}/u.exec(name.trim())?.[0];
  return first === undefined ? OTHERS : first.normalize('NFD').charAt(0).toUpperCase();
}
