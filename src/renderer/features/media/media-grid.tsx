import { Play } from 'lucide-react';
import { type CSSProperties, useState } from 'react';

import type { AttachmentView, MessageView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, Spinner } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { attachmentKind, durationText, mayBeAnimated } from './attachment-model.ts';
import { mediaLayout, type Tile } from './media-layout.ts';
import { saveAttachment } from './media-thunks.ts';
import { useAttachmentUrl } from './media-url.ts';
import styles from './media-grid.module.css';
import { MovingPicture } from './moving-picture.tsx';
import { UploadButton, Waiting } from './waiting.tsx';

/** Pictures and films of a message, side by side. Spec 08, MED-01. */
export function MediaGrid({
  message,
  entries,
}: {
  readonly message: MessageView;
  readonly entries: readonly { readonly attachment: AttachmentView; readonly index: number }[];
}) {
  const { width, rows, hiddenCount } = mediaLayout(entries);
  const last = rows.at(-1)?.at(-1);
  return (
    <div className={cx(styles.grid)} style={{ inlineSize: width }}>
      {rows.map((row) => (
        <div key={row[0]?.index} className={cx(styles.row)}>
          {row.map((tile) => (
            <MediaTile
              key={tile.attachment.id}
              message={message}
              tile={tile}
              hiddenCount={tile === last ? hiddenCount : 0}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function MediaTile({
  message,
  tile,
  hiddenCount,
}: {
  readonly message: MessageView;
  readonly tile: Tile;
  readonly hiddenCount: number;
}) {
  const { attachment } = tile;
  return (
    <div
      className={cx(styles.tile)}
      style={{ '--width': tile.width, '--height': tile.height } as CSSProperties}
      data-attachmentindex={tile.index}
    >
      {attachment.state === 'ready' ? (
        <ReadyTile message={message} attachment={attachment} hiddenCount={hiddenCount} />
      ) : (
        <Waiting attachment={attachment} />
      )}
    </div>
  );
}

function ReadyTile({
  message,
  attachment,
  hiddenCount,
}: {
  readonly message: MessageView;
  readonly attachment: AttachmentView;
  readonly hiddenCount: number;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const src = useAttachmentUrl()(attachment.id);
  const [phase, setPhase] = useState<'loading' | 'shown' | 'broken'>('loading');
  const isVideo = attachmentKind(attachment) === 'video';
  if (phase === 'broken' || src === undefined) return <Broken message={message} attachment={attachment} />;
  const name = attachment.caption ?? attachment.fileName;
  const label = isVideo ? t('attachmentOpenVideo') : t('attachmentOpenPicture');
  const open = () =>
    dispatch(
      dialogOpened({
        kind: 'lightbox',
        conversationId: message.conversationId,
        messageId: message.id,
        attachmentId: attachment.id,
      }),
    );
  const handlers = { onError: () => setPhase('broken') } as const;
  const shown = () => setPhase('shown');
  return (
    <>
      <button
        type="button"
        className={cx(styles.open)}
        aria-label={name === undefined ? label : `${label}: ${name}`}
        onClick={open}
      >
        {isVideo ? (
          <video
            className={cx('module-image__image', styles.image)}
            // Without a moment to show, some films begin with nothing at all.
            src={`${src}#t=0.1`}
            preload="metadata"
            muted
            playsInline
            tabIndex={-1}
            onLoadedData={shown}
            {...handlers}
          />
        ) : mayBeAnimated(attachment) ? (
          <MovingPicture src={src} onLoad={shown} {...handlers} />
        ) : (
          <img
            className={cx('module-image__image', styles.image)}
            src={src}
            alt=""
            decoding="async"
            draggable={false}
            onLoad={shown}
            {...handlers}
          />
        )}
        {phase === 'loading' && (
          <span className={cx(styles.loading)} data-testid="loading-animation">
            <Spinner size={24} />
          </span>
        )}
        {isVideo && (
          <>
            <span className={cx(styles.play)}>
              <Play size={22} fill="currentColor" aria-hidden />
            </span>
            {attachment.durationMs !== undefined && (
              <span className={cx(styles.duration)}>{durationText(attachment.durationMs / 1_000)}</span>
            )}
          </>
        )}
        {hiddenCount > 0 && (
          <span className={cx(styles.more)}>{t('attachmentsMore', { count: hiddenCount })}</span>
        )}
      </button>
      {attachment.isUploading === true && (
        <span className={cx(styles.upload)}>
          <UploadButton attachment={attachment} />
        </span>
      )}
    </>
  );
}

/** What calls itself a picture and is none can still be saved. */
function Broken({
  message,
  attachment,
}: {
  readonly message: MessageView;
  readonly attachment: AttachmentView;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <button
      type="button"
      className={cx(styles.broken)}
      onClick={() => void dispatch(saveAttachment({ attachment, message }))}
    >
      <span>{t('attachmentNotShown')}</span>
      <span className={cx(styles.underlined)}>{t('save')}</span>
    </button>
  );
}
