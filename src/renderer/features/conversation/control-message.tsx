import type { MessageView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { groupNotice } from '../groups/group-lines.ts';
import { CALL_TEST_IDS } from './call-notice.ts';
import { useAuthorName, useOpenConversation } from './conversation-context.ts';
import styles from './control-message.module.css';
import { noticeOf } from './message-notice.ts';
import { timerNotice } from './timer-words.ts';

/** Spec 08 §3.6. */
const TEST_IDS: Readonly<Record<Exclude<MessageView['kind'], 'text'>, string>> = {
  'timer-update': 'disappear-control-message',
  'request-accepted': 'message-request-response-message',
  'request-accepted-by-us': 'message-request-response-message',
  'media-saved': 'data-extraction-notification',
  screenshot: 'data-extraction-notification',
  call: 'control-message',
  'group-update': 'group-update-message',
};

/** A line about something that happened. Spec 08, CNV-14. */
export function ControlMessage({ message }: { readonly message: MessageView }) {
  const text = useControlText()(message);
  if (message.kind === 'text') return undefined;
  return (
    <div
      className={cx(styles.control)}
      data-testid={message.call === undefined ? TEST_IDS[message.kind] : CALL_TEST_IDS[message.call.form]}
    >
      <span dir="auto">{text}</span>
      {message.kind === 'timer-update' && <FollowSetting message={message} />}
    </div>
  );
}

/** What the line of a message says. */
export function useControlText(): (message: MessageView) => string {
  const catalogue = useCatalogue();
  const nameOf = useAuthorName();
  const { conversation, ownId } = useOpenConversation();
  return (message) => {
    const { authorId, timer, groupUpdate, deletion } = message;
    const name = nameOf(authorId);
    const isInGroup = conversation.kind === 'group';
    if (deletion === undefined && timer !== undefined)
      return timerNotice({ timer, name, isOwn: authorId === ownId, isInGroup }, catalogue);
    const line =
      deletion === undefined && groupUpdate !== undefined
        ? groupNotice(groupUpdate, { ownId, nameOf }, catalogue.text)
        : undefined;
    return line ?? noticeOf(message, name, catalogue.text) ?? '';
  };
}

/** What the other side has set counts for what they write; one may do the same. */
function FollowSetting({ message: { timer, direction } }: { readonly message: MessageView }) {
  const { text: t } = useCatalogue();
  const dispatch = useAppDispatch();
  const { conversation } = useOpenConversation();
  const { id, kind, disappearing, isRequest, isBlocked } = conversation;
  if (timer === undefined || direction === 'outgoing' || kind !== 'contact' || isRequest || isBlocked)
    return undefined;
  if (timer.mode === disappearing.mode && timer.timerS === disappearing.timerS) return undefined;
  return (
    <button
      type="button"
      className={cx(styles.follow)}
      onClick={() => dispatch(dialogOpened({ kind: 'follow-setting', conversationId: id, timer }))}
    >
      {t('disappearingMessagesFollowSetting')}
    </button>
  );
}
