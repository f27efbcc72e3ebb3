import { type KeyboardEvent, memo, type MouseEvent } from 'react';

import { dayName, fullTime } from '../../app/text/dates.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { useNow } from '../../app/text/use-now.ts';
import { cx, type MenuPlace } from '../../ui/index.ts';
import { OlderPosts } from '../communities/older-posts.tsx';
import { closedState } from '../communities/use-room.ts';
import { ControlMessage, useControlText } from './control-message.tsx';
import { useAuthorName, useOpenConversation } from './conversation-context.ts';
import { WithAuthor } from './message-author.tsx';
import { MessageBubble } from './message-bubble.tsx';
import { MessageFooter } from './message-footer.tsx';
import { handleMessageKey, type MessageAction } from './message-keys.ts';
import type { MessageListItem } from './message-list-items.ts';
import { noticeOf } from './message-notice.ts';
import { MessageReactions } from './message-reactions.tsx';
import styles from './message-row.module.css';
import { summaryOf } from './message-summary.ts';
import { namedText } from './message-text-model.ts';
import { useWords } from './use-words.ts';

export interface MessageRowProps {
  readonly item: MessageListItem;
  readonly isTabStop: boolean;
  /** Just jumped to. */
  readonly isLit: boolean;
  readonly isUnfolded: boolean;
  /** Present while messages are being chosen. */
  readonly isSelected?: boolean | undefined;
  readonly onUnfold: (id: number) => void;
  readonly onFocus: (id: number) => void;
  readonly onMenu: (id: number, place: MenuPlace) => void;
  readonly onAction: (id: number, action: MessageAction) => void;
}

/** One message with the separators above it. Spec 08, CNV-05, BET-01. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { text: t, locale } = useCatalogue();
  const nameOf = useAuthorName();
  const controlText = useControlText();
  const words = useWords();
  const { item, onMenu, onAction, isSelected } = props;
  const { message } = item;
  const { id } = message;
  const author = nameOf(message.authorId);
  const isControl = message.kind !== 'text' && message.deletion === undefined;
  const notice = isControl ? undefined : noticeOf(message, author, t);
  const text = isControl ? controlText(message) : (notice ?? namedText(words(summaryOf(message, t)), nameOf));
  const isSelecting = isSelected !== undefined && !isControl;

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    const action = handleMessageKey(event, { isSelecting });
    if (action === undefined) return;
    event.preventDefault();
    if (action === 'menu') onMenu(id, placeBelow(event.currentTarget));
    else onAction(id, action);
  };
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    const hasPointer = event.clientX !== 0 || event.clientY !== 0;
    onMenu(id, hasPointer ? { x: event.clientX, y: event.clientY } : placeBelow(event.currentTarget));
  };
  // The native double click of a word in the text belongs to the text.
  const onDoubleClick = (event: MouseEvent<HTMLElement>) => {
    const isOnContent = (event.target as Element).closest('[dir="auto"], button, a, input') !== null;
    if (!isSelecting && !isOnContent) onAction(id, 'reply');
  };
  return (
    <>
      {item.isHistoryStart && <HistoryStart />}
      {item.dayMs !== undefined && <DaySeparator dayMs={item.dayMs} />}
      {item.isFirstUnread && <UnreadSeparator />}
      <article
        className={cx(
          styles.row,
          isControl ? styles.line : message.direction === 'outgoing' ? styles.outgoing : styles.incoming,
          item.isRunStart && styles['run-start'],
          item.isRunEnd && styles['run-end'],
          props.isLit && styles.lit,
          isSelecting && styles.selecting,
          isSelected === true && styles.selected,
        )}
        aria-label={
          isControl ? text : t('messageFrom', { author, time: fullTime(message.sentAtMs, locale), text })
        }
        tabIndex={props.isTabStop ? 0 : -1}
        data-roving={id}
        data-testid="message-container"
        data-lit={props.isLit || undefined}
        onFocus={() => props.onFocus(id)}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        onDoubleClick={onDoubleClick}
      >
        {isControl ? (
          <div className={cx(styles.stack)} data-testid="message-content">
            <ControlMessage message={message} />
          </div>
        ) : (
          <WithAuthor item={item}>
            <MessageBubble
              message={message}
              notice={notice}
              isUnfolded={props.isUnfolded}
              onUnfold={() => props.onUnfold(id)}
            />
            {notice === undefined && <MessageReactions message={message} />}
            {notice === undefined && <MessageFooter item={item} />}
          </WithAuthor>
        )}
        {isSelecting && (
          // Over everything in the row: while choosing, nothing else can be clicked.
          <label className={cx(styles.choice)}>
            <input
              type="checkbox"
              className={cx(styles.check)}
              checked={isSelected}
              aria-label={t('messageSelect', { author, text })}
              tabIndex={-1}
              onChange={() => onAction(id, 'toggle')}
            />
          </label>
        )}
      </article>
    </>
  );
});

/** Over the oldest message: there is nothing before it, or it is on the server of the room. */
function HistoryStart() {
  const { text: t } = useCatalogue();
  const { conversation } = useOpenConversation();
  const { community } = conversation;
  const isReadable = closedState(conversation) === undefined;
  if (community?.hasOlder === true && isReadable) return <OlderPosts conversationId={conversation.id} />;
  return <p className={cx(styles.beginning)}>{t('conversationHistoryEnd')}</p>;
}

function placeBelow(element: HTMLElement): MenuPlace {
  const bubble = element.querySelector('[data-testid="message-content"]') ?? element;
  const { left, bottom } = bubble.getBoundingClientRect();
  return { x: left + 8, y: bottom };
}

function DaySeparator({ dayMs }: { readonly dayMs: number }) {
  const { text: t, locale } = useCatalogue();
  const nowMs = useNow();
  const day = dayName({ timeMs: dayMs, nowMs, locale });
  return (
    <h3 className={cx(styles.day)}>
      {day === 'today' ? t('dateToday') : day === 'yesterday' ? t('dateYesterday') : day.date}
    </h3>
  );
}

function UnreadSeparator() {
  const { text: t } = useCatalogue();
  return (
    <div
      className={cx(styles['new-messages'])}
      role="separator"
      aria-label={t('conversationUnreadSeparator')}
    >
      <span aria-hidden>{t('conversationUnreadSeparator')}</span>
    </div>
  );
}
