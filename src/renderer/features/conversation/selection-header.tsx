import { Copy, Download, Forward, Trash2, X } from 'lucide-react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { ABOVE_OVERLAY, cx, IconButton, useEscape } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { isForwardable } from '../forward/forward-thunks.ts';
import { hasSavableFile, saveFilesOf } from '../media/media-thunks.ts';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './conversation-column.module.css';
import { selectMessages } from './messages-slice.ts';
import { useSelectionKeys } from './use-selection-keys.ts';
import { selectionEnded } from './view-slice.ts';

/** In the place of the header while messages are chosen. Spec 08, CNV-12. */
export function SelectionHeader({ ids }: { readonly ids: readonly number[] }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const copy = useCopy();
  const byId = useAppSelector(selectMessages);
  const hasSome = ids.length > 0;
  const messages = ids.flatMap((id) => byId[id] ?? []);
  const texts = messages
    .filter(({ text }) => text !== '')
    .sort((a, b) => a.sentAtMs - b.sentAtMs || a.id - b.id)
    .map(({ text }) => text);
  const end = () => dispatch(selectionEnded());
  const remove = () => {
    if (hasSome) dispatch(dialogOpened({ kind: 'delete-messages', messageIds: ids }));
  };
  useEscape(ABOVE_OVERLAY, end);
  useSelectionKeys(remove);
  return (
    <header className={cx(styles.header)}>
      <IconButton label={t('cancel')} icon={<X size={22} aria-hidden />} onPress={end} autoFocus />
      <h2 className={cx(styles.name, styles.names)} aria-live="polite">
        {t('messagesSelected', { count: ids.length })}
      </h2>
      <IconButton
        label={t('copy')}
        icon={<Copy size={20} aria-hidden />}
        isDisabled={texts.length === 0}
        onPress={() => void copy(texts.join('\n\n')).then(end)}
      />
      <IconButton
        label={t('messageForward')}
        icon={<Forward size={20} aria-hidden />}
        isDisabled={!messages.some(isForwardable)}
        onPress={() => dispatch(dialogOpened({ kind: 'forward', messageIds: ids }))}
      />
      <IconButton
        label={t('attachmentSaveAll')}
        icon={<Download size={20} aria-hidden />}
        isDisabled={!messages.some(hasSavableFile)}
        onPress={() => void dispatch(saveFilesOf(messages))}
      />
      <IconButton
        label={t('delete')}
        icon={<Trash2 size={20} aria-hidden />}
        isDisabled={!hasSome}
        onPress={remove}
      />
    </header>
  );
}
