import { ArrowUp } from 'lucide-react';
import { useRef, useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { loadWindow } from '../conversation/conversation-thunks.ts';
import { codePointsLeft, COUNTER_FROM } from '../conversation/message-length.ts';
import { selectWindow } from '../conversation/messages-slice.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import styles from './composer.module.css';
import { useDraft } from './use-draft.ts';
import { useEditor } from './use-editor.ts';

/** Where messages are written. One per conversation; its draft outlives it. Spec 08 §2.7. */
export function Composer({
  conversation,
  name,
}: {
  readonly conversation: ConversationView;
  readonly name: string;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const conversationId = conversation.id;
  const [text, setText] = useState(conversation.draft);
  const isInHistory = useAppSelector((state) => selectWindow(state, conversationId)?.hasNewer === true);
  const [sendMessage] = api.useSendMessageMutation();
  const boxRef = useRef<HTMLDivElement>(null);
  const draft = useDraft(conversationId);
  const left = codePointsLeft(text);
  const canSend = text.trim() !== '';

  const send = async () => {
    if (!canSend) return;
    if (left < 0) {
      dispatch(dialogOpened({ kind: 'message-too-long' }));
      return;
    }
    // At once, so that the next words never mix with these; they come back if the client refuses them.
    editor.replace('');
    draft.clear();
    const { error } = await sendMessage({ conversationId, text: text.trim() });
    if (error !== undefined) {
      editor.restore(text);
      dispatch(errorShown(error));
    } else if (isInHistory) {
      await dispatch(loadWindow({ conversationId, atFirstUnread: false }));
    }
  };
  const editor = useEditor({
    boxRef,
    initialText: conversation.draft,
    onChange: (value) => {
      setText(value);
      draft.save(value);
    },
    onEnter: () => void send(),
  });

  return (
    <footer className={cx(styles.composer)}>
      <div className={cx(styles.box)}>
        <div
          ref={boxRef}
          className={cx(styles.editor)}
          contentEditable="plaintext-only"
          suppressContentEditableWarning
          role="textbox"
          tabIndex={0}
          aria-multiline="true"
          aria-label={t('messageComposerFor', { name })}
          // Read by the style that shows it, and by automation.
          {...{ placeholder: t('messagePlaceholder') }}
          data-empty={text === ''}
          data-testid="message-input-text-area"
          dir="auto"
          spellCheck
          onInput={editor.onInput}
          onKeyDown={editor.onKeyDown}
          onPaste={editor.onPaste}
        />
        {left <= COUNTER_FROM && (
          <span className={cx(styles.counter, left < 0 && styles.over)} data-testid="tooltip-character-count">
            {left}
          </span>
        )}
      </div>
      {canSend && (
        <IconButton
          variant="accent"
          label={t('messageSend')}
          icon={<ArrowUp size={20} strokeWidth={2.4} aria-hidden />}
          onPress={() => void send()}
          testId="send-message-button"
          tooltipSide="top"
        />
      )}
    </footer>
  );
}
