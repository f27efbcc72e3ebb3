import { CheckCheck, Copy } from 'lucide-react';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';

import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { useMarkUsable } from '../../app/use-mark-usable.ts';
import { ContextMenu, type ContextMenuItem, cx, type MenuPlace, useRovingFocus } from '../../ui/index.ts';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { selectLeftConversationId, selectOpenConversationId } from '../shell/navigation-slice.ts';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './conversation-list.module.css';
import { ConversationRow } from './conversation-row.tsx';
import { selectConversation, selectConversationIds } from './conversations-slice.ts';
import { loadMoreConversations } from './conversations-thunks.ts';

/** px of a row; all are alike, which lets the list jump anywhere without measuring. */
const ROW_HEIGHT = 68;
/** Rows from the end at which the next ones are asked for. */
const NEAR_END = 20;

interface OpenMenu {
  readonly id: number;
  readonly place: MenuPlace;
}

/** All conversations, virtualised, as one Tab stop. Spec 08, LST-03 to LST-05 and LST-16. */
export function ConversationList() {
  const t = useText();
  const dispatch = useAppDispatch();
  const ids = useAppSelector(selectConversationIds);
  const openId = useAppSelector(selectOpenConversationId);
  const [menu, setMenu] = useState<OpenMenu>();
  const container = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  useMarkUsable();

  const scrollTo = useCallback(
    (index: number) => virtualizer.current?.scrollToIndex(index, { align: 'nearest' }),
    [],
  );
  const roving = useRovingFocus({ container, ids, initialId: openId ?? ids[0], scrollTo });
  const leftId = useAppSelector(selectLeftConversationId);
  const focusLeftRow = useEffectEvent(() => {
    const index = leftId === undefined ? -1 : ids.indexOf(leftId);
    if (index !== -1 && document.activeElement === document.body) roving.focusIndex(index);
  });
  // After the conversation has gone, in whichever layout.
  useEffect(() => {
    if (openId === undefined) focusLeftRow();
  }, [openId]);
  const onScroll = (offset: number) => {
    const list = virtualizer.current;
    if (list && list.findItemIndex(offset + list.viewportSize) > ids.length - NEAR_END) {
      void dispatch(loadMoreConversations());
    }
  };

  return (
    <>
      <div
        ref={container}
        className={cx(styles.list)}
        role="list"
        aria-label={t('conversationsList')}
        onKeyDown={roving.onKeyDown}
      >
        <Virtualizer ref={virtualizer} itemSize={ROW_HEIGHT} data={ids} onScroll={onScroll}>
          {(id, index) => (
            <ConversationRow
              key={id}
              id={id}
              position={index + 1}
              total={ids.length}
              isTabStop={id === roving.currentId}
              onFocus={roving.onItemFocus}
              onOpen={() => void dispatch(openConversation(id))}
              onMenu={(place) => setMenu({ id, place })}
            />
          )}
        </Virtualizer>
      </div>
      {menu !== undefined && <RowMenu {...menu} onClose={() => setMenu(undefined)} />}
    </>
  );
}

function RowMenu({ id, place, onClose }: OpenMenu & { readonly onClose: () => void }) {
  const t = useText();
  const copy = useCopy();
  const conversation = useAppSelector((state) => selectConversation(state, id));
  const [markRead] = api.useMarkReadMutation();
  if (conversation === undefined) return undefined;
  const items: readonly ContextMenuItem[] = [
    {
      id: 'copy-account-id',
      label: t('accountIDCopy'),
      icon: <Copy size={16} aria-hidden />,
      onAction: () => void copy(conversation.peerId, { toast: 'accountIdCopied' }),
    },
    ...(conversation.unreadCount > 0
      ? [
          {
            id: 'mark-read',
            label: t('conversationMarkRead'),
            icon: <CheckCheck size={16} aria-hidden />,
            onAction: () => void markRead({ conversationId: id, upToSentAtMs: conversation.lastActiveMs }),
          },
        ]
      : []),
  ];
  return <ContextMenu label={t('messageMenu')} place={place} items={items} onClose={onClose} />;
}
