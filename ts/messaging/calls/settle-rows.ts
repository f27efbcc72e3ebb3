// Rows of calls that this device did not see the end of.

import type { CallOutcome, MessageRow, Repositories } from '../../store/index.ts';
import type { CallMessage } from '../../wire/index.ts';
import type { MessagingEvent } from '../events.ts';
import { isCallUuid } from './call-message.ts';
import type { CurrentCall } from './call-state.ts';
import { activeCall } from './call-state.ts';
import type { CallsState } from './call-state.ts';
import { changesOf, startClock } from './put-call-row.ts';

interface Context {
  readonly repositories: Repositories;
  /** Network time. */
  readonly nowMs: number;
}

/** After a start: whatever still says that it rings was missed, or broken off. The call that rings now is left alone. */
export function settleBrokenOff(context: Context, state: CallsState): readonly MessagingEvent[] {
  const current = activeCall(state)?.call.row;
  return context.repositories.messages
    .ringingCalls()
    .filter(({ details }) => details?.call?.id !== current?.uuid)
    .flatMap((row) => settle(context, row, row.direction === 'incoming' ? 'missed' : 'failed'));
}

/**
 * Another device of ours took or declined a call that was over here before we heard of it. Such a message does not say whose call it
 * was: when several have its ID, nobody knows which one is meant.
 */
export function settleElsewhere(
  context: Context,
  { type, uuid }: CallMessage,
  current: CurrentCall,
): readonly MessagingEvent[] {
  const isOver = current.phase === 'idle' || current.phase === 'ended' || current.call.row.uuid !== uuid;
  if (!isOver || (type !== 'answer' && type !== 'end-call') || !isCallUuid(uuid)) return [];
  const [row, ...others] = context.repositories.messages.callsOfId(uuid);
  if (row?.direction !== 'incoming' || others.length > 0) return [];
  if (row.details?.call?.outcome !== 'missed') return [];
  return settle(context, row, type === 'answer' ? 'answered-elsewhere' : 'declined-elsewhere');
}

function settle(
  context: Context,
  { id, details }: MessageRow,
  outcome: CallOutcome,
): readonly MessagingEvent[] {
  const callId = details?.call?.id ?? '';
  const call = { id: callId, outcome };
  const row = context.repositories.messages.setCall({ id, call, isUnread: outcome === 'missed' });
  startClock(context, row);
  return changesOf(row);
}
