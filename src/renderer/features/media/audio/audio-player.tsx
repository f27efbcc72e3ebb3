import { ArrowDownToLine, Mic, Music, Pause, Play } from 'lucide-react';

import type { AttachmentView, MessageView } from '../../../../ipc/index.ts';
import { useAppDispatch } from '../../../app/hooks.ts';
import { useCatalogue, useText } from '../../../app/text/text-context.ts';
import { cx } from '../../../ui/index.ts';
import { durationText, sizeText } from '../attachment-model.ts';
import { downloadAttachment, saveAttachment } from '../media-thunks.ts';
import { useAttachmentUrl } from '../media-url.ts';
import { TransferButton, UploadButton } from '../waiting.tsx';
import { useAudio, useDrawing } from './audio-context.tsx';
import styles from './audio-player.module.css';
import { Waveform } from './waveform.tsx';

export interface AudioPlayerProps {
  readonly message: MessageView;
  readonly attachment: AttachmentView;
  readonly index: number;
}

/** A voice message, or another sound. Spec 08, MED-05. */
export function AudioPlayer({ message, attachment, index }: AudioPlayerProps) {
  const t = useText();
  const isVoice = attachment.isVoiceMessage;
  return (
    <div className={cx(styles.player)} data-testid="audio-player" data-attachmentindex={index}>
      {!isVoice && attachment.fileName !== undefined && (
        <span className={cx(styles.title)}>
          <Music size={14} aria-hidden />
          <bdi>{attachment.fileName}</bdi>
        </span>
      )}
      {isVoice && <span className="visually-hidden">{t('attachmentVoiceMessage')}</span>}
      {attachment.state === 'ready' ? (
        <span className={cx(styles.line)}>
          <Controls message={message} attachment={attachment} />
          <UploadButton attachment={attachment} />
        </span>
      ) : (
        <NotHere attachment={attachment} />
      )}
    </div>
  );
}

function Controls({ message, attachment }: Pick<AudioPlayerProps, 'message' | 'attachment'>) {
  const t = useText();
  const { id } = attachment;
  const src = useAttachmentUrl()(id);
  const { desk, state, rate } = useAudio(id);
  const drawing = useDrawing(id, attachment.isVoiceMessage ? src : undefined);
  const told = attachment.durationMs === undefined ? undefined : attachment.durationMs / 1_000;
  const durationS = state.durationS ?? drawing?.durationS ?? told;
  const { isPlaying, atS } = state;
  if (state.hasFailed || src === undefined) return <NotPlayed message={message} attachment={attachment} />;
  return (
    <div className={cx(styles.controls)}>
      <button
        type="button"
        className={cx(styles.play)}
        aria-label={isPlaying ? t('audioPause') : t('audioPlay')}
        onClick={() => (isPlaying ? desk.pause() : desk.play(id, src))}
      >
        {isPlaying ? (
          <Pause size={18} fill="currentColor" aria-hidden />
        ) : (
          <Play className={cx(styles.triangle)} size={18} fill="currentColor" aria-hidden />
        )}
      </button>
      <span className={cx(styles.seek)}>
        <Waveform peaks={drawing?.peaks} share={durationS === undefined ? 0 : Math.min(1, atS / durationS)} />
        <input
          type="range"
          className={cx(styles.range)}
          aria-label={t('audioSeek')}
          aria-valuetext={t('audioPlace', { at: durationText(atS), duration: durationText(durationS ?? 0) })}
          min={0}
          max={durationS ?? 0}
          step={0.1}
          value={Math.min(atS, durationS ?? 0)}
          disabled={durationS === undefined}
          onChange={(event) => desk.seek(id, Number(event.target.value))}
          // Arrows move within the sound here, not from message to message.
          onKeyDown={(event) => event.stopPropagation()}
        />
      </span>
      <span className={cx(styles.time)}>{durationText(isPlaying || atS > 0 ? atS : (durationS ?? 0))}</span>
      <button
        type="button"
        className={cx(styles.rate)}
        aria-label={t('audioRate', { rate: String(rate) })}
        onClick={() => desk.nextRate()}
      >
        {`${rate}×`}
      </button>
    </div>
  );
}

function NotHere({ attachment }: Pick<AudioPlayerProps, 'attachment'>) {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const { id, state, size } = attachment;
  if (state === 'downloading') {
    return (
      <div className={cx(styles.controls)} data-testid="loading-animation">
        <TransferButton attachmentId={id} />
        <span>{t('attachmentDownloading')}</span>
      </div>
    );
  }
  if (state === 'expired') return <div className={cx(styles.controls)}>{t('attachmentExpired')}</div>;
  const isFailed = state === 'failed';
  return (
    <div className={cx(styles.controls)}>
      <button
        type="button"
        className={cx(styles.play)}
        aria-label={isFailed ? t('retry') : t('attachmentDownload')}
        onClick={() => void dispatch(downloadAttachment(id))}
      >
        <ArrowDownToLine size={18} aria-hidden />
      </button>
      <span className={cx(styles.words)}>
        {isFailed ? t('attachmentFailed') : t('attachmentVoiceMessage')}
        {size !== undefined && <span className={cx(styles.size)}>{sizeText(size, locale)}</span>}
      </span>
      <Mic size={16} aria-hidden />
    </div>
  );
}

function NotPlayed({ message, attachment }: Pick<AudioPlayerProps, 'message' | 'attachment'>) {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <div className={cx(styles.controls)}>
      <span>{t('audioNotPlayed')}</span>
      <button
        type="button"
        className={cx(styles.rate)}
        onClick={() => void dispatch(saveAttachment({ attachment, message }))}
      >
        {t('save')}
      </button>
    </div>
  );
}
