import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import { isDangerous, savedName } from './attachment-model.ts';
import type { FileOfMessage } from './file-of-message.ts';

const untracked = { track: false } as const;

/** Saves a file where the person says; what might run something is asked about first. Spec 08, MED-04. */
export function saveAttachment(file: FileOfMessage): AppThunk {
  return async (dispatch) => {
    if (isDangerous(file.attachment)) dispatch(dialogOpened({ kind: 'save-dangerous', file }));
    else await dispatch(saveAttachmentNow(file));
  };
}

/** The same, without a question. In a conversation of two the other one is told (spec 08, MED-07). */
export function saveAttachmentNow({ attachment, message }: FileOfMessage): AppThunk {
  return async (dispatch, getState) => {
    const path = savedName(attachment, message.sentAtMs);
    const { error } = await dispatch(
      api.endpoints.saveAttachment.initiate({ id: attachment.id, path }, untracked),
    );
    // The person has changed their mind.
    if (errorCode(error) === 'file-not-chosen') return;
    if (error !== undefined) {
      dispatch(errorShown(error));
      return;
    }
    dispatch(toastShown({ textKey: 'attachmentSaved' }));
    const conversation = selectConversation(getState(), message.conversationId);
    if (conversation?.kind === 'contact' && message.direction === 'incoming')
      await dispatch(api.endpoints.mediaSaved.initiate({ id: message.id }, untracked));
  };
}

/** Fetches a file, or tries again. */
export function downloadAttachment(id: number): AppThunk {
  return async (dispatch) => {
    const { error } = await dispatch(api.endpoints.downloadAttachment.initiate({ id }, untracked));
    if (error !== undefined) dispatch(errorShown(error));
  };
}

/** Gives up fetching a file, until somebody asks again. */
export function cancelDownload(id: number): AppThunk {
  return async (dispatch) => {
    const { error } = await dispatch(api.endpoints.cancelDownload.initiate({ id }, untracked));
    if (error !== undefined) dispatch(errorShown(error));
  };
}

/** Holds a file that is on its way, or lets it go on. */
export function setPaused(id: number, isPaused: boolean): AppThunk {
  return async (dispatch) => {
    const { pauseTransfer, resumeTransfer } = api.endpoints;
    const { error } = await dispatch((isPaused ? pauseTransfer : resumeTransfer).initiate({ id }, untracked));
    if (error !== undefined) dispatch(errorShown(error));
  };
}

/** Downloads what somebody sends from now on, and the files of one message at once. Spec 08 §3.10, flow 5. */
export function trustForMedia({
  conversationId,
  attachmentIds,
}: {
  readonly conversationId: number;
  readonly attachmentIds: readonly number[];
}): AppThunk {
  return async (dispatch) => {
    const { error } = await dispatch(
      api.endpoints.changeConversation.initiate(
        { id: conversationId, change: { isTrustedForMedia: true } },
        untracked,
      ),
    );
    if (error !== undefined) {
      dispatch(errorShown(error));
      return;
    }
    await Promise.all(attachmentIds.map((id) => dispatch(downloadAttachment(id))));
  };
}
