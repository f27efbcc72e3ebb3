import { selectSettings } from '../../app/session-slice.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { sendMessage } from '../composer/send-thunks.ts';
import { attachmentRefusal } from '../composer/attachments/attachment-refusal.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import { CONTENT_TYPE, LONGEST_MS, SHORTEST_MS } from './voice-format.ts';
import { RecordingError } from './voice-recorder.ts';
import {
  selectVoice,
  selectVoices,
  voiceChanged,
  voiceHeard,
  voiceRemoved,
  voiceStarted,
} from './voice-slice.ts';

/** Begins to record a voice message; says why not where that is not possible. Spec 08, CMP-10 and CMP-11. */
export function startVoice(conversationId: number): AppThunk {
  return async (dispatch, getState, { composing }) => {
    const conversation = selectConversation(getState(), conversationId);
    const refused = conversation === undefined ? 'attachments-not-allowed' : attachmentRefusal(conversation);
    if (refused !== undefined) {
      dispatch(errorShown({ code: refused }));
      return;
    }
    if (selectSettings(getState())?.microphone !== true) {
      dispatch(toastShown({ textKey: 'microphoneOff', opens: { kind: 'settings', page: 'privacy' } }));
      return;
    }
    // There is one microphone.
    if (composing.recording !== undefined || selectVoice(getState(), conversationId) !== undefined) return;
    dispatch(voiceStarted(conversationId));
    try {
      const recording = await composing.recorder.start({
        onLevel: (level, elapsedMs) => {
          dispatch(voiceHeard({ conversationId, level, elapsedMs }));
          if (elapsedMs >= LONGEST_MS) void dispatch(endVoice(conversationId, { isTooLong: true }));
        },
      });
      // Given up while the microphone was being opened.
      if (selectVoice(getState(), conversationId)?.state !== 'starting') recording.discard();
      else {
        composing.recording = recording;
        dispatch(voiceChanged({ conversationId, change: { state: 'recording' } }));
      }
    } catch (error) {
      dispatch(voiceRemoved(conversationId));
      dispatch(errorShown({ code: error instanceof RecordingError ? error.code : 'microphone-failed' }));
    }
  };
}

export function pauseVoice(conversationId: number): AppThunk<void> {
  return (dispatch, getState, { composing: { recording } }) => {
    const state = selectVoice(getState(), conversationId)?.state;
    if (state === 'recording') recording?.pause();
    else if (state === 'paused') recording?.resume();
    else return;
    dispatch(
      voiceChanged({
        conversationId,
        change: { state: state === 'recording' ? 'paused' : 'recording' },
      }),
    );
  };
}

/** Ends recording; what was recorded waits to be listened to, and sent. @returns whether there is something now */
export function endVoice(
  conversationId: number,
  { isTooLong }: { readonly isTooLong: boolean } = { isTooLong: false },
): AppThunk<Promise<boolean>> {
  return async (dispatch, getState, { composing }) => {
    const draft = selectVoice(getState(), conversationId);
    const { recording, shelf } = composing;
    if (draft?.state === 'ready') return true;
    if (draft === undefined || draft.state === 'finishing') return false;
    if (recording === undefined || draft.elapsedMs < SHORTEST_MS) {
      dispatch(discardVoice(conversationId));
      if (recording !== undefined) dispatch(errorShown({ code: 'recording-too-short' }));
      return false;
    }
    composing.recording = undefined;
    dispatch(voiceChanged({ conversationId, change: { state: 'finishing' } }));
    try {
      const sound = await recording.finish();
      const fileId = shelf.put(sound, undefined);
      const url = shelf.preview(fileId, sound);
      const change = { state: 'ready', fileId, ...(url === undefined ? {} : { url }) } as const;
      dispatch(voiceChanged({ conversationId, change }));
      if (isTooLong) dispatch(toastShown({ textKey: 'recordingTooLong' }));
      return true;
    } catch {
      dispatch(voiceRemoved(conversationId));
      dispatch(errorShown({ code: 'microphone-failed' }));
      return false;
    }
  };
}

export function discardVoice(conversationId: number): AppThunk<void> {
  return (dispatch, getState, { composing }) => {
    const draft = selectVoice(getState(), conversationId);
    if (draft === undefined) return;
    if (draft.state === 'recording' || draft.state === 'paused') {
      composing.recording?.discard();
      composing.recording = undefined;
    }
    if (draft.fileId !== undefined) composing.shelf.remove(draft.fileId);
    dispatch(voiceRemoved(conversationId));
  };
}

/** Sends what was recorded, and ends recording first if need be. */
export function sendVoice(conversationId: number, quoteMessageId?: number): AppThunk<Promise<boolean>> {
  return async (dispatch, getState, { composing: { shelf } }) => {
    if (!(await dispatch(endVoice(conversationId)))) return false;
    const draft = selectVoice(getState(), conversationId);
    const sound = draft?.fileId === undefined ? undefined : shelf.get(draft.fileId)?.outgoing;
    if (draft === undefined || sound === undefined) return false;
    const bytes = new Uint8Array(await sound.arrayBuffer());
    const wasTaken = await dispatch(
      sendMessage({
        conversationId,
        text: '',
        ...(quoteMessageId === undefined ? {} : { quote: { messageId: quoteMessageId } }),
        attachments: [
          {
            bytes,
            contentType: CONTENT_TYPE,
            isVoiceMessage: true,
            durationMs: Math.round(draft.elapsedMs),
          },
        ],
      }),
    );
    if (wasTaken) dispatch(discardVoice(conversationId));
    return wasTaken;
  };
}

/** The conversation is left: what is being recorded there waits as a draft. */
export function leaveVoice(conversationId: number): AppThunk<void> {
  return (dispatch, getState) => {
    const state = selectVoices(getState())[conversationId]?.state;
    if (state === 'recording' || state === 'paused') void dispatch(endVoice(conversationId));
    if (state === 'starting') dispatch(discardVoice(conversationId));
  };
}
