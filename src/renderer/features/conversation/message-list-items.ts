import type { MessageView } from '../../../ipc/index.ts';
import { startOfDayMs } from '../../app/text/dates.ts';
import type { MessageWindow } from './messages-slice.ts';

/** A message of the list with what its neighbours make of it. */
export interface MessageListItem {
  readonly id: number;
  readonly message: MessageView;
  /** Present on the first message of a day. */
  readonly dayMs?: number;
  readonly isFirstUnread: boolean;
  /** Nothing is older, here or in the store; the server of a room may have more. */
  readonly isHistoryStart: boolean;
  /** First and last of a run: messages of one author without a break. */
  readonly isRunStart: boolean;
  readonly isRunEnd: boolean;
  readonly showsState: boolean;
}

/** Messages further apart than this are no run any more. */
const RUN_GAP_MS = 5 * 60_000;

/** Turns the loaded stretch into what the list shows. */
export function messageListItems(
  window: MessageWindow,
  byId: Readonly<Record<number, MessageView>>,
): readonly MessageListItem[] {
  const messages = window.ids.flatMap((id) => byId[id] ?? []);
  const lastOutgoing = messages.findLastIndex(
    (message) => message.direction === 'outgoing' && isBubble(message),
  );
  return messages.map((message, index) => {
    const previous = messages[index - 1];
    const next = messages[index + 1];
    const dayMs = startOfDayMs(message.sentAtMs);
    const isDayStart = previous === undefined || startOfDayMs(previous.sentAtMs) !== dayMs;
    const isFirstUnread = message.id === window.firstUnreadId;
    const isNextFirstUnread = next !== undefined && next.id === window.firstUnreadId;
    const isNextSameDay = next !== undefined && startOfDayMs(next.sentAtMs) === dayMs;
    return {
      id: message.id,
      message,
      ...(isDayStart ? { dayMs } : {}),
      isFirstUnread,
      isHistoryStart: index === 0 && (!window.hasOlder || window.isOlderAwaited === true),
      isRunStart: isDayStart || isFirstUnread || !isRun(previous, message),
      isRunEnd: next === undefined || !isNextSameDay || isNextFirstUnread || !isRun(message, next),
      showsState:
        isBubble(message) &&
        message.direction === 'outgoing' &&
        (message.state !== 'sent' || (index === lastOutgoing && !window.hasNewer)),
    };
  });
}

function isRun(first: MessageView | undefined, second: MessageView): boolean {
  return (
    first !== undefined &&
    isBubble(first) === isBubble(second) &&
    first.authorId === second.authorId &&
    first.direction === second.direction &&
    second.sentAtMs - first.sentAtMs < RUN_GAP_MS
  );
}

/** Lines about what happened break a run. */
function isBubble({ kind, deletion }: MessageView): boolean {
  return kind === 'text' || deletion !== undefined;
}
