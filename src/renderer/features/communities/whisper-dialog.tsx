import { useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, Select, TextField } from '../../ui/index.ts';
import { sendMessage } from '../composer/send-thunks.ts';
import { codePointsLeft } from '../conversation/message-length.ts';
import { usePersonName } from '../conversations/use-person-name.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { FormDialog } from '../dialogs/form-dialog.tsx';
import styles from './community-dialogs.module.css';

const AUDIENCES = ['person', 'person-and-moderators', 'moderators'] as const;
type Audience = (typeof AUDIENCES)[number];

/**
 * A post for one person, for the moderators, or both. Written in a place of its own, so that it never gets out as a post for everybody.
 * Spec 05 §7.6.
 */
export function WhisperDialog({
  conversationId,
  userId,
}: {
  readonly conversationId: number;
  /** Absent: for moderators only. */
  readonly userId?: string | undefined;
}) {
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  return conversation && <WhisperForm conversation={conversation} userId={userId} />;
}

function WhisperForm({
  conversation,
  userId,
}: {
  readonly conversation: ConversationView;
  readonly userId: string | undefined;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { id: conversationId } = conversation;
  const nameOf = usePersonName(conversation);
  const [audience, setAudience] = useState<Audience>(userId === undefined ? 'moderators' : 'person');
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const name = userId === undefined ? '' : nameOf(userId);
  const words = {
    person: t('whisperTo', { name }),
    'person-and-moderators': t('whisperToAndModerators', { name }),
    moderators: t('whisperToModerators'),
  } as const;
  const isTooLong = codePointsLeft(text) < 0;
  const submit = async () => {
    setBusy(true);
    const whisper = {
      toModerators: audience !== 'person',
      ...(audience === 'moderators' || userId === undefined ? {} : { to: userId }),
    };
    const wasTaken = await dispatch(sendMessage({ conversationId, text: text.trim(), whisper }));
    setBusy(false);
    if (wasTaken) dispatch(dialogClosed());
  };
  return (
    <FormDialog
      modalId="whisperModal"
      title={t('whisper')}
      submit={{
        label: t('whisperSend'),
        isBusy,
        isDisabled: text.trim() === '' || isTooLong,
        onPress: () => void submit(),
        testId: 'whisper-confirm-button',
      }}
      cancelTestId="whisper-cancel-button"
    >
      <div className={cx(styles.form)}>
        {userId === undefined ? (
          <p className={cx(styles.explanation)} data-testid="modal-description">
            {words.moderators}
          </p>
        ) : (
          <Select
            label={t('whisperAudience')}
            value={audience}
            options={AUDIENCES.map((value) => ({
              value,
              label: words[value],
              testId: `whisper-audience-${value}`,
            }))}
            onChange={setAudience}
            testId="whisper-audience"
          />
        )}
        <TextField
          label={t('whisperText')}
          value={text}
          onChange={setText}
          error={isTooLong ? t('messageErrorTooLarge') : undefined}
          isMultiline
          autoFocus
          testId="whisper-input"
        />
      </div>
    </FormDialog>
  );
}
