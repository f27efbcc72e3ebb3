import type { ConversationView } from '../../../ipc/index.ts';

const HOUR_S = 3_600;
const DAY_S = 86_400;

/** How long to be silent, in seconds; the longest is until somebody ends it. */
export const MUTE_S = { hour: HOUR_S, 'eight-hours': 8 * HOUR_S, day: DAY_S, week: 7 * DAY_S } as const;
export type MuteSpan = keyof typeof MUTE_S | 'always';
export const MUTE_SPANS = [
  'hour',
  'eight-hours',
  'day',
  'week',
  'always',
] as const satisfies readonly MuteSpan[];

type Notifying = Pick<ConversationView, 'notify' | 'mutedUntilS'>;

/** Whether nothing is told of a conversation, and until when, ms since the epoch, if that ends by itself. */
export function muteOf(
  { notify, mutedUntilS }: Notifying,
  nowMs: number,
): { readonly untilMs?: number } | undefined {
  if (notify === 'none') return {};
  const untilMs = mutedUntilS * 1_000;
  return untilMs > nowMs ? { untilMs } : undefined;
}

/** The change that makes a conversation silent. */
export function muting(
  span: MuteSpan,
  { notify, nowMs }: Pick<Notifying, 'notify'> & { readonly nowMs: number },
): Notifying {
  if (span === 'always') return { notify: 'none', mutedUntilS: 0 };
  // Silent for a while means loud afterwards.
  return { notify: notify === 'none' ? 'all' : notify, mutedUntilS: Math.ceil(nowMs / 1_000) + MUTE_S[span] };
}
