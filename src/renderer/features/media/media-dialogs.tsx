import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { useConversationName } from '../conversations/conversation-name.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { isDangerous, savedName } from './attachment-model.ts';
import type { FileOfMessage, FilesToSave } from './file-of-message.ts';
import { saveAttachmentNow, saveFilesNow, trustForMedia } from './media-thunks.ts';

/** Asks whether everything that somebody sends is to be downloaded from now on. Spec 08 §3.10, flow 5. */
export function TrustMediaDialog({
  conversationId,
  attachmentIds,
}: {
  readonly conversationId: number;
  readonly attachmentIds: readonly number[];
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const nameOf = useConversationName();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const name = conversation === undefined ? '' : nameOf(conversation);
  return (
    <ConfirmDialog
      title={t('attachmentsAutoDownloadModalTitle')}
      description={t('attachmentsAutoDownloadModalDescription', { conversation_name: name })}
      confirmLabel={t('attachmentDownload')}
      onConfirm={() => {
        dispatch(dialogClosed());
        void dispatch(trustForMedia({ conversationId, attachmentIds }));
      }}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}

/** Asks before a file is saved that might run something when it is opened. Spec 08, MED-04. */
export function SaveDangerousDialog({ file }: { readonly file: FileOfMessage }) {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <ConfirmDialog
      title={t('warning')}
      description={t('attachmentDangerousDescription', {
        name: savedName(file.attachment, file.message.sentAtMs),
      })}
      confirmLabel={t('save')}
      isDangerous
      onConfirm={() => {
        dispatch(dialogClosed());
        void dispatch(saveAttachmentNow(file));
      }}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}

/** Asks once before files are saved of which some might run something. Spec 08, MED-04, MED-08. */
export function SaveAllDangerousDialog({ choice }: { readonly choice: FilesToSave }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const names = choice.files
    .filter(({ attachment }) => isDangerous(attachment))
    .map(({ attachment, message }) => savedName(attachment, message.sentAtMs));
  return (
    <ConfirmDialog
      title={t('warning')}
      description={t('attachmentsDangerousDescription', { name: names[0] ?? '', count: names.length })}
      confirmLabel={t('save')}
      isDangerous
      onConfirm={() => {
        dispatch(dialogClosed());
        void dispatch(saveFilesNow(choice));
      }}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
