import type { AttachmentView, Input, MessageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import { selectInfo } from '../../app/session-slice.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { selectMessages } from '../conversation/messages-slice.ts';
import { attachmentUrl } from '../media/media-url.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';

type SentFile = NonNullable<Input<'messages:send'>['attachments']>[number];

/** Conversations at once. Spec 08, CNV-22. */
export const MOST_CONVERSATIONS = 20;

/** Whether there is something in a message that can be sent on: words, or files that lie on this disk. */
export function isForwardable({ kind, deletion, text, attachments }: MessageView): boolean {
  return (
    kind === 'text' &&
    deletion === undefined &&
    (text !== '' || attachments.some(({ state }) => state === 'ready'))
  );
}

/**
 * Sends messages on, as new ones of ours that do not say where they come from, in the order in which they were written; files are
 * encrypted anew. What fails in one conversation is told and keeps nothing from the others.
 */
export function forwardMessages({
  messageIds,
  conversationIds,
}: {
  readonly messageIds: readonly number[];
  readonly conversationIds: readonly number[];
}): AppThunk<Promise<void>> {
  return async (dispatch, getState) => {
    const byId = selectMessages(getState());
    const messages = messageIds
      .flatMap((id) => byId[id] ?? [])
      .filter(isForwardable)
      .sort((a, b) => a.sentAtMs - b.sentAtMs || a.id - b.id);
    const failures = new Set<string | undefined>();
    const reached = new Set<number>();
    for (const message of messages) {
      const attachments = await dispatch(filesOf(message));
      for (const conversationId of attachments === undefined ? [] : conversationIds) {
        const sent = { conversationId, text: message.text, ...(attachments?.length ? { attachments } : {}) };
        // Not tracked: the store keeps no bytes of files.
        const { error } = await dispatch(api.endpoints.sendMessage.initiate(sent, { track: false }));
        if (error === undefined) reached.add(conversationId);
        else if (!failures.has(errorCode(error))) dispatch(errorShown(error));
        if (error !== undefined) failures.add(errorCode(error));
      }
    }
    if (reached.size > 0) dispatch(toastShown({ textKey: 'messageForwarded', count: reached.size }));
  };
}

/** Those of a message that lie on this disk; `undefined` when one cannot be read, which the person is told. */
function filesOf({ attachments }: MessageView): AppThunk<Promise<SentFile[] | undefined>> {
  return async (dispatch, getState) => {
    const address = selectInfo(getState())?.media;
    if (address === undefined) return [];
    try {
      const ready = attachments.filter(({ state }) => state === 'ready');
      return await Promise.all(ready.map((file) => fileOf(file, attachmentUrl(address, file.id))));
    } catch {
      dispatch(errorShown({ code: 'file-unreadable' }));
      return undefined;
    }
  };
}

/** @throws when the file is gone */
async function fileOf(file: AttachmentView, url: string): Promise<SentFile> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error('file-unreadable');
  const { contentType, fileName, width, height, durationMs, isVoiceMessage } = file;
  return {
    bytes: new Uint8Array(await answer.arrayBuffer()),
    contentType,
    ...(fileName === undefined ? {} : { name: fileName }),
    ...(width === undefined || height === undefined ? {} : { width, height }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(isVoiceMessage ? { isVoiceMessage } : {}),
  };
}
