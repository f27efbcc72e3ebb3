import { X } from 'lucide-react';

import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { namedText } from '../conversation/message-text-model.ts';
import styles from './quote-bar.module.css';

/** Says that a post is being changed, and which. Spec 08, COM-09. */
export function EditBar({
  text,
  nameOf,
  onClose,
}: {
  /** As it was. */
  readonly text: string;
  readonly nameOf: (id: string) => string;
  readonly onClose: () => void;
}) {
  const t = useText();
  return (
    <div className={cx(styles.bar)} data-testid="composer-edit">
      <div className={cx(styles.quote, styles.still)}>
        <span className={cx(styles.author)}>{t('messageEditing')}</span>
        <span className={cx(styles.text)} dir="auto">
          {text === '' ? t('attachment') : namedText(text, nameOf)}
        </span>
      </div>
      <IconButton
        size="small"
        label={t('messageEditCancel')}
        icon={<X size={16} aria-hidden />}
        onPress={onClose}
        testId="composer-edit-close"
        tooltipSide="top"
      />
    </div>
  );
}
