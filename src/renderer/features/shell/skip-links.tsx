import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import styles from './skip-links.module.css';

/** The first stops of Tab: past the rail, to where people want to be. They show when they have the focus. */
export function SkipLinks({ hasConversation }: { readonly hasConversation: boolean }) {
  const t = useText();
  return (
    <div className={cx(styles.links)}>
      <button type="button" className={cx(styles.link)} onClick={focusList}>
        {t('skipToConversations')}
      </button>
      {hasConversation && (
        <button type="button" className={cx(styles.link)} onClick={focusComposer}>
          {t('skipToMessage')}
        </button>
      )}
    </div>
  );
}

/** The row that Tab would reach, or the button that starts a conversation when there is no row. */
function focusList(): void {
  const row = document.querySelector<HTMLElement>('[role="list"] [data-roving][tabindex="0"]');
  const plus = document.querySelector<HTMLElement>('[data-testid="new-conversation-button"]');
  (row ?? plus)?.focus();
}
