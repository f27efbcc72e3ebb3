import { useState } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, RadioGroup } from '../../ui/index.ts';
import { shortId } from '../conversations/conversation-name.ts';
import { useAnswer } from '../conversations/dialogs/use-answer.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { toastShown } from '../toasts/toasts-slice.ts';
import styles from './group-dialogs.module.css';
import { selectPeople } from './people-slice.ts';

interface Props {
  readonly conversationId: number;
  readonly memberIds: readonly string[];
}

/** The first of them, and how many more there are. */
function useNames(ids: readonly string[]): { readonly name: string; readonly more: number } {
  const people = useAppSelector(selectPeople);
  const [first = ''] = ids;
  return { name: people[first]?.name ?? shortId(first), more: ids.length - 1 };
}

/** Members are to be admins, which nothing takes back. Spec 08, GRP-05. */
export function PromoteDialog({ conversationId, memberIds }: Props) {
  const t = useText();
  const dispatch = useAppDispatch();
  const answer = useAnswer();
  const names = useNames(memberIds);
  const [promote, { isLoading }] = api.usePromoteInGroupMutation();
  const confirm = async () => {
    if (await answer(promote({ conversationId, memberIds: [...memberIds] })))
      dispatch(toastShown({ textKey: 'adminPromotionSending', count: memberIds.length }));
  };
  return (
    <ConfirmDialog
      title={t('adminPromote')}
      description={t('adminPromoteDescription', { name: names.name, count: names.more })}
      confirmLabel={t('adminPromote')}
      isBusy={isLoading}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    >
      <p className={cx(styles.warning)} data-testid="modal-warning">
        {t('adminCannotBeRemoved')}
      </p>
    </ConfirmDialog>
  );
}

/** Members are to go, and maybe what they have written. Spec 08, GRP-03. */
export function RemoveDialog({ conversationId, memberIds }: Props) {
  const t = useText();
  const dispatch = useAppDispatch();
  const answer = useAnswer();
  const names = useNames(memberIds);
  const [what, setWhat] = useState<'members' | 'messages'>('members');
  const [remove, { isLoading }] = api.useRemoveFromGroupMutation();
  const count = memberIds.length;
  const confirm = async () => {
    const work = remove({ conversationId, memberIds: [...memberIds], withMessages: what === 'messages' });
    if (await answer(work)) dispatch(toastShown({ textKey: 'groupRemoving', count }));
  };
  return (
    <ConfirmDialog
      title={t('groupRemoveMembers', { count })}
      description={t('groupRemoveDescription', { name: names.name, count: names.more })}
      confirmLabel={t('remove')}
      isDangerous
      isBusy={isLoading}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    >
      <RadioGroup
        label={t('groupRemoveMembers', { count })}
        isLabelHidden
        variant="plain"
        value={what}
        options={[
          { value: 'members', label: t('groupRemoveUserOnly', { count }), testId: 'remove-members-only' },
          {
            value: 'messages',
            label: t('groupRemoveMessages', { count }),
            description: t('groupRemoveMessagesDescription'),
            testId: 'remove-members-messages',
          },
        ]}
        onChange={setWhat}
      />
    </ConfirmDialog>
  );
}
