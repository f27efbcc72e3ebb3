import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx } from '../../ui/index.ts';
import styles from '../conversation/blocked-composer.module.css';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { serverName } from './community-url.ts';
import { closedState } from './use-room.ts';

/** In the place of the composer, where nothing can be written: the reason, and the way out where there is one. */
export function SilentPlace({
  conversation,
  name,
  reason,
}: {
  readonly conversation: ConversationView;
  readonly name: string;
  readonly reason: TextKey;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const server = serverName((conversation.community ?? conversation.blinded)?.serverUrl ?? '');
  const text = t(reason, { name, community_name: name, server });
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
      {closedState(conversation) !== undefined && (
        <Button
          size="small"
          onPress={() =>
            dispatch(
              dialogOpened({
                kind: 'conversation-question',
                conversationId: conversation.id,
                question: 'leave-community',
              }),
            )
          }
          testId="leave-closed-community"
        >
          {t('communityLeave')}
        </Button>
      )}
    </footer>
  );
}
