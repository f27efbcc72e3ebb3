import type { ConversationView } from '../../../ipc/index.ts';
import { useText } from '../../app/text/text-context.ts';

/** An Account ID short enough for a line: its beginning and its end. */
export function shortId(accountId: string): string {
  return `${accountId.slice(0, 6)}…${accountId.slice(-4)}`;
}

/** What a conversation is called: as we call it, as they call themselves, or by their ID. */
export function useConversationName(): (
  conversation: Pick<ConversationView, 'kind' | 'name' | 'nickname' | 'peerId'>,
) => string {
  const t = useText();
  return ({ kind, name, nickname, peerId }) =>
    kind === 'note-to-self' ? t('noteToSelf') : nickname || name || shortId(peerId);
}
