import { X } from 'lucide-react';
import { useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog, IconButton, TextField } from '../../ui/index.ts';
import { shortId } from '../conversations/conversation-name.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import styles from './nickname-dialog.module.css';

/** What we call somebody, whatever they call themselves. Spec 08, CST-05. */
export function NicknameDialog({ conversationId }: { readonly conversationId: number }) {
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  return conversation && <NicknameForm conversation={conversation} />;
}

function NicknameForm({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const [change, { isLoading }] = api.useChangeConversationMutation();
  const [value, setValue] = useState(conversation.nickname);
  const [fault, setFault] = useState<TextKey>();
  const wanted = value.trim();
  const canSave = wanted !== '' && wanted !== conversation.nickname;
  const close = () => dispatch(dialogClosed());
  const edit = (next: string) => {
    setValue(next);
    setFault(undefined);
  };
  const save = async (nickname: string) => {
    const { error } = await change({ id: conversation.id, change: { nickname } });
    if (error === undefined) close();
    else setFault(errorKey(errorCode(error) ?? 'unexpected'));
  };
  return (
    <Dialog
      modalId="nickNameModal"
      title={t('nicknameSet')}
      labels={labels}
      onClose={close}
      actions={
        <>
          <Button
            variant="solid"
            isBusy={isLoading}
            isDisabled={!canSave}
            onPress={() => void save(wanted)}
            testId="set-nickname-confirm-button"
          >
            {t('save')}
          </Button>
          <Button
            variant="danger"
            isDisabled={conversation.nickname === '' || isLoading}
            onPress={() => void save('')}
            testId="set-nickname-remove-button"
          >
            {t('remove')}
          </Button>
        </>
      }
    >
      <p className={cx(styles.description)} data-testid="modal-description">
        {t('nicknameDescription', { name: conversation.name || shortId(conversation.peerId) })}
      </p>
      <TextField
        label={t('nicknameEnter')}
        value={value}
        onChange={edit}
        onEnter={() => {
          if (canSave && !isLoading) void save(wanted);
        }}
        error={fault === undefined ? undefined : t(fault)}
        testId="nickname-input"
        autoFocus
        end={
          value !== '' && (
            <IconButton
              size="small"
              label={t('clear')}
              icon={<X size={16} aria-hidden />}
              onPress={() => edit('')}
              testId="clear-nickname-button"
            />
          )
        }
      />
    </Dialog>
  );
}
