import type { NetworkTime } from '../../network/index.ts';
import type { MessageClock, Repositories } from '../../store/index.ts';

/** A sent-at that this device has never given before (spec 04 §2.1), and whether network time stands behind it. */
export function nextSentAt(
  { settings }: Pick<Repositories, 'settings'>,
  time: Pick<NetworkTime, 'nowMs' | 'isSynchronized'>,
): { readonly sentAtMs: number; readonly clock: MessageClock } {
  const clock = time.isSynchronized() ? 'network' : 'local';
  return { sentAtMs: settings.nextSentAtMs(time.nowMs(), clock), clock };
}
