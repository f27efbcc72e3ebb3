import { Check, CheckCheck, CircleAlert, Clock, MonitorSmartphone } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';

import type { MessageView } from '../../../ipc/index.ts';
import { FAILURE_KEYS } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { clockTime, fullTime } from '../../app/text/dates.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { PostMarks } from '../communities/post-marks.tsx';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { ExpiryIcon } from './expiry-icon.tsx';
import type { MessageListItem } from './message-list-items.ts';
import styles from './message-footer.module.css';
import { useResend } from './use-resend.ts';

/** The copy for our other devices follows within seconds; only one that stays away is worth a mark. */
const SYNC_PATIENCE_MS = 10_000;

/** The small line under a bubble: when it was, and how far a message of ours is. Spec 08, CNV-06. */
export function MessageFooter({ item }: { readonly item: MessageListItem }) {
  const { message, showsState, isRunEnd } = item;
  const isUnsynced = message.state === 'sent' && !message.synced;
  const isTimeShown =
    message.state === 'sent' || message.state === 'received' ? isRunEnd || showsState : false;
  const { disappears, post } = message;
  const hasMarks = post !== undefined && (post.isPinned || post.editedAtMs !== undefined);
  if (!showsState && !isUnsynced && !isTimeShown && disappears === undefined && !hasMarks) return undefined;
  return (
    <div className={cx(styles.line)}>
      {disappears !== undefined && <ExpiryIcon disappears={disappears} />}
      {hasMarks && <PostMarks post={post} />}
      {isUnsynced && <UnsyncedMark sentAtMs={message.sentAtMs} />}
      {isTimeShown && <Time timeMs={message.sentAtMs} />}
      {showsState && <State message={message} />}
    </div>
  );
}

function Time({ timeMs }: { readonly timeMs: number }) {
  const { locale } = useCatalogue();
  return (
    <time dateTime={new Date(timeMs).toISOString()} title={fullTime(timeMs, locale)}>
      {clockTime(timeMs, locale)}
    </time>
  );
}

function State({ message }: { readonly message: MessageView }) {
  const t = useText();
  switch (message.state) {
    case 'received':
      return undefined;
    case 'sending':
      return (
        <Status state="sending" icon={<Clock size={13} aria-hidden />}>
          {t('messageStatusSending')}
        </Status>
      );
    case 'sent':
      return message.readAtMs !== undefined ? (
        <Status state="read" icon={<CheckCheck size={14} aria-hidden />}>
          {t('messageStatusRead')}
        </Status>
      ) : (
        <Status state="sent" icon={<Check size={13} aria-hidden />}>
          {t('messageStatusSent')}
        </Status>
      );
    case 'failed':
      return <Failed message={message} />;
  }
}

function Status(props: {
  readonly state: 'sending' | 'sent' | 'read' | 'failed';
  readonly icon: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={cx(styles.status, props.state === 'failed' && styles.failed)}
      role="status"
      data-testid="msg-status"
      data-testtype={props.state}
    >
      <span>{props.children}</span>
      {props.icon}
    </span>
  );
}

function Failed({ message }: { readonly message: MessageView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const resend = useResend();
  return (
    <div className={cx(styles['failed-line'])}>
      <Status state="failed" icon={<CircleAlert size={14} aria-hidden />}>
        {t(FAILURE_KEYS[message.failure ?? 'unexpected'])}
      </Status>
      <span className={cx(styles.actions)}>
        <button type="button" className={cx(styles.action)} onClick={() => resend(message.id)}>
          {t('resend')}
        </button>
        <button
          type="button"
          className={cx(styles.action)}
          onClick={() => dispatch(dialogOpened({ kind: 'delete-messages', messageIds: [message.id] }))}
        >
          {t('delete')}
        </button>
      </span>
    </div>
  );
}

function UnsyncedMark({ sentAtMs }: { readonly sentAtMs: number }) {
  const t = useText();
  const [isLate, setLate] = useState(() => Date.now() - sentAtMs > SYNC_PATIENCE_MS);
  useEffect(() => {
    if (isLate) return undefined;
    const timer = setTimeout(() => setLate(true), Math.max(0, sentAtMs + SYNC_PATIENCE_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [isLate, sentAtMs]);
  if (!isLate) return undefined;
  return (
    <span
      className={cx(styles.unsynced)}
      title={t('messageUnsynced')}
      role="img"
      aria-label={t('messageUnsynced')}
    >
      <MonitorSmartphone size={14} aria-hidden />
    </span>
  );
}
