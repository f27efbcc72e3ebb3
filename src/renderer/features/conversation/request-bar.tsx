import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { useInvitationWords } from '../groups/use-invitation.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import styles from './request-bar.module.css';

/** Somebody unknown has written: what there is to do about it. Spec 08, CNV-16. */
export function RequestBar({
  conversation,
  name,
}: {
  readonly conversation: ConversationView;
  readonly name: string;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { id, kind } = conversation;
  const invitation = useInvitationWords(conversation);
  const [accept, { isLoading }] = api.useAcceptRequestMutation();
  const decline = (blocks: boolean) =>
    dispatch(dialogOpened({ kind: 'decline-request', conversationId: id, blocks }));
  return (
    <section className={cx(styles.bar)} aria-label={t('messageRequest')}>
      {kind === 'group' ? (
        <>
          <p className={cx(styles.invitation)} data-testid="group-invite-control-message">
            {invitation.about}
          </p>
          <p className={cx(styles.explanation)} data-testid="group-request-explanation">
            {t('messageRequestGroupInviteDescription')}
          </p>
        </>
      ) : (
        <p className={cx(styles.explanation)} data-testid="conversation-request-explanation">
          {t('messageRequestExplanation', { name })}
        </p>
      )}
      <div className={cx(styles.buttons)}>
        <Button
          variant="solid"
          isBusy={isLoading}
          onPress={() =>
            void accept({ id }).then(({ error }) => {
              if (error !== undefined) dispatch(errorShown(error));
            })
          }
          testId="accept-message-request"
        >
          {t('accept')}
        </Button>
        <Button variant="danger" onPress={() => decline(false)} testId="delete-message-request">
          {t('delete')}
        </Button>
      </div>
      <button
        type="button"
        className={cx(styles.block)}
        onClick={() => decline(true)}
        data-testid="decline-and-block-message-request"
      >
        {t('messageRequestBlock')}
      </button>
    </section>
  );
}
