import { useMemo } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import { cx } from '../../ui/index.ts';
import { SilentPlace } from '../communities/closed-room.tsx';
import { silenceOf } from '../communities/silence.ts';
import { PinnedBar } from '../communities/pinned-posts.tsx';
import { RoomBanner } from '../communities/room-banner.tsx';
import { Composer } from '../composer/composer.tsx';
import { useConversationName } from '../conversations/conversation-name.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { GroupBanner } from '../groups/group-banner.tsx';
import { isWritable, useGroup } from '../groups/use-group.ts';
import { SoundsProvider } from '../media/audio/audio-context.tsx';
import { BlockedComposer } from './blocked-composer.tsx';
import { ClosedGroup } from './closed-group.tsx';
import { ConversationSearch } from '../search/conversation-search.tsx';
import styles from './conversation-column.module.css';
import { ConversationProvider } from './conversation-context.ts';
import { ConversationHeader } from './conversation-header.tsx';
import { EmptyConversation } from './empty-conversation.tsx';
import { LiveRegion } from './live-region.tsx';
import { MessageInfo } from './message-info.tsx';
import { MessageList } from './message-list.tsx';
import { selectWindow } from './messages-slice.ts';
import { OutgoingRequest } from './outgoing-request.tsx';
import { RequestBar } from './request-bar.tsx';
import { SelectionHeader } from './selection-header.tsx';
import { selectInfoId, selectSelectedIds } from './view-slice.ts';

/** One open conversation: header, messages, composer. Spec 08 §2.6. */
export function ConversationColumn({ id, hasBack }: { readonly id: number; readonly hasBack: boolean }) {
  const nameOf = useConversationName();
  const conversation = useAppSelector((state) => selectConversation(state, id));
  const generation = useAppSelector((state) => selectWindow(state, id)?.generation);
  const isEmpty = useAppSelector((state) => selectWindow(state, id)?.ids.length === 0);
  const selectedIds = useAppSelector(selectSelectedIds);
  const infoId = useAppSelector(selectInfoId);
  const ownId = useAppSelector((state) => selectAccount(state)?.id ?? '');
  const name = conversation === undefined ? '' : nameOf(conversation);
  const group = useGroup(conversation);
  const shownId = conversation?.community?.ownId ?? ownId;
  const open = useMemo(
    () => (conversation === undefined ? undefined : { conversation, name, ownId: shownId, group }),
    [conversation, group, name, shownId],
  );
  if (conversation === undefined) return undefined;
  return (
    <ConversationProvider value={open}>
      <SoundsProvider>
        <div className={cx('session-conversation', styles.column)}>
          <div className={cx(styles.main)}>
            {selectedIds === undefined ? (
              <ConversationHeader conversation={conversation} name={name} hasBack={hasBack} />
            ) : (
              <SelectionHeader ids={selectedIds} />
            )}
            <GroupBanner conversation={conversation} />
            <ConversationSearch conversation={conversation} />
            <RoomBanner conversation={conversation} />
            <PinnedBar conversation={conversation} />
            {isEmpty ? (
              <EmptyConversation conversation={conversation} name={name} />
            ) : (
              generation !== undefined && (
                <MessageList key={`${id} ${generation}`} conversation={conversation} name={name} />
              )
            )}
            {generation === undefined && <div className={cx(styles.loading)} />}
            <LiveRegion conversationId={id} />
            <OutgoingRequest conversation={conversation} name={name} />
            {conversation.isRequest && <RequestBar conversation={conversation} name={name} />}
            <WritingPlace conversation={conversation} name={name} />
          </div>
          {infoId !== undefined && <MessageInfo messageId={infoId} />}
        </div>
      </SoundsProvider>
    </ConversationProvider>
  );
}

/** The composer, or why there is none. */
function WritingPlace({
  conversation,
  name,
}: {
  readonly conversation: ConversationView;
  readonly name: string;
}) {
  const silence = silenceOf(conversation);
  if (conversation.isBlocked) return <BlockedComposer conversation={conversation} />;
  if (silence !== undefined) return <SilentPlace conversation={conversation} name={name} reason={silence} />;
  if (isWritable(conversation)) return <Composer conversation={conversation} name={name} />;
  if (conversation.kind !== 'group') return <BlockedComposer conversation={conversation} />;
  // Who was invited answers first.
  return conversation.isRequest ? undefined : <ClosedGroup conversation={conversation} />;
}
