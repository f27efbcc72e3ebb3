import { memo } from 'react';

import { useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';
import { cx, type MenuPlace } from '../../ui/index.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { selectOpenConversationId } from '../shell/navigation-slice.ts';
import { useConversationName } from './conversation-name.ts';
import { isUnread } from './conversation-order.ts';
import styles from './conversation-row.module.css';
import { selectConversation } from './conversations-slice.ts';
import { menuPlaceOf } from './menu-place.ts';
import { HeaderMarkers, LineMarkers } from './row-markers.tsx';
import { RowPreview } from './row-preview.tsx';
import { RowTime } from './row-time.tsx';

export interface ConversationRowProps {
  readonly id: number;
  /** 1-based, out of `total`: a virtualised list must say how long it is. */
  readonly position: number;
  readonly total: number;
  readonly isTabStop: boolean;
  readonly onFocus: (id: number) => void;
  readonly onOpen: (id: number) => void;
  readonly onMenu: (id: number, place: MenuPlace) => void;
}

/** One conversation of the list. Spec 08, LST-03. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const nameOf = useConversationName();
  const conversation = useAppSelector((state) => selectConversation(state, props.id));
  const isSelected = useAppSelector((state) => selectOpenConversationId(state) === props.id);
  const isCollapsed = useAppSelector((state) => selectSettings(state)?.isListCollapsed === true);
  if (conversation === undefined) return undefined;
  const name = nameOf(conversation);
  return (
    <div role="listitem" aria-posinset={props.position} aria-setsize={props.total}>
      <button
        type="button"
        className={cx(styles.row, isUnread(conversation) && styles.unread, isSelected && styles.selected)}
        // Without words beside it, a picture needs them when somebody asks.
        title={isCollapsed ? name : undefined}
        aria-current={isSelected ? 'true' : undefined}
        tabIndex={props.isTabStop ? 0 : -1}
        data-roving={props.id}
        onFocus={() => props.onFocus(props.id)}
        onClick={() => props.onOpen(props.id)}
        onContextMenu={(event) => {
          event.preventDefault();
          props.onMenu(props.id, menuPlaceOf(event));
        }}
      >
        <PersonAvatar of={conversation} size={46} />
        <span className={cx(styles.lines)}>
          <span className={cx('module-conversation-list-item__header', styles.line)}>
            <span className={cx(styles.name)}>
              <bdi className="one-line" data-testid="module-conversation__user__profile-name">
                {name}
              </bdi>
            </span>
            <HeaderMarkers conversation={conversation} />
            <span className={cx(styles.time)}>
              <RowTime timeMs={conversation.lastActiveMs} />
            </span>
          </span>
          <span className={cx(styles.line)}>
            <RowPreview conversation={conversation} isSelected={isSelected} />
            <LineMarkers conversation={conversation} />
          </span>
        </span>
      </button>
    </div>
  );
});
