import type { AttachmentRow } from '../../store/index.ts';
import type { Clock, Emitter } from '../../util/index.ts';
import type { FileProgress } from '../../network/index.ts';
import type { MessagingEvent } from '../events.ts';

/** Ten times a second is as often as anybody can see. */
const PAUSE_MS = 100;

/** Tells how far a file has come, not more often than it is of use; the end always. */
export function progressOf(
  { events, clock }: { readonly events: Emitter<MessagingEvent>; readonly clock: Pick<Clock, 'monotonicMs'> },
  { id, messageId }: Pick<AttachmentRow, 'id' | 'messageId'>,
  direction: 'up' | 'down',
): (progress: FileProgress) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return ({ doneBytes, totalBytes }) => {
    const nowMs = clock.monotonicMs();
    if (nowMs - lastMs < PAUSE_MS && doneBytes !== totalBytes) return;
    lastMs = nowMs;
    events.emit({
      type: 'attachment-progress',
      attachmentId: id,
      messageId,
      direction,
      doneBytes,
      ...(totalBytes === undefined ? {} : { totalBytes }),
    });
  };
}
