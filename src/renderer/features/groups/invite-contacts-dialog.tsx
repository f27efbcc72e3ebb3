import { type ReactNode, useState } from 'react';

import type { ContactView } from '../../../ipc/index.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { FormDialog } from '../dialogs/form-dialog.tsx';
import { toastShown } from '../toasts/toasts-slice.ts';
import { ContactPicker } from './contact-picker.tsx';
import styles from './group-dialogs.module.css';

/** Contacts to be chosen and invited: to a group, or to a room. */
export function InviteContactsDialog(props: {
  /** Undefined while they are loaded. */
  readonly contacts: readonly ContactView[] | undefined;
  /** Said where there is nobody to choose. */
  readonly nobody: string;
  /** What is wrong with so many; nothing if all is well. */
  readonly check?: (count: number) => TextKey | undefined;
  readonly isBusy: boolean;
  readonly invite: (accountIds: string[]) => PromiseLike<{ readonly error?: unknown }>;
  /** What else is to be chosen, below the contacts. */
  readonly children?: ReactNode;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [fault, setFault] = useState<TextKey>();
  const submit = async () => {
    const wrong = props.check?.(chosen.length);
    if (wrong !== undefined) {
      setFault(wrong);
      return;
    }
    const { error } = await props.invite([...chosen]);
    if (error !== undefined) {
      setFault(errorKey(errorCode(error) ?? 'unexpected'));
      return;
    }
    dispatch(dialogClosed());
    dispatch(toastShown({ textKey: 'groupInviteSending', count: chosen.length }));
  };
  return (
    <FormDialog
      modalId="inviteContactModal"
      testId="invite-contacts-dialog"
      title={t('membersInvite')}
      size="medium"
      submit={{
        label: t('membersInviteTitle'),
        isBusy: props.isBusy,
        isDisabled: chosen.length === 0,
        onPress: () => void submit(),
        testId: 'session-confirm-ok-button',
      }}
      cancelTestId="session-confirm-cancel-button"
    >
      <div className={cx(styles.tall)}>
        <ContactPicker
          contacts={props.contacts}
          chosen={chosen}
          onChange={(next) => {
            setChosen(next);
            setFault(undefined);
          }}
          error={fault === undefined ? undefined : t(fault)}
          nobody={props.nobody}
        />
        {props.children}
      </div>
    </FormDialog>
  );
}
