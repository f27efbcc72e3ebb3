import type { MessageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { selectionEnded } from '../conversation/view-slice.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import { isDangerous, savedName } from './attachment-model.ts';
import type { FileOfMessage, FilesToSave } from './file-of-message.ts';

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
  return async (dispatch) => {
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
    await dispatch(tellAuthor(message));
  };
}

function tellAuthor({ id, conversationId, direction }: FileOfMessage['message']): AppThunk {
  return async (dispatch, getState) => {
    const conversation = selectConversation(getState(), conversationId);
    if (conversation?.kind === 'contact' && direction === 'incoming')
      await dispatch(api.endpoints.mediaSaved.initiate({ id }, untracked));
  };
}

/** Whether there is a file of a message on this disk. */
export function hasSavableFile(message: MessageView): boolean {
  return filesOf(message).some(({ state }) => state === 'ready');
}

/** Saves the file of a message where the person says, or all of them in a folder. */
export function saveMessageFiles(message: MessageView): AppThunk {
  const [attachment, ...more] = filesOf(message);
  return attachment === undefined || more.length > 0
    ? saveFilesOf([message])
    : saveAttachment({ attachment, message });
}

/** Saves all files of messages in a folder that the person chooses once; what is not on this disk is left out. Spec 08, MED-08. */
export function saveFilesOf(messages: readonly MessageView[]): AppThunk {
  return async (dispatch) => {
    const all = messages
      .toSorted((a, b) => a.sentAtMs - b.sentAtMs || a.id - b.id)
      .flatMap((message) => filesOf(message).map((attachment) => ({ attachment, message })));
    const files = all.filter(({ attachment }) => attachment.state === 'ready');
    const choice = { files, total: all.length };
    if (files.some(({ attachment }) => isDangerous(attachment)))
      dispatch(dialogOpened({ kind: 'save-all-dangerous', choice }));
    else await dispatch(saveFilesNow(choice));
  };
}

/** The same, without a question. Ends the choosing of messages, if there is one. */
export function saveFilesNow({ files, total }: FilesToSave): AppThunk {
  return async (dispatch) => {
    const named = files.map(({ attachment, message }) => ({
      id: attachment.id,
      name: savedName(attachment, message.sentAtMs),
    }));
    const { data, error } = await dispatch(
      api.endpoints.saveAttachments.initiate({ files: named }, untracked),
    );
    if (errorCode(error) === 'file-not-chosen') return;
    if (data === undefined) {
      dispatch(errorShown(error));
      return;
    }
    const { saved, failure } = data;
    const missing = total - files.length + data.missing.length;
    const isAll = saved.length === total;
    dispatch(
      toastShown({
        textKey: isAll ? 'attachmentsSaved' : 'attachmentsSavedSome',
        count: saved.length,
        values: { total, missing },
        ...(failure === undefined ? {} : { kind: 'error', reasonKey: errorKey(failure) }),
      }),
    );
    dispatch(selectionEnded());
    const savedIds = new Set(saved);
    const told = new Map(
      files
        .filter(({ attachment }) => savedIds.has(attachment.id))
        .map(({ message }) => [message.id, message]),
    );
    for (const message of told.values()) await dispatch(tellAuthor(message));
  };
}

/** What somebody sent along with words that are still there. */
function filesOf({ kind, deletion, attachments }: MessageView): MessageView['attachments'] {
  return kind === 'text' && deletion === undefined ? attachments : [];
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
