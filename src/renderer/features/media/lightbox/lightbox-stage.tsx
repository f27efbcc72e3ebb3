import { ZoomIn, ZoomOut } from 'lucide-react';
import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react';

import type { AttachmentView } from '../../../../ipc/index.ts';
import { useAppSelector } from '../../../app/hooks.ts';
import { useText } from '../../../app/text/text-context.ts';
import { cx, IconButton, Spinner } from '../../../ui/index.ts';
import { selectMessage } from '../../conversation/messages-slice.ts';
import { attachmentKind } from '../attachment-model.ts';
import { useAttachmentUrl } from '../media-url.ts';
import { Waiting } from '../waiting.tsx';
import styles from './lightbox.module.css';
import type { LightboxItem } from './lightbox-thunks.ts';
import { FITTING, MOST, panned, type Size, type Zoom, zoomedAt } from './zoom.ts';

/** One step of the buttons and keys. */
const STEP = 1.5;
/** What a double click enlarges to. */
const CLOSE_UP = 2.5;

/** The picture or film itself. */
export function LightboxStage({ item }: { readonly item: LightboxItem }) {
  // What is loaded anyway is newer than what was asked for.
  const live = useAppSelector((state) =>
    selectMessage(state, item.messageId)?.attachments.find(({ id }) => id === item.attachment.id),
  );
  const attachment: AttachmentView = live ?? { ...item.attachment, isVoiceMessage: false };
  const src = useAttachmentUrl()(attachment.id);
  if (attachment.state !== 'ready' || src === undefined) {
    return (
      <div className={cx(styles.stage)}>
        <span className={cx(styles.missing)}>
          <Waiting attachment={attachment} />
        </span>
      </div>
    );
  }
  return attachmentKind(attachment) === 'video' ? (
    <div className={cx(styles.stage)}>
      <video className={cx(styles.video)} src={src} controls autoPlay playsInline />
    </div>
  ) : (
    <Picture src={src} name={attachment.caption ?? attachment.fileName} />
  );
}

function Picture({ src, name }: { readonly src: string; readonly name: string | undefined }) {
  const t = useText();
  const [zoom, setZoom] = useState<Zoom>(FITTING);
  const [phase, setPhase] = useState<'loading' | 'shown' | 'broken'>('loading');
  const stage = useRef<HTMLDivElement>(null);
  const grip = useRef<{ readonly x: number; readonly y: number }>(undefined);
  const size = (): Size => ({
    width: stage.current?.clientWidth ?? 0,
    height: stage.current?.clientHeight ?? 0,
  });
  /** A place of the window as px from the middle of the stage. */
  const fromMiddle = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }) => {
    const { left = 0, top = 0, width = 0, height = 0 } = stage.current?.getBoundingClientRect() ?? {};
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  };
  const zoomBy = (factor: number, point = { x: 0, y: 0 }) =>
    setZoom((now) => zoomedAt(now, { factor, point, size: size() }));

  // Listeners of React are passive: the page would zoom too.
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY / 400), fromMiddle(event));
  });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === '+' || event.key === '=') zoomBy(STEP);
    else if (event.key === '-') zoomBy(1 / STEP);
    else if (event.key === '0') setZoom(FITTING);
  });
  useEffect(() => {
    const element = stage.current;
    const wheel = (event: WheelEvent) => onWheel(event);
    const key = (event: KeyboardEvent) => onKey(event);
    element?.addEventListener('wheel', wheel, { passive: false });
    document.addEventListener('keydown', key);
    return () => {
      element?.removeEventListener('wheel', wheel);
      document.removeEventListener('keydown', key);
    };
  }, []);

  const onPointerMove = (event: PointerEvent) => {
    const from = grip.current;
    if (from === undefined) return;
    const by = { x: event.clientX - from.x, y: event.clientY - from.y };
    grip.current = { x: event.clientX, y: event.clientY };
    setZoom((now) => panned(now, { by, size: size() }));
  };
  const letGo = () => {
    grip.current = undefined;
  };
  if (phase === 'broken') return <p className={cx(styles.stage, styles.broken)}>{t('attachmentNotShown')}</p>;
  return (
    <>
      <div
        ref={stage}
        className={cx(styles.stage, zoom.scale > 1 && styles.enlarged)}
        onDoubleClick={(event) => (zoom.scale > 1 ? setZoom(FITTING) : zoomBy(CLOSE_UP, fromMiddle(event)))}
        onPointerDown={(event) => {
          if (zoom.scale === 1 || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          grip.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        data-zoom={zoom.scale.toFixed(2)}
        data-testid="lightbox-stage"
      >
        {phase === 'loading' && <Spinner size={36} label={t('attachmentDownloading')} />}
        <img
          className={cx(styles.picture)}
          src={src}
          alt={name ?? t('attachmentPicture')}
          draggable={false}
          style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
          onLoad={() => setPhase('shown')}
          onError={() => setPhase('broken')}
        />
      </div>
      <span className={cx(styles.zoom)}>
        <IconButton
          label={t('lightboxZoomOut')}
          icon={<ZoomOut size={20} aria-hidden />}
          isDisabled={zoom.scale <= 1}
          onPress={() => zoomBy(1 / STEP)}
          tooltipSide="top"
        />
        <IconButton
          label={t('lightboxZoomIn')}
          icon={<ZoomIn size={20} aria-hidden />}
          isDisabled={zoom.scale >= MOST}
          onPress={() => zoomBy(STEP)}
          tooltipSide="top"
        />
      </span>
    </>
  );
}
