import { useState } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { type BlockedContact, dialogClosed } from '../dialogs/dialogs-slice.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';

/** Asks before one or several people are unblocked. Spec 08 §3.10, flow 8. */
export function UnblockContactsDialog({ contacts }: { readonly contacts: readonly BlockedContact[] }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const unblock = useUnblock();
  const [isBusy, setBusy] = useState(false);
  const [only] = contacts;
  const confirm = async () => {
    setBusy(true);
    const error = await unblock(contacts);
    dispatch(dialogClosed());
    dispatch(error === undefined ? toastShown({ textKey: 'blockUnblockedToast' }) : errorShown(error));
  };
  return (
    <ConfirmDialog
      modalId="blockOrUnblockModal"
      title={t('blockUnblock')}
      description={
        contacts.length === 1 && only !== undefined
          ? t('blockUnblockName', { name: only.name })
          : t('blockUnblockCount', { count: contacts.length })
      }
      confirmLabel={t('blockUnblock')}
      isBusy={isBusy}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}

/** Unblocks one after the other; gives back what went wrong first, after which it stops. */
function useUnblock(): (contacts: readonly BlockedContact[]) => Promise<unknown> {
  const [setBlocked] = api.useSetBlockedMutation();
  const [start] = api.useStartConversationMutation();
  return async (contacts) => {
    for (const { accountId, conversationId } of contacts) {
      const started = conversationId === undefined ? await start({ accountId }) : undefined;
      if (started?.error !== undefined) return started.error;
      const id = conversationId ?? started?.data.id;
      if (id === undefined) continue;
      const { error } = await setBlocked({ id, isBlocked: false });
      if (error !== undefined) return error;
    }
    return undefined;
  };
}
