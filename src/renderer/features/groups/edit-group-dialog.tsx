import { X } from 'lucide-react';
import { useState } from 'react';

import type { ConversationView, GroupView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog, IconButton, Skeleton, TextField } from '../../ui/index.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed, dialogOpened } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { toastShown } from '../toasts/toasts-slice.ts';
import styles from './group-dialogs.module.css';
import { descriptionFault, nameFault } from './group-name.ts';
import { useGroup } from './use-group.ts';

/** Name, description and picture of a group, for its admins to change. Spec 08, GRP-04. */
export function EditGroupDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const group = useGroup(conversation);
  if (conversation === undefined) return undefined;
  // What is there is needed first: a form must not change under the hands of whoever fills it in.
  if (group !== undefined) return <EditForm conversation={conversation} group={group} />;
  return (
    <Dialog
      modalId="updateConversationDetailsModal"
      title={t('groupEdit')}
      labels={labels}
      onClose={() => dispatch(dialogClosed())}
    >
      <Skeleton shape="block" height={220} width="100%" />
    </Dialog>
  );
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
  const labels = useDialogLabels();
  const { isLoading, refusal, save } = useSave(group);
  const [name, setName] = useState(group.name);
  const [description, setDescription] = useState(group.description);
  const [isEmpty, setEmpty] = useState(false);
  const faults = {
    name: isEmpty ? ('groupNameEnterPlease' as const) : (nameFault(name) ?? refusal),
    description: descriptionFault(description),
  };
  const isChanged = name.trim() !== group.name || description.trim() !== group.description;
  const close = () => dispatch(dialogClosed());
  const submit = () => {
    setEmpty(name.trim() === '');
    const isWrong = name.trim() === '' || nameFault(name) !== undefined || faults.description !== undefined;
    if (!isLoading && isChanged && !isWrong)
      void save({ name: name.trim(), description: description.trim() });
  };
  return (
    <Dialog
      modalId="updateConversationDetailsModal"
      title={t('groupEdit')}
      labels={labels}
      onClose={close}
      actions={
        <>
          <Button
            variant="solid"
            isBusy={isLoading}
            isDisabled={!isChanged}
            onPress={submit}
            testId="update-group-info-confirm-button"
          >
            {t('save')}
          </Button>
          <Button variant="plain" onPress={close} testId="update-group-info-cancel-button">
            {t('cancel')}
          </Button>
        </>
      }
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
          end={<ClearButton isThere={name !== ''} onPress={() => setName('')} of="name" />}
        />
        <TextField
          label={t('groupDescriptionEnter')}
          value={description}
          onChange={setDescription}
          isMultiline
          error={faults.description === undefined ? undefined : t(faults.description)}
          testId="update-group-info-description-input"
          end={
            <ClearButton isThere={description !== ''} onPress={() => setDescription('')} of="description" />
          }
        />
      </div>
    </Dialog>
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

function ClearButton(props: {
  readonly isThere: boolean;
  readonly onPress: () => void;
  readonly of: 'name' | 'description';
}) {
  const t = useText();
  return (
    props.isThere && (
      <IconButton
        size="small"
        label={t(props.of === 'name' ? 'groupNameClear' : 'groupDescriptionClear')}
        icon={<X size={16} aria-hidden />}
        onPress={props.onPress}
        testId={`clear-group-info-${props.of}-button`}
      />
    )
  );
}
