import { useEffect } from 'react';

import type { MessageView } from '../../../../ipc/index.ts';
import { useAppSelector, useAppStore } from '../../../app/hooks.ts';
import { selectSettings } from '../../../app/session-slice.ts';
import { selectMessages, selectWindow } from '../../conversation/messages-slice.ts';
import { attachmentKind } from '../attachment-model.ts';
import { useAttachmentUrl } from '../media-url.ts';
import { useDesk } from './audio-context.tsx';

/** Plays the next sound of the same person when one has ended, if that is wanted. Spec 08, MED-05. */
export function useAutoplay(conversationId: number): void {
  const desk = useDesk();
  const store = useAppStore();
  const urlOf = useAttachmentUrl();
  const isWanted = useAppSelector((state) => selectSettings(state)?.autoplayAudio === true);
  useEffect(() => {
    if (!isWanted) return undefined;
    return desk.onEnd((endedId) => {
      const state = store.getState();
      const byId = selectMessages(state);
      const messages = (selectWindow(state, conversationId)?.ids ?? []).flatMap((id) => byId[id] ?? []);
      const next = nextSound(messages, endedId);
      const src = next === undefined ? undefined : urlOf(next);
      if (next !== undefined && src !== undefined) desk.play(next, src);
    });
  }, [conversationId, desk, isWanted, store, urlOf]);
}

/** The sound after one, of the same author: in the same message, or in their next one. */
export function nextSound(messages: readonly MessageView[], endedId: number): number | undefined {
  const at = messages.findIndex(({ attachments }) => attachments.some(({ id }) => id === endedId));
  const message = messages[at];
  if (message === undefined) return undefined;
  const place = message.attachments.findIndex(({ id }) => id === endedId);
  const following = messages.slice(at + 1).find(({ authorId }) => authorId === message.authorId);
  return [...message.attachments.slice(place + 1), ...(following?.attachments ?? [])].find(
    (attachment) => attachment.state === 'ready' && attachmentKind(attachment) === 'audio',
  )?.id;
}
