import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import styles from './blocked-composer.module.css';

/** In the place of the composer: nothing can be written to somebody who is blocked; a click unblocks. Spec 08, CNV-19. */
export function BlockedComposer({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const text = t('blockBlockedDescription');
  return (
    <footer className={cx(styles.place)}>
      <button
        type="button"
        className={cx(styles.button)}
        onClick={() => dispatch(dialogOpened({ kind: 'unblock', conversationId: conversation.id }))}
        // Where automation looks for the composer and its words.
        data-testid="message-input-text-area"
        {...{ placeholder: text }}
      >
        {text}
      </button>
    </footer>
  );
}
