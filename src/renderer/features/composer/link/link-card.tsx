import { X } from 'lucide-react';

import { useText } from '../../../app/text/text-context.ts';
import { cx, IconButton, Spinner } from '../../../ui/index.ts';
import styles from './link-card.module.css';
import type { LinkPreview } from './use-link-preview.ts';

/** The preview of a link that goes with the next message. Spec 08, CMP-12. */
export function LinkCard({
  preview,
  onClose,
}: {
  readonly preview: LinkPreview;
  readonly onClose: () => void;
}) {
  const t = useText();
  if (preview.state === 'none') return undefined;
  const host = new URL(preview.link).host;
  return (
    <div className={cx(styles.card)} data-testid="link-preview" aria-busy={preview.state === 'loading'}>
      {preview.state === 'loading' ? (
        <span className={cx(styles.loading)} data-testid="link-preview-loading">
          <Spinner size={22} label={t('loading')} testId="loading-spinner" />
        </span>
      ) : (
        preview.pictureUrl !== undefined && (
          <img
            className={cx(styles.image)}
            src={preview.pictureUrl}
            alt=""
            draggable={false}
            data-testid="link-preview-image"
          />
        )
      )}
      <span className={cx(styles.words)}>
        {preview.state === 'ready' && (
          <bdi className={cx(styles.title)} data-testid="link-preview-title">
            {preview.preview.title}
          </bdi>
        )}
        <bdi className={cx(styles.host)}>{host}</bdi>
      </span>
      <IconButton
        size="small"
        label={t('linkPreviewRemove')}
        icon={<X size={16} aria-hidden />}
        onPress={onClose}
        testId="link-preview-close"
        tooltipSide="top"
      />
    </div>
  );
}
