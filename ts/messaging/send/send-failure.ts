import { MessagingError } from '../errors.ts';
import { NetworkError } from '../../network/index.ts';
import type { JobRow } from '../../store/index.ts';
import { WireError } from '../../wire/index.ts';
import { GIVE_UP_AFTER_MS } from '../outbox/retry-schedule.ts';

/** Why a message is not tried again by itself. */
export type SendFailure =
  | 'too-large'
  | 'recipient-invalid'
  | 'rejected'
  | 'clock-out-of-sync'
  | 'gave-up'
  | 'unexpected'
  /** Of a community: banned from it; no right to write; its filter refuses the words; no such room for us; another key than we know. */
  | 'banned'
  | 'not-allowed'
  | 'filtered'
  | 'room-gone'
  | 'key-wrong'
  /** Whoever is known from a community only takes no messages from people there. */
  | 'requests-refused';

/** The reason to stop after `error`, or undefined to try again. */
export function finalFailure(
  error: unknown,
  job: Pick<JobRow, 'createdAtMs'>,
  nowMs: number,
): SendFailure | undefined {
  if (error instanceof WireError)
    return error.code === 'recipient-key-invalid' ? 'recipient-invalid' : 'unexpected';
  if (error instanceof MessagingError && error.code === 'group-not-open') return 'rejected';
  const isOld = nowMs - job.createdAtMs >= GIVE_UP_AFTER_MS;
  if (!(error instanceof NetworkError)) return isOld ? 'unexpected' : undefined;
  if (isOurOwnStop(error)) return undefined;
  if (error.retry === 'never') return error.code === 'too-large' ? 'too-large' : 'rejected';
  if (!isOld) return undefined;
  return error.code === 'clock-out-of-sync' ? 'clock-out-of-sync' : 'gave-up';
}

function isOurOwnStop({ code }: NetworkError): boolean {
  return code === 'aborted' || code === 'closed';
}
