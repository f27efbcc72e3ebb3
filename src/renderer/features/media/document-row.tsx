import { ArrowDownToLine, File, FileArchive, FileText, TriangleAlert } from 'lucide-react';

import type { AttachmentView, MessageView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { isDangerous, sizeText } from './attachment-model.ts';
import styles from './document-row.module.css';
import { downloadAttachment, saveAttachment } from './media-thunks.ts';
import { TransferButton, UploadButton } from './waiting.tsx';

/** A file that is not shown, only saved. Spec 08, MED-04. */
export function DocumentRow({
  message,
  attachment,
  index,
}: {
  readonly message: MessageView;
  readonly attachment: AttachmentView;
  readonly index: number;
}) {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const { id, state, size } = attachment;
  const name = attachment.fileName ?? t('attachmentUnnamed');
  const isRisky = isDangerous(attachment);
  const about =
    state === 'expired' ? t('attachmentExpired') : state === 'failed' ? t('attachmentFailed') : undefined;
  const line = about ?? (size === undefined ? undefined : sizeText(size, locale));
  const action =
    state === 'ready'
      ? {
          label: t('attachmentSaveFile', { name }),
          run: () => dispatch(saveAttachment({ attachment, message })),
        }
      : { label: t('attachmentDownloadFile', { name }), run: () => dispatch(downloadAttachment(id)) };
  return (
    <div className={cx(styles.document)} data-attachmentindex={index}>
      {state === 'downloading' ? (
        <span data-testid="loading-animation">
          <TransferButton attachmentId={id} />
        </span>
      ) : (
        <span className={cx(styles.icon)}>
          <Icon contentType={attachment.contentType} />
        </span>
      )}
      <span className={cx(styles.words)}>
        <bdi className={cx(styles.name)} title={name}>
          {name}
        </bdi>
        {line !== undefined && <span className={cx(styles.about)}>{line}</span>}
        {isRisky && (
          <span className={cx(styles.warning)}>
            <TriangleAlert size={13} aria-hidden /> {t('attachmentDangerous')}
          </span>
        )}
      </span>
      {attachment.isUploading === true ? (
        <UploadButton attachment={attachment} />
      ) : (
        state !== 'downloading' &&
        state !== 'expired' && (
          <button
            type="button"
            className={cx(styles.action)}
            aria-label={action.label}
            title={action.label}
            onClick={() => void action.run()}
          >
            <ArrowDownToLine size={18} aria-hidden />
          </button>
        )
      )}
    </div>
  );
}

function Icon({ contentType }: { readonly contentType: string }) {
  if (/zip|tar|compressed|rar|7z/iu.test(contentType)) return <FileArchive size={22} aria-hidden />;
  return /^text\/|pdf|document|msword/iu.test(contentType) ? (
    <FileText size={22} aria-hidden />
  ) : (
    <File size={22} aria-hidden />
  );
}
