import { type KeyboardEvent, memo, type MouseEvent } from 'react';

import { dayName, fullTime } from '../../app/text/dates.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { useNow } from '../../app/text/use-now.ts';
import { cx, type MenuPlace } from '../../ui/index.ts';
import { useCopy } from '../toasts/use-copy.ts';
import { CALL_TEST_IDS } from './call-notice.ts';
import type { MessageListItem } from './message-list-items.ts';
import styles from './message-row.module.css';
import { MessageFooter } from './message-footer.tsx';
import { MessageText } from './message-text.tsx';
import { noticeOf } from './message-notice.ts';
import { emojiSize } from './message-text-model.ts';

export interface MessageRowProps {
  readonly item: MessageListItem;
  readonly authorName: string;
  readonly isTabStop: boolean;
  /** Just jumped to. */
  readonly isLit: boolean;
  readonly isUnfolded: boolean;
  readonly onUnfold: () => void;
  readonly onFocus: (id: number) => void;
  readonly onMenu: (place: MenuPlace) => void;
}

/** One message with the separators above it. Spec 08, CNV-05, BET-01. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { text: t, locale } = useCatalogue();
  const copy = useCopy();
  const { item } = props;
  const { message } = item;
  const notice = noticeOf(message, props.authorName, t);
  const isLine = message.kind !== 'text';
  const text = notice ?? message.text;
  const size = notice === undefined ? emojiSize(message.text) : undefined;
  const isOutgoing = message.direction === 'outgoing';

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    const isCopy = event.key === 'c' && (event.ctrlKey || event.metaKey);
    if (isCopy && document.getSelection()?.isCollapsed !== false) {
      event.preventDefault();
      void copy(text);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      props.onMenu(placeBelow(event.currentTarget));
    }
  };
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    const hasPointer = event.clientX !== 0 || event.clientY !== 0;
    props.onMenu(hasPointer ? { x: event.clientX, y: event.clientY } : placeBelow(event.currentTarget));
  };
  return (
    <>
      {item.isHistoryStart && <p className={cx(styles.beginning)}>{t('conversationHistoryEnd')}</p>}
      {item.dayMs !== undefined && <DaySeparator dayMs={item.dayMs} />}
      {item.isFirstUnread && <UnreadSeparator />}
      <article
        className={cx(
          styles.row,
          isLine ? styles.line : isOutgoing ? styles.outgoing : styles.incoming,
          item.isRunStart && styles['run-start'],
          item.isRunEnd && styles['run-end'],
          props.isLit && styles.lit,
        )}
        aria-label={t('messageFrom', {
          author: props.authorName,
          time: fullTime(message.sentAtMs, locale),
          text,
        })}
        tabIndex={props.isTabStop ? 0 : -1}
        data-roving={message.id}
        data-testid="message-container"
        data-lit={props.isLit || undefined}
        onFocus={() => props.onFocus(message.id)}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
        <div
          className={cx(
            'module-message__container',
            styles.bubble,
            size !== undefined && styles.emoji,
            notice !== undefined && styles.notice,
          )}
          data-size={size}
          data-bubble={notice === undefined && size === undefined ? message.direction : undefined}
          data-testid="message-content"
        >
          {notice === undefined ? (
            <MessageText text={message.text} isUnfolded={props.isUnfolded} onUnfold={props.onUnfold} />
          ) : (
            <span data-testid={message.call && CALL_TEST_IDS[message.call.form]}>{notice}</span>
          )}
        </div>
        {notice === undefined && <MessageFooter item={item} />}
      </article>
    </>
  );
});

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
