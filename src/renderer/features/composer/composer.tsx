import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { openMessageAt } from '../conversation/conversation-thunks.ts';
import { codePointsLeft, COUNTER_FROM } from '../conversation/message-length.ts';
import { usePersonName } from '../conversations/use-person-name.ts';
import { DropZone } from './attachments/drop-zone.tsx';
import { StagedFiles } from './attachments/staged-files.tsx';
import { stageFiles } from './attachments/staging-thunks.ts';
import { attachmentRefusal } from './attachments/attachment-refusal.ts';
import { AttachButton, EmojiButton, SaveButton, SendButton } from './composer-buttons.tsx';
import { replyStarted, selectEditing } from './composer-slice.ts';
import styles from './composer.module.css';
import { CompletionList, rowId } from './editor/completion-list.tsx';
import type { EditorLook } from './editor/editor-dom.ts';
import { useCompletion } from './editor/use-completion.ts';
import { type EditorState, useEditor } from './editor/use-editor.ts';
import { useMentionCandidates } from './editor/use-mention-candidates.ts';
import { EditBar } from './edit-bar.tsx';
import { LinkCard } from './link/link-card.tsx';
import { useLinkPreview } from './link/use-link-preview.ts';
import { QuoteBar } from './quote-bar.tsx';
import { MicrophoneButton, selectVoice, sendVoice, useVoiceLeft, VoiceBar } from '../voice-recorder/index.ts';
import { useEdit } from './use-edit.ts';
import { useDraft } from './use-draft.ts';
import { useReply } from './use-reply.ts';
import { useSend } from './use-send.ts';
import { useTyping } from './use-typing.ts';

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
  const listId = useId();
  const conversationId = conversation.id;
  const [{ text, before }, setState] = useState<EditorState>({ text: conversation.draft, before: undefined });
  const enterSends = useAppSelector((state) => selectSettings(state)?.enterSends !== false);
  const boxRef = useRef<HTMLDivElement>(null);
  const footerRef = useRef<HTMLElement>(null);
  const candidates = useMentionCandidates(conversation, name);
  const nameOf = usePersonName(conversation);
  const look: EditorLook = {
    pillClass: cx(styles.pill),
    nameOf: (id) =>
      candidates.all.find(({ accountId }) => accountId === id)?.name ??
      (conversation.kind === 'community' ? nameOf(id) : undefined),
  };
  const reply = useReply(conversation);
  const draft = useDraft(conversationId);
  const typing = useTyping(conversationId);
  const isEditing = useAppSelector((state) => selectEditing(state, conversationId) !== undefined);
  const link = useLinkPreview(isEditing ? '' : text);
  const stage = (files: readonly File[]) => {
    if (!isEditing) void dispatch(stageFiles({ conversationId, files }));
  };

  const { canSend, isBusy, send } = useSend({
    conversationId,
    composed: {
      text,
      quote: reply.quote,
      preview: link.current.state === 'ready' ? link.current.preview : undefined,
    },
    onTaken: () => {
      typing.sent();
      editor.replace('');
      reply.end();
      draft.clear();
    },
    onRefused: (composed) => {
      editor.restore(composed.text);
      if (composed.quote !== undefined) dispatch(replyStarted({ conversationId, quote: composed.quote }));
    },
  });
  const editor = useEditor({
    boxRef,
    look,
    initialText: conversation.draft,
    enterSends,
    onChange: (state) => {
      setState(state);
      // What is changed is no draft.
      if (state.text === text || isEditing) return;
      draft.save({ text: state.text, quoteMessageId: reply.quote?.original?.id });
      typing.typed(state.text);
    },
    onSend: () => (isEditing ? edit.save() : send()),
    onPasteFiles: stage,
  });
  const edit = useEdit({ conversationId, text, replace: editor.replace });
  const completion = useCompletion({
    before,
    candidates,
    onChoose: ({ text: chosen, replacing }) => editor.insert(chosen, { replacing }),
  });
  const voice = useAppSelector((state) => selectVoice(state, conversationId));
  useVoiceLeft(conversationId);
  const sendRecording = async () => {
    if (await dispatch(sendVoice(conversationId, reply.quote?.original?.id))) reply.end();
  };
  const refusal = attachmentRefusal(conversation);
  const isOffering = completion.suggestions.length > 0;
  const left = codePointsLeft(text);
  const quoteMessageId = reply.quote?.original?.id;
  useOnChange(quoteMessageId, () => draft.save({ text, quoteMessageId }));

  return (
    <footer ref={footerRef} className={cx(styles.composer)}>
      <DropZone inside={footerRef} onDrop={stage} />
      {edit.post !== undefined && <EditBar text={edit.post.text} nameOf={nameOf} onClose={edit.cancel} />}
      {reply.quote !== undefined && edit.post === undefined && (
        <QuoteBar
          quote={reply.quote}
          nameOf={nameOf}
          onShow={(messageId) => void dispatch(openMessageAt({ conversationId, messageId }))}
          onClose={reply.end}
        />
      )}
      <LinkCard preview={link.current} onClose={link.close} />
      <StagedFiles conversationId={conversationId} />
      {voice !== undefined && (
        <VoiceBar conversationId={conversationId} draft={voice} onSend={() => void sendRecording()} />
      )}
      {/* Kept while something is recorded: what was typed is there afterwards. */}
      <div className={cx(styles.row)} hidden={voice !== undefined}>
        {voice === undefined && edit.post === undefined && <AttachButton refusal={refusal} onFiles={stage} />}
        <div className={cx(styles.box)}>
          <CompletionList id={listId} completion={completion} />
          <div
            ref={boxRef}
            className={cx(styles.editor)}
            contentEditable
            suppressContentEditableWarning
            role="textbox"
            tabIndex={0}
            aria-multiline="true"
            aria-label={t('messageComposerFor', { name })}
            aria-autocomplete="list"
            {...(isOffering
              ? { 'aria-controls': listId, 'aria-activedescendant': rowId(listId, completion.active) }
              : {})}
            // Read by the style that shows it, and by automation.
            {...{ placeholder: t('messagePlaceholder') }}
            data-empty={text === ''}
            data-testid="message-input-text-area"
            dir="auto"
            spellCheck
            onInput={editor.onInput}
            onKeyDown={(event) => {
              if (completion.onKeyDown(event)) return;
              if (event.key === 'Escape' && (edit.post !== undefined || reply.quote !== undefined)) {
                event.preventDefault();
                if (edit.post === undefined) reply.end();
                else edit.cancel();
              } else editor.onKeyDown(event);
            }}
            onKeyUp={editor.onCaretMoved}
            onPointerUp={editor.onCaretMoved}
            onBlur={() => {
              editor.onBlur();
              setState((state) => ({ ...state, before: undefined }));
            }}
            onPaste={editor.onPaste}
          />
          {left <= COUNTER_FROM && <Counter left={left} />}
          {voice === undefined && <EmojiButton onPick={(emoji) => editor.insert(emoji)} />}
        </div>
        {edit.post !== undefined && (
          <SaveButton isBusy={edit.isBusy} isDisabled={!edit.canSave} onPress={edit.save} />
        )}
        {voice === undefined && edit.post === undefined && canSend && (
          <SendButton isBusy={isBusy} onPress={send} />
        )}
        {edit.post === undefined && !canSend && (
          <MicrophoneButton conversationId={conversationId} refusal={refusal} />
        )}
      </div>
    </footer>
  );
}

/** Calls back when a value is another than before; not for the first one. */
function useOnChange<Value>(value: Value, onChange: () => void): void {
  const known = useRef(value);
  const change = useEffectEvent(onChange);
  useEffect(() => {
    if (known.current === value) return;
    known.current = value;
    change();
  }, [value]);
}

function Counter({ left }: { readonly left: number }): ReactNode {
  return (
    <span className={cx(styles.counter, left < 0 && styles.over)} data-testid="tooltip-character-count">
      {left}
    </span>
  );
}
