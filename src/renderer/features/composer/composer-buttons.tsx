import { ArrowUp, Check, Plus, Smile } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';

import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton, Spinner } from '../../ui/index.ts';
import { selectDialogCount } from '../dialogs/dialogs-slice.ts';
import { EmojiPopover } from '../emoji/index.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import type { AttachmentRefusal } from './attachments/attachment-refusal.ts';
import styles from './composer-buttons.module.css';

/** Chooses files; explains why not where none can be sent. Spec 08, CMP-08 and CMP-10. */
export function AttachButton(props: {
  readonly refusal: AttachmentRefusal | undefined;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const input = useRef<HTMLInputElement>(null);
  const { refusal } = props;
  const open = () => {
    if (refusal === undefined) input.current?.click();
    else dispatch(errorShown({ code: refusal }));
  };
  useShortcut('u', open);
  return (
    <span className={cx(styles.attach, refusal !== undefined && styles.refusing)}>
      <IconButton
        variant="filled"
        label={t(refusal === undefined ? 'attachmentsAdd' : errorKey(refusal))}
        icon={<Plus size={20} aria-hidden />}
        onPress={open}
        testId="attachments-button"
        tooltipSide="top"
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('attachmentsAdd')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can be chosen again.
          event.target.value = '';
          if (files.length > 0) props.onFiles(files);
        }}
      />
    </span>
  );
}

/** Opens the emoji panel; what is picked goes to where the caret was. Spec 08, CMP-07. */
export function EmojiButton({ onPick }: { readonly onPick: (emoji: string) => void }) {
  const t = useText();
  const anchor = useRef<HTMLSpanElement>(null);
  const [isOpen, setOpen] = useState(false);
  useShortcut('e', () => setOpen(true));
  return (
    <span ref={anchor} className={cx(styles.emoji)}>
      <IconButton
        label={t('emojiPanel')}
        icon={<Smile size={20} aria-hidden />}
        onPress={() => setOpen(true)}
        testId="emoji-button"
        tooltipSide="top"
      />
      <EmojiPopover anchor={anchor} isOpen={isOpen} onClose={() => setOpen(false)} onPick={onPick} />
    </span>
  );
}

export function SendButton({ isBusy, onPress }: { readonly isBusy: boolean; readonly onPress: () => void }) {
  const t = useText();
  return (
    <IconButton
      variant="accent"
      label={t('messageSend')}
      icon={isBusy ? <Spinner size={18} /> : <ArrowUp size={20} strokeWidth={2.4} aria-hidden />}
      onPress={onPress}
      testId="send-message-button"
      tooltipSide="top"
    />
  );
}

/** Ends the changing of a post. */
export function SaveButton(props: {
  readonly isBusy: boolean;
  readonly isDisabled: boolean;
  readonly onPress: () => void;
}) {
  const t = useText();
  return (
    <IconButton
      variant="accent"
      label={t('messageEditSave')}
      icon={props.isBusy ? <Spinner size={18} /> : <Check size={20} strokeWidth={2.4} aria-hidden />}
      isDisabled={props.isDisabled}
      onPress={props.onPress}
      testId="save-edit-button"
      tooltipSide="top"
    />
  );
}

/** Ctrl or Cmd and a key, wherever the focus is, as long as no dialog is open. Spec 08 §2.16. */
function useShortcut(key: string, onPress: () => void): void {
  const isCovered = useAppSelector(selectDialogCount) > 0;
  const press = useEffectEvent(onPress);
  useEffect(() => {
    if (isCovered) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isCommand || event.key.toLowerCase() !== key || event.defaultPrevented) return;
      event.preventDefault();
      press();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isCovered, key]);
}
