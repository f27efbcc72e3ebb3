import { useEffect } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { ContextMenu, type MenuPlace } from '../../ui/index.ts';
import { knowConversation } from '../conversation/conversation-thunks.ts';
import { selectConversation } from './conversations-slice.ts';
import { useConversationActions } from './use-conversation-actions.tsx';

/** What can be done with a conversation. It belongs to the list and not to a row, and survives whatever the rows do. Spec 08, LST-10. */
export function ConversationMenu({
  id,
  place,
  onClose,
}: {
  readonly id: number;
  readonly place: MenuPlace;
  readonly onClose: () => void;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const conversation = useAppSelector((state) => selectConversation(state, id));
  const actionsOf = useConversationActions();
  useEffect(() => {
    void dispatch(knowConversation(id));
  }, [dispatch, id]);
  if (conversation === undefined) return undefined;
  return (
    <ContextMenu
      label={t('conversationMenu')}
      place={place}
      items={actionsOf(conversation)}
      onClose={onClose}
    />
  );
}
