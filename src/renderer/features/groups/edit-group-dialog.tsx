import { useState } from 'react';

import type { ConversationView, GroupView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, TextField } from '../../ui/index.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed, dialogOpened } from '../dialogs/dialogs-slice.ts';
import { FormDialog, LoadingDialog } from '../dialogs/form-dialog.tsx';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { toastShown } from '../toasts/toasts-slice.ts';
import { ClearFieldButton } from './clear-field-button.tsx';
import styles from './group-dialogs.module.css';
import { descriptionFault, nameFault } from './group-name.ts';
import { useGroup } from './use-group.ts';

/** Name, description and picture of a group, for its admins to change. Spec 08, GRP-04. */
export function EditGroupDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const group = useGroup(conversation);
  if (conversation === undefined) return undefined;
  if (group !== undefined) return <EditForm conversation={conversation} group={group} />;
  return <LoadingDialog modalId="updateConversationDetailsModal" title={t('groupEdit')} />;
}

function EditForm({
  conversation,
  group,
}: {
  readonly conversation: ConversationView;
  readonly group: GroupView;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { isLoading, refusal, save } = useSave(group);
  const [name, setName] = useState(group.name);
  const [description, setDescription] = useState(group.description);
  const [isEmpty, setEmpty] = useState(false);
  const faults = {
    name: isEmpty ? ('groupNameEnterPlease' as const) : (nameFault(name) ?? refusal),
    description: descriptionFault(description),
  };
  const isChanged = name.trim() !== group.name || description.trim() !== group.description;
  const submit = () => {
    setEmpty(name.trim() === '');
    const isWrong = name.trim() === '' || nameFault(name) !== undefined || faults.description !== undefined;
    if (!isLoading && isChanged && !isWrong)
      void save({ name: name.trim(), description: description.trim() });
  };
  return (
    <FormDialog
      modalId="updateConversationDetailsModal"
      title={t('groupEdit')}
      submit={{
        label: t('save'),
        isBusy: isLoading,
        isDisabled: !isChanged,
        onPress: submit,
        testId: 'update-group-info-confirm-button',
      }}
      cancelTestId="update-group-info-cancel-button"
    >
      <div className={cx(styles.picture)}>
        <PersonAvatar of={conversation} size={88} />
        <Button
          onPress={() => dispatch(dialogOpened({ kind: 'group-picture', conversationId: conversation.id }))}
          testId="image-upload-section"
        >
          {t('groupSetDisplayPicture')}
        </Button>
      </div>
      <div className={cx(styles.field)}>
        <TextField
          label={t('groupNameEnter')}
          value={name}
          onChange={(value) => {
            setName(value);
            setEmpty(false);
          }}
          onEnter={submit}
          error={faults.name === undefined ? undefined : t(faults.name)}
          testId="update-group-info-name-input"
          autoFocus
          end={
            <ClearFieldButton
              isThere={name !== ''}
              onPress={() => setName('')}
              of="name"
              testId="clear-group-info-name-button"
            />
          }
        />
        <TextField
          label={t('groupDescriptionEnter')}
          value={description}
          onChange={setDescription}
          isMultiline
          error={faults.description === undefined ? undefined : t(faults.description)}
          testId="update-group-info-description-input"
          end={
            <ClearFieldButton
              isThere={description !== ''}
              onPress={() => setDescription('')}
              of="description"
              testId="clear-group-info-description-button"
            />
          }
        />
      </div>
    </FormDialog>
  );
}

function useSave({ conversationId, name: oldName, description: oldDescription }: GroupView) {
  const dispatch = useAppDispatch();
  const [describe, { isLoading }] = api.useDescribeGroupMutation();
  const [refusal, setRefusal] = useState<TextKey>();
  const save = async ({ name, description }: { readonly name: string; readonly description: string }) => {
    const { error } = await describe({
      conversationId,
      ...(name === oldName ? {} : { name }),
      ...(description === oldDescription ? {} : { description }),
    });
    if (error !== undefined) {
      setRefusal(errorKey(errorCode(error) ?? 'unexpected'));
      return;
    }
    dispatch(dialogClosed());
    dispatch(toastShown({ textKey: 'groupChanged' }));
  };
  return { isLoading, refusal, save };
}
