import { Clock, CircleAlert, Check } from 'lucide-react';
import { memo, type MouseEvent } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';
import { fullTime, rowTime } from '../../app/text/dates.ts';
import type { Catalogue } from '../../app/text/catalogue.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { useNow } from '../../app/text/use-now.ts';
import { cx, type MenuPlace } from '../../ui/index.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { noticeOf } from '../conversation/message-notice.ts';
import { selectOpenConversationId } from '../shell/navigation-slice.ts';
import { useConversationName } from './conversation-name.ts';
import styles from './conversation-row.module.css';
import { selectConversation } from './conversations-slice.ts';

export interface ConversationRowProps {
  readonly id: number;
  /** 1-based, out of `total`: a virtualised list must say how long it is. */
  readonly position: number;
  readonly total: number;
  readonly isTabStop: boolean;
  readonly onFocus: (id: number) => void;
  readonly onOpen: () => void;
  readonly onMenu: (place: MenuPlace) => void;
}

/** One conversation of the list. Spec 08, LST-03. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const nameOf = useConversationName();
  const conversation = useAppSelector((state) => selectConversation(state, props.id));
  const isCollapsed = useAppSelector((state) => selectSettings(state)?.isListCollapsed === true);
  const isSelected = useAppSelector((state) => selectOpenConversationId(state) === props.id);
  if (conversation === undefined) return undefined;
  const name = nameOf(conversation);
  const isUnread = conversation.unreadCount > 0;
  return (
    <div role="listitem" aria-posinset={props.position} aria-setsize={props.total}>
      <button
        type="button"
        className={cx(styles.row, isUnread && styles.unread, isSelected && styles.selected)}
        // Without words beside it, a picture needs them when somebody asks.
        title={isCollapsed ? name : undefined}
        aria-current={isSelected ? 'true' : undefined}
        tabIndex={props.isTabStop ? 0 : -1}
        data-roving={props.id}
        onFocus={() => props.onFocus(props.id)}
        onClick={props.onOpen}
        onContextMenu={(event) => {
          event.preventDefault();
          props.onMenu(placeOf(event));
        }}
      >
        <PersonAvatar of={conversation} size={46} />
        <span className={cx(styles.lines)}>
          <span className={cx('module-conversation-list-item__header', styles.line)}>
            <span className={cx(styles.name)}>
              <bdi data-testid="module-conversation__user__profile-name">{name}</bdi>
            </span>
            <RowTime timeMs={conversation.lastActiveMs} />
          </span>
          <span className={cx(styles.line)}>
            <Preview conversation={conversation} isSelected={isSelected} />
            {isUnread && <UnreadCount count={conversation.unreadCount} />}
          </span>
        </span>
      </button>
    </div>
  );
});

function placeOf(event: MouseEvent<HTMLElement>): MenuPlace {
  // The menu key and Shift+F10 have no pointer place: the menu then opens at the row.
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const { left, bottom } = event.currentTarget.getBoundingClientRect();
  return { x: left + 20, y: bottom - 8 };
}

function RowTime({ timeMs }: { readonly timeMs: number }) {
  const { text: t, locale } = useCatalogue();
  const nowMs = useNow();
  return (
    <time
      className={cx(styles.time)}
      dateTime={new Date(timeMs).toISOString()}
      title={fullTime(timeMs, locale)}
    >
      {rowTime({ timeMs, nowMs, locale }) ?? t('dateNow')}
    </time>
  );
}

function UnreadCount({ count }: { readonly count: number }) {
  const t = useText();
  return (
    <span className={cx(styles.count)}>
      <span aria-hidden data-testid="conversation-item-unread-count">
        {count > 999 ? '999+' : count}
      </span>
      <span className="visually-hidden">{t('conversationsUnread', { count })}</span>
    </span>
  );
}

function Preview({
  conversation,
  isSelected,
}: {
  readonly conversation: ConversationView;
  readonly isSelected: boolean;
}) {
  const t = useText();
  const nameOf = useConversationName();
  const { draft, lastMessage } = conversation;
  if (draft.trim() !== '' && !isSelected) {
    return (
      <span className={cx(styles.preview)}>
        <span className={cx(styles.draft)}>{t('conversationsDraft')}</span> <bdi>{draft}</bdi>
      </span>
    );
  }
  if (lastMessage === undefined) return <span className={cx(styles.preview)} />;
  const isOutgoing = lastMessage.direction === 'outgoing';
  const notice = noticeOf(lastMessage, isOutgoing ? t('you') : nameOf(conversation), t);
  const text = notice ?? (firstLines(lastMessage.text) || fileName(lastMessage.file, t));
  const isOwn = notice === undefined && isOutgoing && conversation.kind !== 'note-to-self';
  return (
    <>
      <span className={cx(styles.preview)}>
        <bdi>{isOwn ? t('messageYou', { text }) : text}</bdi>
      </span>
      {isOutgoing && notice === undefined && <StateIcon state={lastMessage.state} />}
    </>
  );
}

/** What a message without words is. */
function fileName(file: NonNullable<ConversationView['lastMessage']>['file'], t: Catalogue['text']): string {
  return file === undefined ? '' : t('messageFileKind', { kind: file });
}

/** Enough for a line, however long the message is. */
function firstLines(text: string): string {
  return text.slice(0, 200).replace(/\s+/gu, ' ');
}

function StateIcon({ state }: { readonly state: 'received' | 'sending' | 'sent' | 'failed' }) {
  const t = useText();
  switch (state) {
    case 'received':
      return undefined;
    case 'sending':
      return (
        <Clock className={cx(styles.state)} size={14} role="img" aria-label={t('messageStatusSending')} />
      );
    case 'sent':
      return <Check className={cx(styles.state)} size={14} role="img" aria-label={t('messageStatusSent')} />;
    case 'failed':
      return (
        <CircleAlert
          className={cx(styles.state, styles.failed)}
          size={15}
          role="img"
          aria-label={t('messageStatusFailed')}
        />
      );
  }
}
