import { ImageOff, Play } from 'lucide-react';
import { useEffect, useRef } from 'react';

import { useText } from '../../../app/text/text-context.ts';
import { cx } from '../../../ui/index.ts';
import { attachmentKind } from '../attachment-model.ts';
import { useAttachmentUrl } from '../media-url.ts';
import styles from './lightbox-strip.module.css';
import type { LightboxItem } from './lightbox-thunks.ts';

/** Neighbours that are shown on either side: pictures are decoded whole, so not too many of them. */
const REACH = 7;

/** Small pictures of what lies around. For the pointer: keys have arrows. */
export function LightboxStrip({
  items,
  currentId,
  onShow,
}: {
  readonly items: readonly LightboxItem[];
  readonly currentId: number;
  readonly onShow: (attachmentId: number) => void;
}) {
  const t = useText();
  const current = useRef<HTMLButtonElement>(null);
  const index = items.findIndex(({ attachment }) => attachment.id === currentId);
  const start = Math.max(0, index - REACH);
  const shown = items.slice(start, index + REACH + 1);
  useEffect(() => current.current?.scrollIntoView({ inline: 'center', block: 'nearest' }), [currentId]);
  return (
    <div className={cx(styles.strip)} role="group" aria-label={t('lightboxStrip')}>
      {shown.map((item, place) => {
        const isCurrent = item.attachment.id === currentId;
        return (
          <button
            key={item.attachment.id}
            ref={isCurrent ? current : undefined}
            type="button"
            className={cx(styles.item, isCurrent && styles.current)}
            aria-label={t('lightboxPlace', { position: start + place + 1, total: items.length })}
            aria-current={isCurrent}
            tabIndex={-1}
            onClick={() => onShow(item.attachment.id)}
          >
            <Thumbnail item={item} />
          </button>
        );
      })}
    </div>
  );
}

function Thumbnail({ item: { attachment } }: { readonly item: LightboxItem }) {
  const src = useAttachmentUrl()(attachment.id);
  if (attachment.state !== 'ready') return <ImageOff size={18} aria-hidden />;
  if (attachmentKind(attachment) === 'video') return <Play size={18} fill="currentColor" aria-hidden />;
  return <img className={cx(styles.image)} src={src} alt="" draggable={false} decoding="async" />;
}
