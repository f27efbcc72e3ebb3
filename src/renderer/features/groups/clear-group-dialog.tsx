import { useState } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { RadioGroup } from '../../ui/index.ts';
import { useAnswer, useNameOf } from '../conversations/dialogs/use-answer.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { toastShown } from '../toasts/toasts-slice.ts';

/** All messages of a group are to go: from this device, or, as its admins may, for everyone. Spec 08, CST-06. */
export function ClearGroupDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const answer = useAnswer();
  const name = useNameOf(conversationId);
  const [scope, setScope] = useState<'device' | 'everyone'>('device');
  const [clear, { isLoading: isClearing }] = api.useClearConversationMutation();
  const [clearForEveryone, { isLoading: isClearingForAll }] = api.useClearGroupForEveryoneMutation();
  const confirm = async () => {
    const work = scope === 'device' ? clear({ id: conversationId }) : clearForEveryone({ conversationId });
    if (await answer(work)) dispatch(toastShown({ textKey: 'clearMessagesDone' }));
  };
  return (
    <ConfirmDialog
      title={t('clearMessages')}
      description={t(
        scope === 'device' ? 'clearMessagesGroupDescription' : 'clearMessagesGroupEveryoneDescription',
        { group_name: name },
      )}
      confirmLabel={t('clear')}
      isDangerous
      isBusy={isClearing || isClearingForAll}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    >
      <RadioGroup
        label={t('clearMessages')}
        isLabelHidden
        variant="plain"
        value={scope}
        options={[
          {
            value: 'device',
            label: t('clearOnThisDevice'),
            inputTestId: 'clear-device-radio-option',
            labelTestId: 'clear-device-radio-option-label',
          },
          {
            value: 'everyone',
            label: t('clearMessagesForEveryone'),
            inputTestId: 'clear-everyone-radio-option',
            labelTestId: 'clear-everyone-radio-option-label',
          },
        ]}
        onChange={setScope}
      />
    </ConfirmDialog>
  );
}
