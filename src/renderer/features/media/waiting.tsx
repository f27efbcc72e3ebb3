import { ArrowDownToLine, ArrowUpFromLine, CircleAlert, Clock, Pause, X } from 'lucide-react';

import type { AttachmentView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { cx, ProgressRing } from '../../ui/index.ts';
import { sizeText } from './attachment-model.ts';
import { selectProgress } from './media-slice.ts';
import { cancelDownload, downloadAttachment, setPaused } from './media-thunks.ts';
import styles from './waiting.module.css';

/** In the place of a file that is not here: what there is to do about it. Spec 08, MED-01. */
export function Waiting({ attachment }: { readonly attachment: AttachmentView }) {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const { id, state, size } = attachment;
  switch (state) {
    case 'ready':
      return undefined;
    case 'downloading':
      return (
        <span className={cx(styles.waiting)} data-testid="loading-animation">
          <TransferButton attachmentId={id} />
        </span>
      );
    case 'pending':
      return (
        <button
          type="button"
          className={cx(styles.waiting, styles.action)}
          onClick={() => void dispatch(downloadAttachment(id))}
        >
          <span className={cx(styles.disc)}>
            <ArrowDownToLine size={20} aria-hidden />
          </span>
          <span>{t('attachmentDownload')}</span>
          {size !== undefined && <span className={cx(styles.quiet)}>{sizeText(size, locale)}</span>}
        </button>
      );
    case 'failed':
      return (
        <button
          type="button"
          className={cx(styles.waiting, styles.action)}
          onClick={() => void dispatch(downloadAttachment(id))}
        >
          <CircleAlert className={cx(styles.alert)} size={22} aria-hidden />
          <span>{t(attachment.failure === 'too-large' ? 'attachmentTooLarge' : 'attachmentFailed')}</span>
          <span className={cx(styles.again)}>{t('retry')}</span>
        </button>
      );
    case 'expired':
      return (
        <span className={cx(styles.waiting)}>
          <Clock size={22} aria-hidden />
          <span>{t('attachmentExpired')}</span>
        </span>
      );
  }
}

/** How far an upload is, around the button that holds it and lets it go on. */
export function UploadButton({ attachment }: { readonly attachment: AttachmentView }) {
  const { text: t } = useCatalogue();
  const dispatch = useAppDispatch();
  const progress = useAppSelector((state) => selectProgress(state, attachment.id));
  if (attachment.isUploading !== true) return undefined;
  const isPaused = attachment.isPaused === true;
  return (
    <button
      type="button"
      className={cx(styles.transfer)}
      aria-label={t(isPaused ? 'attachmentResumeUpload' : 'attachmentPauseUpload')}
      onClick={() => void dispatch(setPaused(attachment.id, !isPaused))}
    >
      <ProgressRing label={t('attachmentUploading')} value={isPaused ? 0 : progress} size={40} />
      {isPaused ? <ArrowUpFromLine size={17} aria-hidden /> : <Pause size={16} aria-hidden />}
    </button>
  );
}

/** How far a download is, around the cross that ends it. */
export function TransferButton({ attachmentId }: { readonly attachmentId: number }) {
  const { text: t } = useCatalogue();
  const dispatch = useAppDispatch();
  const progress = useAppSelector((state) => selectProgress(state, attachmentId));
  return (
    <button
      type="button"
      className={cx(styles.transfer)}
      aria-label={t('attachmentCancelDownload')}
      onClick={() => void dispatch(cancelDownload(attachmentId))}
    >
      <ProgressRing label={t('attachmentDownloading')} value={progress} size={40} />
      <X size={18} aria-hidden />
    </button>
  );
}
