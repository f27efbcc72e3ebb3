import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';

import { useAppDispatch, useAppSelector, useAppStore } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { useMarkUsable } from '../../app/use-mark-usable.ts';
import { cx, type MenuPlace, useRovingFocus } from '../../ui/index.ts';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { selectLeftConversationId, selectOpenConversationId } from '../shell/navigation-slice.ts';
import styles from './conversation-list.module.css';
import { ConversationMenu } from './conversation-menu.tsx';
import { ConversationRow } from './conversation-row.tsx';
import { loadMoreConversations } from './conversations-thunks.ts';
import { listLeft, selectListOffset } from './list-view-slice.ts';
import { selectShownIds } from './shown-ids.ts';
import { useTypeAhead } from './use-type-ahead.ts';

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
  const ids = useAppSelector(selectShownIds);
  const openId = useAppSelector(selectOpenConversationId);
  const [menu, setMenu] = useState<OpenMenu>();
  const container = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  useMarkUsable();
  useKeptPlace(virtualizer);

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
  const typeAhead = useTypeAhead({ ids, currentId: roving.currentId, onFound: roving.focusIndex });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!typeAhead(event)) roving.onKeyDown(event);
  };
  const onScroll = (offset: number) => {
    const list = virtualizer.current;
    if (list && list.findItemIndex(offset + list.viewportSize) > ids.length - NEAR_END) {
      void dispatch(loadMoreConversations());
    }
  };
  const onOpen = useCallback((id: number) => void dispatch(openConversation(id)), [dispatch]);
  const onMenu = useCallback((id: number, place: MenuPlace) => setMenu({ id, place }), []);

  return (
    <>
      <div
        ref={container}
        className={cx(styles.list)}
        role="list"
        aria-label={t('conversationsList')}
        onKeyDown={onKeyDown}
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
              onOpen={onOpen}
              onMenu={onMenu}
            />
          )}
        </Virtualizer>
      </div>
      {menu !== undefined && <ConversationMenu {...menu} onClose={() => setMenu(undefined)} />}
    </>
  );
}

/** The list comes back where it was left, from a search as from the chooser. Spec 08, SRC-02. */
function useKeptPlace(virtualizer: RefObject<VirtualizerHandle | null>): void {
  const dispatch = useAppDispatch();
  const store = useAppStore();
  useLayoutEffect(() => {
    const list = virtualizer.current;
    const offset = selectListOffset(store.getState());
    if (offset > 0) list?.scrollTo(offset);
    return () => {
      dispatch(listLeft(list?.scrollOffset ?? 0));
    };
  }, [dispatch, store, virtualizer]);
}
