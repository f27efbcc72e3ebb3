import { useEffect, useEffectEvent } from 'react';

import { useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './typing-bubble.module.css';
import { selectIsTyping } from './view-slice.ts';

/** Three dots below the messages while the other side writes. Spec 08, CNV-13. */
export function TypingBubble({
  conversationId,
  name,
  onChange,
}: {
  readonly conversationId: number;
  readonly name: string;
  /** The messages have more or less room now. */
  readonly onChange: () => void;
}) {
  const t = useText();
  const isTyping = useAppSelector((state) => selectIsTyping(state, conversationId));
  const tell = useEffectEvent(onChange);
  useEffect(() => tell(), [isTyping]);
  return (
    <div className={cx(styles.place)} role="status">
      {isTyping && (
        <div className={cx(styles.bubble)} data-testid="three-dot-loading-animation">
          <span className="visually-hidden">{t('conversationTyping', { name })}</span>
          <span className={cx(styles.dot)} aria-hidden />
          <span className={cx(styles.dot)} aria-hidden />
          <span className={cx(styles.dot)} aria-hidden />
        </div>
      )}
    </div>
  );
}
