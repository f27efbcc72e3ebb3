import { useEffect, useEffectEvent, useRef, useState } from 'react';

import type { QuoteView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useContainsRecoveryPassword } from '../../app/secrets.ts';
import { codePointsLeft } from '../conversation/message-length.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { selectStaged } from './attachments/staging-slice.ts';
import { outgoingFiles, unstageFiles } from './attachments/staging-thunks.ts';
import { confirmationTaken, selectConfirmed } from './composer-slice.ts';
import type { OutgoingPreview } from './link/link-preview-thunks.ts';
import { sendMessage } from './send-thunks.ts';

/** What is before the person now. */
export interface Composed {
  readonly text: string;
  readonly quote: QuoteView | undefined;
  readonly preview: OutgoingPreview | undefined;
}

/** Sends what was composed: words, the message that they answer, files, the preview of a link. */
export function useSend(options: {
  readonly conversationId: number;
  readonly composed: Composed;
  /** It is on its way: the editor is for the next words. */
  readonly onTaken: () => void;
  /** The client refused it: everything comes back. */
  readonly onRefused: (composed: Composed) => void;
}): {
  readonly canSend: boolean;
  /** Files are being made ready, or handed over. */
  readonly isBusy: boolean;
  readonly send: () => void;
} {
  const { conversationId, composed } = options;
  const dispatch = useAppDispatch();
  const containsRecoveryPassword = useContainsRecoveryPassword();
  const hasFiles = useAppSelector((state) => selectStaged(state, conversationId).files.length > 0);
  const [isBusy, setBusy] = useState(false);
  const canSend = composed.text.trim() !== '' || hasFiles;

  /** What is before the person after a wait, not before it: they may have gone on writing. */
  const latest = useRef(composed);
  useEffect(() => {
    latest.current = composed;
  });
  const isSending = useRef(false);

  const sendNow = async () => {
    const attachments = hasFiles ? await dispatch(outgoingFiles(conversationId)) : [];
    const taken = latest.current;
    const { text, quote, preview } = taken;
    // All of them were refused meanwhile.
    if (text.trim() === '' && attachments.length === 0) return;
    // At once, so that the next words never mix with these; they come back if the client refuses them.
    options.onTaken();
    // The next words need not wait for these; files are before the person until the client has them.
    isSending.current = attachments.length > 0;
    const wasTaken = await dispatch(
      sendMessage({
        conversationId,
        text: text.trim(),
        ...(quote?.original === undefined ? {} : { quote: { messageId: quote.original.id } }),
        ...(preview === undefined || attachments.length > 0 ? {} : { preview }),
        ...(attachments.length === 0 ? {} : { attachments: attachments.map(({ file }) => file) }),
      }),
    );
    if (wasTaken) dispatch(unstageFiles({ conversationId, ids: attachments.map(({ id }) => id) }));
    else options.onRefused(taken);
  };
  const send = async ({ isConfirmed }: { readonly isConfirmed: boolean }) => {
    if (!canSend || isSending.current) return;
    if (codePointsLeft(composed.text) < 0) {
      dispatch(dialogOpened({ kind: 'message-too-long' }));
      return;
    }
    isSending.current = true;
    setBusy(hasFiles);
    try {
      const isSecret = !isConfirmed && (await containsRecoveryPassword(composed.text));
      if (isSecret) dispatch(dialogOpened({ kind: 'send-recovery-password', conversationId }));
      else await sendNow();
    } finally {
      isSending.current = false;
      setBusy(false);
    }
  };
  useConfirmed(conversationId, () => void send({ isConfirmed: true }));
  return { canSend, isBusy, send: () => void send({ isConfirmed: false }) };
}

/** Calls back when the person has said, in a dialog, that it is to be sent. */
function useConfirmed(conversationId: number, onConfirmed: () => void): void {
  const dispatch = useAppDispatch();
  const isConfirmed = useAppSelector((state) => selectConfirmed(state) === conversationId);
  const confirm = useEffectEvent(onConfirmed);
  useEffect(() => {
    if (!isConfirmed) return;
    dispatch(confirmationTaken());
    confirm();
  }, [dispatch, isConfirmed]);
}
