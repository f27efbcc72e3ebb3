import { useState } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { RadioGroup } from '../../ui/index.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { usePersonName } from '../conversations/use-person-name.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { type Reach, ReachChoice } from './reach-choice.tsx';
import { useModeration } from './use-moderation.ts';

/** The conversation has gone while something is asked about it. */
const NOWHERE = { kind: 'community', name: '', nickname: '', peerId: '' } as const;

/** Everything that somebody wrote is to go, for everybody. Spec 05 §7.4. */
export function DeleteAllPostsDialog({
  conversationId,
  userId,
}: {
  readonly conversationId: number;
  readonly userId: string;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const nameOf = usePersonName(conversation ?? NOWHERE);
  const [deleteAll] = api.useDeleteAllPostsMutation();
  const { isBusy, tell } = useModeration();
  const [reach, setReach] = useState<Reach>('room');
  if (conversation === undefined) return undefined;
  const confirm = async () => {
    if (await tell(deleteAll({ conversationId, userId, reach }), 'communityDeletedAll'))
      dispatch(dialogClosed());
  };
  const isOwn = userId === conversation.community?.ownId;
  return (
    <ConfirmDialog
      title={t('communityDeleteAll')}
      description={
        isOwn ? t('communityDeleteAllOwn') : t('communityDeleteAllDescription', { name: nameOf(userId) })
      }
      confirmLabel={t('communityDeleteAll')}
      isDangerous
      isBusy={isBusy}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    >
      <ReachChoice conversation={conversation} value={reach} onChange={setReach} />
    </ConfirmDialog>
  );
}

/** Reactions to a post are to go, whoever gave them: one kind or all. Spec 08, CNV-10. */
export function ClearReactionsDialog({
  messageId,
  emoji,
}: {
  readonly messageId: number;
  /** The kind that was looked at. */
  readonly emoji?: string | undefined;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const [clear] = api.useClearPostReactionsMutation();
  const { isBusy, tell } = useModeration();
  const [which, setWhich] = useState<'one' | 'all'>(emoji === undefined ? 'all' : 'one');
  const confirm = async () => {
    const work = clear({ messageId, ...(which === 'one' && emoji !== undefined ? { emoji } : {}) });
    if (await tell(work, 'reactionsCleared')) dispatch(dialogClosed());
  };
  return (
    <ConfirmDialog
      modalId="reactClearAllModal"
      title={t('reactionsClear')}
      description={t('reactionsClearDescription')}
      confirmLabel={t('clear')}
      isDangerous
      isBusy={isBusy}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    >
      {emoji !== undefined && (
        <RadioGroup
          label={t('reactionsClear')}
          isLabelHidden
          variant="plain"
          value={which}
          options={[
            { value: 'one', label: t('reactionsClearOne', { emoji }), testId: 'clear-one-reaction' },
            { value: 'all', label: t('reactionsClearAll'), testId: 'clear-all-reactions' },
          ]}
          onChange={setWhich}
        />
      )}
    </ConfirmDialog>
  );
}
