import type { AccountId } from '../../account/index.ts';
import type { PersonConversation, Repositories } from '../../store/index.ts';

/** The conversation with `peerId`, made when it does not exist; with our own ID it is Note to Self. */
export function conversationOf(
  repositories: Repositories,
  peerId: AccountId,
  { ownId, nowMs }: { readonly ownId: AccountId; readonly nowMs: number },
): PersonConversation {
  return repositories.conversations.findOrCreate({
    peerId,
    kind: peerId === ownId ? 'note-to-self' : 'contact',
    nowMs,
  });
}
