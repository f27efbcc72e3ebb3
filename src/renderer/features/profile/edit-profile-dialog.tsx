import { X } from 'lucide-react';
import { useState } from 'react';

import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog, IconButton, TextField } from '../../ui/index.ts';
import { dialogClosed, dialogOpened } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { OwnAvatar } from '../media/person-avatar.tsx';
import styles from './edit-profile-dialog.module.css';

/** Our name, and the way to our picture. Spec 08, SET-03. */
export function EditProfileDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const account = useAppSelector(selectAccount);
  const [setName, { isLoading }] = api.useSetNameMutation();
  const [value, setValue] = useState(account?.displayName ?? '');
  const [fault, setFault] = useState<TextKey>();
  if (account === undefined) return undefined;
  const close = () => dispatch(dialogClosed());
  const edit = (next: string) => {
    setValue(next);
    setFault(undefined);
  };
  const save = async () => {
    if (isLoading) return;
    const { error } = await setName({ displayName: value });
    if (error === undefined) close();
    else setFault(errorKey(errorCode(error) ?? 'unexpected'));
  };
  return (
    <Dialog
      modalId="updateConversationDetailsModal"
      title={t('profileEdit')}
      labels={labels}
      onClose={close}
      actions={
        <Button
          variant="solid"
          isBusy={isLoading}
          isDisabled={value.trim() === account.displayName}
          onPress={() => void save()}
          testId="save-button-profile-update"
        >
          {t('save')}
        </Button>
      }
    >
      <div className={cx(styles.picture)}>
        <OwnAvatar size={88} />
        <Button
          onPress={() => dispatch(dialogOpened({ kind: 'profile-picture' }))}
          testId="image-upload-section"
        >
          {t('profileDisplayPictureSet')}
        </Button>
      </div>
      <TextField
        label={t('displayNameEnter')}
        value={value}
        onChange={edit}
        onEnter={() => void save()}
        error={fault === undefined ? undefined : t(fault)}
        testId="update-profile-info-name-input"
        autoFocus
        end={
          value !== '' && (
            <IconButton
              size="small"
              label={t('clear')}
              icon={<X size={16} aria-hidden />}
              onPress={() => edit('')}
              testId="clear-profile-info-name-button"
            />
          )
        }
      />
    </Dialog>
  );
}
