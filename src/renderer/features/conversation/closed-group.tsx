import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import styles from './blocked-composer.module.css';

/** In the place of the composer: nothing can be written to a group that is over, or that one is not in any more. Spec 08, CNV-19, GRP-06. */
export function ClosedGroup({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { id: conversationId, isGroupExpired } = conversation;
  const question = isGroupExpired === true ? 'leave-group' : 'forget-group';
  const text = t(reasonOf(conversation));
  return (
    <footer className={cx(styles.place, styles.closed)}>
      <p
        className={cx(styles.reason)}
        // Where automation looks for the composer and its words.
        data-testid="message-input-text-area"
        {...{ placeholder: text }}
      >
        {text}
      </p>
      <Button
        size="small"
        onPress={() => dispatch(dialogOpened({ kind: 'conversation-question', conversationId, question }))}
        testId={`${question}-here-button`}
      >
        {t(isGroupExpired === true ? 'groupLeave' : 'groupForget')}
      </Button>
    </footer>
  );
}

function reasonOf({ groupAccess, isGroupExpired }: ConversationView) {
  if (isGroupExpired === true) return 'groupClosedExpired';
  if (groupAccess === 'destroyed') return 'groupClosedDeleted';
  return groupAccess === 'legacy' ? 'groupClosedLegacy' : 'groupClosedNotIn';
}
