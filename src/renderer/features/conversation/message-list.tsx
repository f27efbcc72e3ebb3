import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, type MenuPlace, useRovingFocus } from '../../ui/index.ts';
import { loadWindow } from './conversation-thunks.ts';
import { LatestButton } from './latest-button.tsx';
import type { MessageAction } from './message-keys.ts';
import styles from './message-list.module.css';
import { messageListItems } from './message-list-items.ts';
import { MessageMenus, type OpenMenu } from './message-menus.tsx';
import { MessageRow } from './message-row.tsx';
import { selectMessages, selectWindow } from './messages-slice.ts';
import { useAutoplay } from '../media/audio/use-autoplay.ts';
import { TypingBubble } from './typing-bubble.tsx';
import { useMarkRead } from './use-mark-read.ts';
import { useMessageActions } from './use-message-actions.ts';
import { useNeighbours } from './use-neighbours.ts';
import { useSought } from './use-sought.ts';
import { selectSelectedIds } from './view-slice.ts';

/** px from the end that still count as the end. */
const END_SLACK = 48;

/** The messages of a conversation, virtualised. Mounted anew whenever another stretch is loaded. Spec 08, CNV-02, CNV-03, CNV-20. */
export function MessageList({
  conversation,
  name,
}: {
  readonly conversation: ConversationView;
  readonly name: string;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { id: conversationId } = conversation;
  const window = useAppSelector((state) => selectWindow(state, conversationId));
  const byId = useAppSelector(selectMessages);
  const selectedIds = useAppSelector(selectSelectedIds);
  const items = useMemo(() => (window === undefined ? [] : messageListItems(window, byId)), [byId, window]);
  const ids = useMemo(() => items.map((item) => item.id), [items]);
  const [menu, setMenu] = useState<OpenMenu>();
  const [isAtEnd, setAtEnd] = useState(true);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  /** Whether the list follows its end; not state, because it must be known while the list grows. */
  const isFollowing = useRef(true);
  const markRead = useMarkRead({ conversation, items, listRef: virtualizer });
  const { onNear, loadingSide } = useNeighbours({ conversationId, items, listRef: virtualizer });

  const lastIndex = items.length - 1;
  const scrollToEnd = () => virtualizer.current?.scrollToIndex(lastIndex, { align: 'end' });
  const scrollTo = useCallback(
    (index: number) => virtualizer.current?.scrollToIndex(index, { align: 'nearest' }),
    [],
  );
  const roving = useRovingFocus({ container: scroller, ids, initialId: ids.at(-1), scrollTo });
  const { litId, soughtIndex } = useSought({
    ids,
    onFound: (index) => {
      isFollowing.current = false;
      const id = ids[index];
      if (id !== undefined) roving.onItemFocus(id);
      virtualizer.current?.scrollToIndex(index, { align: 'center' });
    },
  });

  const goToStart = useEffectEvent(() => {
    if (soughtIndex !== -1) return;
    const unread = items.findIndex((item) => item.isFirstUnread);
    if (unread === -1) {
      scrollToEnd();
      return;
    }
    isFollowing.current = false;
    virtualizer.current?.scrollToIndex(unread, { align: 'start' });
  });
  useLayoutEffect(() => goToStart(), []);

  const lastItem = items.at(-1);
  const lastId = lastItem?.id;
  const isLastOwn = lastItem?.message.direction === 'outgoing' && lastItem.message.state === 'sending';
  const hasNewer = window?.hasNewer ?? false;
  const followEnd = useEffectEvent(() => {
    if (!hasNewer && (isFollowing.current || isLastOwn)) scrollToEnd();
  });
  useLayoutEffect(() => {
    if (lastId !== undefined) followEnd();
  }, [lastId]);
  useEffect(markRead, [markRead, items]);

  const noteEnd = () => {
    const list = virtualizer.current;
    if (!list) return;
    const isEnd = list.scrollOffset + list.viewportSize >= list.scrollSize - END_SLACK;
    isFollowing.current = isEnd;
    setAtEnd(isEnd);
  };
  // What fits the window never scrolls, so nobody but its size would say that its end is in sight.
  const noteEndOnce = useEffectEvent(noteEnd);
  useEffect(() => {
    const frame = requestAnimationFrame(() => noteEndOnce());
    return () => cancelAnimationFrame(frame);
  }, []);
  const onScroll = () => {
    noteEnd();
    markRead();
    onNear();
  };
  const onResize = () => {
    const list = virtualizer.current;
    if (list && list.scrollSize <= list.viewportSize) noteEnd();
    if (isFollowing.current && !hasNewer) scrollToEnd();
  };
  const goToLatest = () => {
    if (hasNewer) void dispatch(loadWindow({ conversationId, atFirstUnread: false }));
    else scrollToEnd();
  };

  const onUnfold = useCallback((id: number) => setUnfolded((known) => new Set(known).add(id)), []);
  const onMenu = useCallback(
    (messageId: number, place: MenuPlace) => setMenu({ messageId, place, isForReaction: false }),
    [],
  );
  const act = useMessageActions();
  useAutoplay(conversationId);
  const onAction = useCallback(
    (id: number, action: MessageAction) => {
      if (action === 'menu' || action === 'react') {
        const row = scroller.current?.querySelector(`[data-roving="${id}"] [data-testid="message-content"]`);
        const { left = 0, bottom = 0 } = row?.getBoundingClientRect() ?? {};
        setMenu({ messageId: id, place: { x: left + 8, y: bottom }, isForReaction: action === 'react' });
      } else act(id, action);
    },
    [act],
  );

  return (
    <div className={cx(styles.frame)}>
      <div
        ref={scroller}
        className={cx(styles.scroller)}
        role="log"
        aria-live="off"
        aria-label={t('conversationMessages', { name })}
        aria-busy={loadingSide !== undefined}
        data-testid="messages-container"
        onKeyDown={roving.onKeyDown}
      >
        <div className={cx(styles.spring)} />
        <Virtualizer
          ref={virtualizer}
          scrollRef={scroller}
          shift={window?.lastChange === 'start'}
          data={items}
          onScroll={onScroll}
          onResize={onResize}
        >
          {(item) => (
            <MessageRow
              key={item.id}
              item={item}
              isTabStop={item.id === roving.currentId}
              isLit={item.id === litId}
              isUnfolded={unfolded.has(item.id)}
              isSelected={selectedIds?.includes(item.id)}
              onUnfold={onUnfold}
              onFocus={roving.onItemFocus}
              onMenu={onMenu}
              onAction={onAction}
            />
          )}
        </Virtualizer>
      </div>
      <TypingBubble conversationId={conversationId} name={name} onChange={onResize} />
      <span className="visually-hidden" role="status">
        {loadingSide !== undefined && t('conversationHistoryLoading')}
      </span>
      {(!isAtEnd || hasNewer) && <LatestButton unread={conversation.unreadCount} onPress={goToLatest} />}
      {menu !== undefined && <MessageMenus menu={menu} onClose={() => setMenu(undefined)} />}
    </div>
  );
}
