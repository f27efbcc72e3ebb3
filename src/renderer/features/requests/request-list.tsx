import { MailCheck } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, EmptyState, type MenuPlace, useRovingFocus } from '../../ui/index.ts';
import { ConversationMenu } from '../conversations/conversation-menu.tsx';
import { ConversationRow } from '../conversations/conversation-row.tsx';
import { selectRequests } from '../conversations/conversations-slice.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import styles from './request-list.module.css';

/** px of a row. */
const ROW_HEIGHT = 68;

/** Everybody who has asked to write to us, each with a menu, and a way to be rid of all of them. Spec 08, SET-12. */
export function RequestList({ onOpen }: { readonly onOpen: (id: number) => void }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const requests = useAppSelector(selectRequests);
  const ids = useMemo(() => requests.map(({ id }) => id), [requests]);
  const [menu, setMenu] = useState<{ readonly id: number; readonly place: MenuPlace }>();
  const container = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  const scrollTo = useCallback(
    (index: number) => virtualizer.current?.scrollToIndex(index, { align: 'nearest' }),
    [],
  );
  const roving = useRovingFocus({ container, ids, initialId: ids[0], scrollTo });
  const onMenu = useCallback((id: number, place: MenuPlace) => setMenu({ id, place }), []);
  if (ids.length === 0) {
    return (
      <EmptyState
        icon={<MailCheck size={34} strokeWidth={1.6} />}
        title={t('messageRequestsNonePending')}
        testId="message-requests-none"
      />
    );
  }
  return (
    <div className={cx(styles.requests)}>
      <p className={cx(styles.explanation)}>{t('messageRequestsExplanation')}</p>
      <div
        ref={container}
        className={cx(styles.list)}
        role="list"
        aria-label={t('sessionMessageRequests')}
        onKeyDown={roving.onKeyDown}
      >
        <Virtualizer ref={virtualizer} itemSize={ROW_HEIGHT} data={ids}>
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
      <div className={cx(styles.actions)}>
        <Button
          variant="danger"
          isWide
          onPress={() => dispatch(dialogOpened({ kind: 'clear-requests' }))}
          testId="clear-all-requests-button"
        >
          {t('clearAll')}
        </Button>
      </div>
      {menu !== undefined && <ConversationMenu {...menu} onClose={() => setMenu(undefined)} />}
    </div>
  );
}
