import { Copy, Download, RefreshCw, Reply, Trash2, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';

import type { AttachmentView, MessageView } from '../../../ipc/index.ts';
import { FAILURE_KEYS } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import { fullTime } from '../../app/text/dates.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { ABOVE_OVERLAY, cx, FactRow, IconButton, LinkRow, SettingGroup, useEscape } from '../../ui/index.ts';
import { isAnswerable, startReply } from '../composer/reply-thunks.ts';
import { isBlindedId } from '../communities/blinded-id.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { durationText, sizeText } from '../media/attachment-model.ts';
import { hasSavableFile, saveMessageFiles } from '../media/media-thunks.ts';
import { selectPerson } from '../groups/people-slice.ts';
import { isWritable } from '../groups/use-group.ts';
import { MemberAvatar, OwnAvatar, PersonAvatar } from '../media/person-avatar.tsx';
import { useCopy } from '../toasts/use-copy.ts';
import { useAuthorName, useOpenConversation } from './conversation-context.ts';
import styles from './message-info.module.css';
import { selectMessage } from './messages-slice.ts';
import { useResend } from './use-resend.ts';
import { infoHidden } from './view-slice.ts';

/** Everything there is to know about one message, beside the conversation. Spec 08, CNV-18. */
export function MessageInfo({ messageId }: { readonly messageId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const panel = useRef<HTMLElement>(null);
  const message = useAppSelector((state) => selectMessage(state, messageId));
  const close = () => {
    dispatch(infoHidden());
    focusComposer();
  };
  useEscape(ABOVE_OVERLAY, close);
  useEffect(() => panel.current?.focus(), [messageId]);
  if (message === undefined) return undefined;
  return (
    <aside
      ref={panel}
      className={cx(styles.panel)}
      aria-label={t('messageInfo')}
      tabIndex={-1}
      data-testid="message-info"
    >
      <header className={cx(styles.header)}>
        <h2 className={cx(styles.title)}>{t('messageInfo')}</h2>
        <IconButton label={t('close')} icon={<X size={20} aria-hidden />} onPress={close} />
      </header>
      <div className={cx(styles.body)}>
        <Times message={message} />
        <Author accountId={message.authorId} />
        {message.attachments.map((attachment) => (
          <FileFacts key={attachment.id} attachment={attachment} />
        ))}
        <Actions message={message} />
      </div>
    </aside>
  );
}

function Facts({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <SettingGroup label={label}>
      <dl className={cx(styles.facts)}>{children}</dl>
    </SettingGroup>
  );
}

function Times({ message }: { readonly message: MessageView }) {
  const { text: t, locale } = useCatalogue();
  const { sentAtMs, receivedAtMs, readAtMs, state, failure, direction } = message;
  return (
    <Facts label={t('message')}>
      <FactRow label={t('messageInfoSent')} value={fullTime(sentAtMs, locale)} />
      {direction === 'incoming' && (
        <FactRow label={t('messageInfoReceived')} value={fullTime(receivedAtMs, locale)} />
      )}
      {readAtMs !== undefined && (
        <FactRow label={t('messageStatusRead')} value={fullTime(readAtMs, locale)} />
      )}
      {message.post?.editedAtMs !== undefined && (
        <FactRow label={t('messageInfoEdited')} value={fullTime(message.post.editedAtMs, locale)} />
      )}
      {state === 'sending' && <FactRow label={t('messageInfoStatus')} value={t('messageStatusSending')} />}
      {state === 'failed' && (
        <FactRow label={t('messageInfoStatus')} value={t(FAILURE_KEYS[failure ?? 'unexpected'])} />
      )}
    </Facts>
  );
}

function Author({ accountId }: { readonly accountId: string }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const copy = useCopy();
  const nameOf = useAuthorName();
  const ownName = useAppSelector(selectAccount)?.displayName;
  const { conversation, ownId } = useOpenConversation();
  const isOwn = accountId === ownId;
  const person = useAppSelector((state) => selectPerson(state, accountId));
  const from = conversation.kind === 'community' ? { conversationId: conversation.id } : {};
  return (
    <SettingGroup label={t('messageInfoFrom')}>
      <div className={cx(styles.author)}>
        {isOwn ? (
          <OwnAvatar size={46} />
        ) : (
          <button
            type="button"
            className={cx(styles.picture)}
            aria-label={t('userDetails')}
            onClick={() => dispatch(dialogOpened({ kind: 'user-profile', accountId, ...from }))}
            data-testid="author-from-details"
          >
            {conversation.kind === 'group' || conversation.kind === 'community' ? (
              <MemberAvatar of={{ accountId, name: '', ...person }} size={46} />
            ) : (
              <PersonAvatar of={conversation} size={46} />
            )}
          </button>
        )}
        <span className={cx(styles.who)}>
          <bdi className={cx(styles.name)}>{isOwn ? (ownName ?? t('you')) : nameOf(accountId)}</bdi>
          <bdi className={cx(styles.id)}>{accountId}</bdi>
        </span>
        <IconButton
          label={t(isBlindedId(accountId) ? 'blindedIdCopy' : 'accountIDCopy')}
          icon={<Copy size={18} aria-hidden />}
          onPress={() =>
            void copy(accountId, { toast: isBlindedId(accountId) ? 'copied' : 'accountIdCopied' })
          }
          testId="copy-sender-from-details"
        />
      </div>
    </SettingGroup>
  );
}

function FileFacts({ attachment }: { readonly attachment: AttachmentView }) {
  const { text: t, locale } = useCatalogue();
  const { fileName, contentType, size, width, height, durationMs } = attachment;
  return (
    <Facts label={t('attachmentFile')}>
      {fileName !== undefined && <FactRow label={t('messageInfoFileName')} value={fileName} />}
      <FactRow label={t('messageInfoFileType')} value={contentType} />
      {size !== undefined && <FactRow label={t('messageInfoFileSize')} value={sizeText(size, locale)} />}
      {width !== undefined && height !== undefined && (
        <FactRow label={t('messageInfoResolution')} value={`${width} × ${height}`} />
      )}
      {durationMs !== undefined && (
        <FactRow label={t('messageInfoDuration')} value={durationText(durationMs / 1_000)} />
      )}
    </Facts>
  );
}

function Actions({ message }: { readonly message: MessageView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const copy = useCopy();
  const resend = useResend();
  const canWrite = isWritable(useOpenConversation().conversation);
  const { id, conversationId, text, attachments } = message;
  return (
    <SettingGroup>
      {canWrite && isAnswerable(message) && (
        <LinkRow
          icon={<Reply size={18} aria-hidden />}
          label={t('reply')}
          onPress={() => dispatch(startReply({ conversationId, messageId: id }))}
          testId="reply-to-msg-from-details"
        />
      )}
      {canWrite && message.state === 'failed' && (
        <LinkRow
          icon={<RefreshCw size={18} aria-hidden />}
          label={t('resend')}
          onPress={() => resend(id)}
          testId="resend-msg-from-details"
        />
      )}
      {text !== '' && (
        <LinkRow
          icon={<Copy size={18} aria-hidden />}
          label={t('copy')}
          onPress={() => void copy(text)}
          testId="copy-msg-from-details"
        />
      )}
      {hasSavableFile(message) && (
        <LinkRow
          icon={<Download size={18} aria-hidden />}
          label={t(attachments.length > 1 ? 'attachmentSaveAll' : 'attachmentSave')}
          onPress={() => void dispatch(saveMessageFiles(message))}
          testId="save-attachment-from-details"
        />
      )}
      <LinkRow
        icon={<Trash2 size={18} aria-hidden />}
        label={t('delete')}
        onPress={() => dispatch(dialogOpened({ kind: 'delete-messages', messageIds: [id] }))}
        testId="delete-from-details"
      />
    </SettingGroup>
  );
}
