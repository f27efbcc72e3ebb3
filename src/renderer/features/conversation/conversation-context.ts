import { createContext, useContext } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useText } from '../../app/text/text-context.ts';
import { shortId } from '../conversations/conversation-name.ts';

/** The conversation that everything inside belongs to. */
export interface OpenConversation {
  readonly conversation: ConversationView;
  /** What it is called. */
  readonly name: string;
  /** Our own Account ID. */
  readonly ownId: string;
}

const ConversationContext = createContext<OpenConversation | undefined>(undefined);

export const ConversationProvider = ConversationContext.Provider;

export function useOpenConversation(): OpenConversation {
  const open = useContext(ConversationContext);
  if (open === undefined) throw new Error('ConversationProvider is missing');
  return open;
}

/** What an author is called here. */
export function useAuthorName(): (accountId: string) => string {
  const t = useText();
  const { conversation, name, ownId } = useOpenConversation();
  return (accountId) => {
    if (accountId === ownId) return t('you');
    return accountId === conversation.peerId ? name : shortId(accountId);
  };
}
