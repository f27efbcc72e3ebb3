import { Check, CheckCheck, CircleAlert, Clock, FileText, Image, Mic, Music, Video } from 'lucide-react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import type { Catalogue, TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { groupNotice } from '../groups/group-lines.ts';
import { namedText } from '../conversation/message-text-model.ts';
import { noticeOf } from '../conversation/message-notice.ts';
import { useWords } from '../conversation/use-words.ts';
import { selectIsTyping } from './conversations-slice.ts';
import styles from './row-preview.module.css';
import { usePersonName } from './use-person-name.ts';

type LastMessage = NonNullable<ConversationView['lastMessage']>;

/** Of a group in which nothing was said, or of which nothing is left. */
const WITHOUT_WORDS: Readonly<Partial<Record<NonNullable<ConversationView['groupAccess']>, TextKey>>> = {
  invited: 'groupInviteYou',
  removed: 'groupRemovedYou',
  destroyed: 'groupClosedDeleted',
};

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
  if (lastMessage === undefined) {
    const words = WITHOUT_WORDS[conversation.groupAccess ?? 'none'];
    return <span className={cx(styles.preview)}>{words !== undefined && t(words)}</span>;
  }
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
  const nameOf = usePersonName(conversation);
  const words = useWords();
  const isOutgoing = lastMessage.direction === 'outgoing';
  const notice = useNotice(conversation, lastMessage);
  const text =
    notice ?? saidText({ ...lastMessage, text: words(lastMessage.text.slice(0, MOST)) }, { nameOf, t });
  const isOwn = notice === undefined && isOutgoing && conversation.kind !== 'note-to-self';
  const isShared = conversation.kind === 'group' || conversation.kind === 'community';
  const isOthers = notice === undefined && !isOutgoing && isShared;
  return (
    <>
      <span className={cx(styles.preview)}>
        {notice === undefined && <FileIcon file={lastMessage.file} />}
        <bdi className="one-line">
          {isOwn
            ? t('messageYou', { text })
            : isOthers
              ? t('messageNewFrom', { author: nameOf(lastMessage.authorId), text })
              : text}
        </bdi>
      </span>
      {isOutgoing && notice === undefined && <StateIcon message={lastMessage} />}
    </>
  );
}

/** What a line about something that happened says. */
function useNotice(conversation: ConversationView, lastMessage: LastMessage): string | undefined {
  const t = useText();
  const nameOf = usePersonName(conversation);
  const ownId = useAppSelector((state) => selectAccount(state)?.id ?? '');
  const { deletion, groupUpdate, authorId } = lastMessage;
  const line =
    deletion === undefined && groupUpdate !== undefined
      ? groupNotice(groupUpdate, { ownId, nameOf }, t)
      : undefined;
  return line ?? noticeOf(lastMessage, nameOf(authorId), t);
}

/** The words, or what a message without words is. */
function saidText(
  { text, file, invitation }: LastMessage,
  { nameOf, t }: { readonly nameOf: (accountId: string) => string; readonly t: Catalogue['text'] },
): string {
  if (invitation !== undefined) return t('messageInvitation', { name: invitation.name });
  const words = firstLines(namedText(text, nameOf));
  return words === '' && file !== undefined ? t('messageFileKind', { kind: file }) : words;
}

/** Of what is looked through for names, so that none is cut in two where anybody would see it. */
const MOST = 1_000;

/** Enough for a line, however long the message is. */
function firstLines(text: string): string {
  return text.slice(0, 200).replace(/\s+/gu, ' ');
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
