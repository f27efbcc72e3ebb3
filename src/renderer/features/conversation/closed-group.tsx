import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import styles from './blocked-composer.module.css';

const REASONS = {
  removed: 'groupRemovedYouGeneral',
  destroyed: 'groupDeletedMemberDescription',
} as const;

/** In the place of the composer: nothing can be written to a group that one is not in any more. Spec 08, CNV-19 and GRP-06. */
export function ClosedGroup({
  conversation: { id, groupAccess },
  name,
}: {
  readonly conversation: ConversationView;
  readonly name: string;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const reason =
    groupAccess === 'removed' || groupAccess === 'destroyed' ? REASONS[groupAccess] : 'groupNotOpen';
  const text = t(reason, { group_name: name });
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
        onPress={() =>
          dispatch(
            dialogOpened({ kind: 'conversation-question', conversationId: id, question: 'forget-group' }),
          )
        }
        testId="forget-group-button"
      >
        {t('groupForget')}
      </Button>
    </footer>
  );
}
