import { AtSign, Pin, VolumeX } from 'lucide-react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useText } from '../../app/text/text-context.ts';
import { useNow } from '../../app/text/use-now.ts';
import { cx } from '../../ui/index.ts';
import { isMuted } from './conversation-order.ts';
import styles from './row-markers.module.css';

interface Props {
  readonly conversation: ConversationView;
}

/** Beside the name. */
export function HeaderMarkers({ conversation }: Props) {
  const t = useText();
  if (conversation.priority <= 0) return undefined;
  return (
    <span className={cx(styles.marker)} data-testid="conversation-item-pinned">
      <Pin size={14} role="img" aria-label={t('conversationPinned')} />
    </span>
  );
}

/** Beside the last line: whether it names us, is told of, and how much is unread. Spec 08, LST-03. */
export function LineMarkers({ conversation }: Props) {
  const t = useText();
  const muted = isMuted(conversation, useNow());
  const { mentionCount, unreadCount, isMarkedUnread, notify } = conversation;
  return (
    <>
      {mentionCount > 0 && (
        <span className={cx(styles.mention)} data-testid="conversation-item-mentioned-us">
          <AtSign size={12} strokeWidth={2.6} role="img" aria-label={t('conversationMentioned')} />
        </span>
      )}
      {muted && (
        <span className={cx(styles.marker)} data-testid="conversation-item-muted">
          <VolumeX size={15} role="img" aria-label={t('conversationMuted')} />
        </span>
      )}
      {!muted && notify === 'mentions' && (
        <span className={cx(styles.marker)} data-testid="conversation-item-mentions-only">
          <AtSign size={14} role="img" aria-label={t('conversationMentionsOnly')} />
        </span>
      )}
      {unreadCount > 0 && <UnreadCount count={unreadCount} isQuiet={muted} />}
      {unreadCount === 0 && isMarkedUnread && (
        <span
          className={cx(styles.dot)}
          role="img"
          aria-label={t('conversationMarkedUnread')}
          data-testid="conversation-item-forced-unread"
        />
      )}
    </>
  );
}

function UnreadCount({ count, isQuiet }: { readonly count: number; readonly isQuiet: boolean }) {
  const t = useText();
  return (
    <span className={cx(styles.count, isQuiet && styles.quiet)}>
      <span aria-hidden data-testid="conversation-item-unread-count">
        {count > 999 ? '999+' : count}
      </span>
      <span className="visually-hidden">{t('conversationsUnread', { count })}</span>
    </span>
  );
}
