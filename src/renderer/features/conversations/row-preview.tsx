import { Check, CheckCheck, CircleAlert, Clock, FileText, Image, Mic, Music, Video } from 'lucide-react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import type { Catalogue } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { noticeOf } from '../conversation/message-notice.ts';
import { useWords } from '../conversation/use-words.ts';
import { useConversationName } from './conversation-name.ts';
import { selectIsTyping } from './conversations-slice.ts';
import styles from './row-preview.module.css';

type LastMessage = NonNullable<ConversationView['lastMessage']>;

/** The last line of a row: who types, what is not sent yet, or what was said last. Spec 08, LST-06. */
export function RowPreview({
  conversation,
  isSelected,
}: {
  readonly conversation: ConversationView;
  readonly isSelected: boolean;
}) {
  const t = useText();
  const isTyping = useAppSelector((state) => selectIsTyping(state, conversation.id));
  const { draft, lastMessage } = conversation;
  if (isTyping) return <span className={cx(styles.preview, styles.typing)}>{t('conversationsTyping')}</span>;
  if (draft.trim() !== '' && !isSelected) {
    return (
      <span className={cx(styles.preview)}>
        <span className={cx(styles.draft)}>{t('conversationsDraft')}</span>{' '}
        <bdi className="one-line">{firstLines(draft)}</bdi>
      </span>
    );
  }
  if (lastMessage === undefined) return <span className={cx(styles.preview)} />;
  return <LastLine conversation={conversation} lastMessage={lastMessage} />;
}

function LastLine({
  conversation,
  lastMessage,
}: {
  readonly conversation: ConversationView;
  readonly lastMessage: LastMessage;
}) {
  const t = useText();
  const nameOf = useConversationName();
  const words = useWords();
  const isOutgoing = lastMessage.direction === 'outgoing';
  const notice = noticeOf(lastMessage, isOutgoing ? t('you') : nameOf(conversation), t);
  const text = notice ?? saidText({ ...lastMessage, text: words(lastMessage.text.slice(0, MOST)) }, t);
  const isOwn = notice === undefined && isOutgoing && conversation.kind !== 'note-to-self';
  return (
    <>
      <span className={cx(styles.preview)}>
        {notice === undefined && <FileIcon file={lastMessage.file} />}
        <bdi className="one-line">{isOwn ? t('messageYou', { text }) : text}</bdi>
      </span>
      {isOutgoing && notice === undefined && <StateIcon message={lastMessage} />}
    </>
  );
}

/** The words, or what a message without words is. */
function saidText({ text, file, invitation }: LastMessage, t: Catalogue['text']): string {
  if (invitation !== undefined) return t('messageInvitation', { name: invitation.name });
  const words = firstLines(text);
  return words === '' && file !== undefined ? t('messageFileKind', { kind: file }) : words;
}

/** Enough for a line, however long the message is. */
const MOST = 200;

function firstLines(text: string): string {
  return text.slice(0, MOST).replace(/\s+/gu, ' ');
}

const FILE_ICONS = { picture: Image, video: Video, audio: Music, voice: Mic, file: FileText } as const;

function FileIcon({ file }: { readonly file: LastMessage['file'] }) {
  if (file === undefined) return undefined;
  const Icon = FILE_ICONS[file];
  return <Icon className={cx(styles.file)} size={14} aria-hidden />;
}

function StateIcon({ message }: { readonly message: LastMessage }) {
  const t = useText();
  switch (message.state) {
    case 'received':
      return undefined;
    case 'sending':
      return (
        <Clock className={cx(styles.state)} size={14} role="img" aria-label={t('messageStatusSending')} />
      );
    case 'sent':
      return message.readAtMs === undefined ? (
        <Check className={cx(styles.state)} size={14} role="img" aria-label={t('messageStatusSent')} />
      ) : (
        <CheckCheck className={cx(styles.state)} size={15} role="img" aria-label={t('messageStatusRead')} />
      );
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
