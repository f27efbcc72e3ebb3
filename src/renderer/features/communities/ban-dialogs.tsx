import { useState } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog, Select } from '../../ui/index.ts';
import { spanText } from '../conversation/timer-words.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { FormDialog } from '../dialogs/form-dialog.tsx';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { BAN_S, BAN_TIMES, type BanTime } from './ban-times.ts';
import styles from './community-dialogs.module.css';
import { MemberField } from './member-field.tsx';
import { type Reach, ReachChoice } from './reach-choice.tsx';
import { useMember } from './use-member.ts';
import { useModeration } from './use-moderation.ts';

interface BanProps {
  readonly conversationId: number;
  /** Absent where it is still to be said who. */
  readonly userId?: string | undefined;
}

/** Shuts somebody out of a room, or of all rooms of its server, for a time or for good. Spec 08, COM-03. */
export function BanDialog({ conversationId, userId }: BanProps) {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const [ban] = api.useBanFromCommunityMutation();
  const { isBusy, tell } = useModeration();
  const member = useMember(userId);
  const [time, setTime] = useState<BanTime>('forever');
  const [reach, setReach] = useState<Reach>('room');
  const [isDeleting, setDeleting] = useState(false);
  if (conversation === undefined) return undefined;
  const submit = async (deletesPosts: boolean) => {
    if (isBusy || !member.check()) return;
    setDeleting(deletesPosts);
    const forS = BAN_S[time];
    const work = ban({
      conversationId,
      userId: member.id,
      reach,
      ...(forS === undefined ? {} : { forS }),
      ...(deletesPosts ? { deletesPosts } : {}),
    });
    if (await tell(work, 'banUserBanned')) dispatch(dialogClosed());
  };
  return (
    <Dialog
      modalId="banOrUnbanUserModal"
      title={t('banUser')}
      labels={labels}
      onClose={() => dispatch(dialogClosed())}
      actions={
        <>
          <Button
            variant="danger"
            isBusy={isBusy && !isDeleting}
            isDisabled={isBusy || member.id === ''}
            onPress={() => void submit(false)}
            testId="ban-user-confirm-button"
          >
            {t('banUser')}
          </Button>
          <Button
            variant="danger"
            isBusy={isBusy && isDeleting}
            isDisabled={isBusy || member.id === ''}
            onPress={() => void submit(true)}
            testId="ban-user-delete-all-confirm-button"
          >
            {t('banDeleteAll')}
          </Button>
        </>
      }
    >
      <div className={cx(styles.form)}>
        <p className={cx(styles.explanation)} data-testid="modal-description">
          {t('banUserDescription')}
        </p>
        <MemberField
          userId={member.typed}
          isFixed={userId !== undefined}
          onChange={member.type}
          onEnter={() => void submit(false)}
          error={member.fault}
          testId="ban-user-input"
        />
        <Select
          label={t('banTime')}
          value={time}
          options={BAN_TIMES.map((value) => {
            const seconds = BAN_S[value];
            return {
              value,
              label: seconds === undefined ? t('banForever') : spanText(seconds, locale),
              testId: `ban-time-${value}`,
            };
          })}
          onChange={setTime}
          testId="ban-time"
        />
        <ReachChoice conversation={conversation} value={reach} onChange={setReach} />
      </div>
    </Dialog>
  );
}

/** Lets somebody in again. Spec 08, COM-03. */
export function UnbanDialog({ conversationId, userId }: BanProps) {
  const t = useText();
  const dispatch = useAppDispatch();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const [unban] = api.useUnbanFromCommunityMutation();
  const { isBusy, tell } = useModeration();
  const member = useMember(userId);
  const [reach, setReach] = useState<Reach>('room');
  if (conversation === undefined) return undefined;
  const submit = async () => {
    if (isBusy || !member.check()) return;
    if (await tell(unban({ conversationId, userId: member.id, reach }), 'banUnbanUserUnbanned'))
      dispatch(dialogClosed());
  };
  return (
    <FormDialog
      modalId="banOrUnbanUserModal"
      title={t('banUnbanUser')}
      submit={{
        label: t('banUnbanUser'),
        isBusy,
        isDisabled: member.id === '',
        onPress: () => void submit(),
        testId: 'unban-user-confirm-button',
      }}
      cancelTestId="unban-user-cancel-button"
    >
      <div className={cx(styles.form)}>
        <p className={cx(styles.explanation)} data-testid="modal-description">
          {t('banUnbanDescription')}
        </p>
        <MemberField
          userId={member.typed}
          isFixed={userId !== undefined}
          onChange={member.type}
          onEnter={() => void submit()}
          error={member.fault}
          testId="unban-user-input"
        />
        <ReachChoice conversation={conversation} value={reach} onChange={setReach} />
      </div>
    </FormDialog>
  );
}
