import { ArrowDownToLine, FileText, Image, Mic, Video } from 'lucide-react';

import type { MediaItemView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import { fullTime } from '../../app/text/dates.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { attachmentKind, sizeText } from '../media/attachment-model.ts';
import { downloadAttachment, saveAttachment } from '../media/media-thunks.ts';
import { useAttachmentUrl } from '../media/media-url.ts';
import styles from './attachments-page.module.css';

interface ItemProps {
  readonly conversationId: number;
  readonly item: MediaItemView;
  readonly attachment: MediaItemView['attachments'][number];
}

/** A picture or a film in small; opens it in full. */
export function MediaTile({ conversationId, item: { messageId }, attachment }: ItemProps) {
  const t = useText();
  const dispatch = useAppDispatch();
  const urlOf = useAttachmentUrl();
  const isPicture = attachmentKind(attachment) === 'picture';
  const url = isPicture && attachment.state === 'ready' ? urlOf(attachment.id) : undefined;
  const open = () =>
    dispatch(dialogOpened({ kind: 'lightbox', conversationId, messageId, attachmentId: attachment.id }));
  return (
    <button
      type="button"
      className={cx(styles.tile)}
      aria-label={t(isPicture ? 'attachmentOpenPicture' : 'attachmentOpenVideo')}
      onClick={open}
      data-testid="attachments-tile"
    >
      {url !== undefined && (
        <img className={cx(styles.picture)} src={url} alt="" loading="lazy" decoding="async" />
      )}
      {url === undefined && (isPicture ? <Image size={24} aria-hidden /> : <Video size={24} aria-hidden />)}
    </button>
  );
}

/** A file or a voice message by its name; saves it, or fetches it first. */
export function FileLine({ conversationId, item, attachment }: ItemProps) {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const ownId = useAppSelector((state) => selectAccount(state)?.id);
  const isVoice = attachmentKind(attachment) === 'audio';
  const name = attachment.fileName ?? t(isVoice ? 'attachmentVoiceMessage' : 'attachmentUnnamed');
  const { id, size, state } = attachment;
  const about = [size === undefined ? undefined : sizeText(size, locale), fullTime(item.sentAtMs, locale)];
  const message = {
    id: item.messageId,
    conversationId,
    direction: item.authorId === ownId ? ('outgoing' as const) : ('incoming' as const),
    sentAtMs: item.sentAtMs,
  };
  const isReady = state === 'ready';
  return (
    <div className={cx(styles.line)} data-testid="attachments-line">
      {isVoice ? <Mic size={20} aria-hidden /> : <FileText size={20} aria-hidden />}
      <span className={cx(styles.words)}>
        <bdi className={cx(styles.name)}>{name}</bdi>
        <span className={cx(styles.about)}>{about.filter((part) => part !== undefined).join(' · ')}</span>
      </span>
      {state === 'expired' ? (
        <span className={cx(styles.about)}>{t('attachmentExpired')}</span>
      ) : (
        <IconButton
          size="small"
          label={isReady ? t('attachmentSaveFile', { name }) : t('attachmentDownloadFile', { name })}
          icon={<ArrowDownToLine size={18} aria-hidden />}
          isDisabled={state === 'downloading'}
          onPress={() =>
            void dispatch(isReady ? saveAttachment({ attachment, message }) : downloadAttachment(id))
          }
        />
      )}
    </div>
  );
}
