import { createContext, useContext } from 'react';

import type { ConversationView, GroupView } from '../../../ipc/index.ts';
import { usePersonName } from '../conversations/use-person-name.ts';

/** The conversation that everything inside belongs to. */
export interface OpenConversation {
  readonly conversation: ConversationView;
  /** What it is called. */
  readonly name: string;
  /** Our own Account ID; in a room the ID by which others see us there. */
  readonly ownId: string;
  /** Of a group that we are in, as soon as it is known. */
  readonly group?: GroupView | undefined;
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
  return usePersonName(useOpenConversation().conversation);
}
