import { useState } from 'react';

import type { MessageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { RadioGroup, type RadioOption } from '../../ui/index.ts';
import { selectMessages } from '../conversation/messages-slice.ts';
import { selectionEnded } from '../conversation/view-slice.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { isWritable } from '../groups/use-group.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { dialogClosed } from './dialogs-slice.ts';

type Scope = 'device' | 'own-devices' | 'everyone';

/** Takes messages away: here, on our other devices, or for everyone. Spec 08, CNV-11 and §3.10 flow 6. */
export function DeleteMessagesDialog({ messageIds }: { readonly messageIds: readonly number[] }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const byId = useAppSelector(selectMessages);
  const messages = messageIds.flatMap((id) => byId[id] ?? []);
  const options = useScopes(messages);
  const [scope, setScope] = useState<Scope>('device');
  const [deleteMessages, { isLoading }] = api.useDeleteMessageMutation();
  const count = messageIds.length;
  const isSending = messages.some(({ state }) => state === 'sending');
  const confirm = async () => {
    const { error } = await deleteMessages({ ids: [...messageIds], scope });
    dispatch(dialogClosed());
    if (error !== undefined) {
      dispatch(errorShown(error));
      return;
    }
    dispatch(selectionEnded());
    dispatch(toastShown({ textKey: 'deleteMessageDeleted', count }));
  };
  return (
    <ConfirmDialog
      title={t('deleteMessage', { count })}
      description={t(isSending ? 'deleteMessageDescriptionSending' : 'deleteMessageConfirm', { count })}
      confirmLabel={t('delete')}
      isDangerous
      isBusy={isLoading}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    >
      <RadioGroup
        label={t('deleteMessage', { count })}
        isLabelHidden
        variant="plain"
        value={scope}
        options={options}
        onChange={setScope}
      />
    </ConfirmDialog>
  );
}

/** What is possible for all of them. */
function useScopes(messages: readonly MessageView[]): readonly RadioOption<Scope>[] {
  const t = useText();
  const conversation = useAppSelector((state) => selectConversation(state, messages[0]?.conversationId));
  const isAdmin = conversation?.groupAccess === 'admin';
  const isOutOfReach = conversation?.kind === 'group' && !isWritable(conversation);
  const isForUs = messages.every(
    ({ direction, kind, deletion, post }) =>
      (post === undefined ? direction === 'outgoing' || isAdmin : post.may.delete) &&
      kind === 'text' &&
      deletion === undefined,
  );
  const device = {
    value: 'device',
    label: t('deleteMessageDeviceOnly'),
    inputTestId: 'input-deleteMessageDeviceOnly',
    labelTestId: 'label-deleteMessageDeviceOnly',
  } as const;
  if (conversation?.kind === 'note-to-self') {
    return [
      device,
      {
        value: 'own-devices',
        label: t('deleteMessageDevicesAll'),
        inputTestId: 'input-deleteMessageDevicesAll',
        labelTestId: 'label-deleteMessageDevicesAll',
      },
    ];
  }
  if (!isForUs || isOutOfReach || messages.length === 0) return [device];
  return [
    device,
    {
      value: 'everyone',
      label: t('deleteMessageEveryone'),
      inputTestId: 'input-deleteMessageEveryone',
      labelTestId: 'label-deleteMessageEveryone',
    },
  ];
}
