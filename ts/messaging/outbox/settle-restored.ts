import type { DeliveryRow, JobRow, MessageRow, Repositories, Store } from '../../store/index.ts';
import { BACKUP_MADE_AT_MS } from '../../store/index.ts';
import { ROOM_ACTION, roomActionIn } from '../communities/room-jobs.ts';
import { UPLOAD_ATTACHMENT } from '../attachments/attachment-jobs.ts';
import { CONFIGS_WERE_READ } from '../configs/user-configs.ts';
import { SEND_CONTROL } from '../control/control-message.ts';
import { SEND_MESSAGE, SEND_OWN_COPY, idInPayload } from '../send/jobs.ts';
import { GIVE_UP_AFTER_MS } from './retry-schedule.ts';

/** Jobs looked at in one go. */
const PAGE = 500;

/**
 * Settles what a backup has brought back, before anything of it runs. The device that it was made on may have sent since what was
 * waiting then. So only what was encrypted already and would still be tried is sent again: a swarm that has these bytes
 * recognises them. Every other message fails, and a person decides; what has no row is given up. And nothing is pushed to our other
 * devices before it was read what they agreed on meanwhile.
 */
export function settleRestored(store: Store, nowMs: number): void {
  if (store.settings.get(BACKUP_MADE_AT_MS) === undefined) return;
  store.transaction((repositories) => {
    for (const job of allJobs(repositories)) settle(repositories, job, nowMs);
    repositories.settings.set(CONFIGS_WERE_READ, false);
    repositories.settings.delete(BACKUP_MADE_AT_MS);
  });
}

function* allJobs({ jobs }: Repositories): Generator<JobRow> {
  for (let afterId = 0; ;) {
    const page = jobs.page({ afterId, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    afterId = last.id;
  }
}

function settle(repositories: Repositories, job: JobRow, nowMs: number): void {
  const isOld = nowMs - job.createdAtMs >= GIVE_UP_AFTER_MS;
  switch (job.kind) {
    case SEND_MESSAGE:
    case UPLOAD_ATTACHMENT:
      settleMessage(repositories, job, isOld);
      return;
    case SEND_OWN_COPY:
    case SEND_CONTROL:
      if (isOld) giveUpDelivery(repositories, job);
      return;
    case ROOM_ACTION:
      giveUpRoomAction(repositories, job);
      return;
    default:
      // What else there is changes nothing when it is done twice.
      return;
  }
}

function settleMessage(repositories: Repositories, job: JobRow, isOld: boolean): void {
  const id = idInPayload(job, 'messageId');
  const message = id === undefined ? undefined : repositories.messages.get(id);
  if (message !== undefined && isEncrypted(repositories, message) && !isOld) return;
  repositories.jobs.complete(job.id);
  if (message !== undefined && isOnItsWay(message))
    repositories.messages.setState({ id: message.id, state: 'failed', failure: 'gave-up' });
}

function isEncrypted({ deliveries }: Repositories, { id }: MessageRow): boolean {
  return deliveries.forMessage(id).length > 0;
}

function isOnItsWay({ state }: MessageRow): boolean {
  return state === 'queued' || state === 'sending';
}

/** Somebody may have thought better of it since. */
function giveUpRoomAction({ jobs, communities }: Repositories, job: JobRow): void {
  jobs.complete(job.id);
  const wanted = roomActionIn(job)?.wanted;
  if (wanted?.action !== 'react') return;
  const { messageId, emoji } = wanted;
  communities.settleOwnReaction({ messageId, emoji, seqno: undefined });
}

function giveUpDelivery({ jobs, deliveries }: Repositories, job: JobRow): void {
  const id = idInPayload(job, 'deliveryId');
  const delivery: DeliveryRow | undefined = id === undefined ? undefined : deliveries.get(id);
  jobs.complete(job.id);
  if (delivery?.messageId === undefined) deliveries.delete(id ?? 0);
  else if (delivery.state === 'pending') deliveries.markFailed(delivery.id);
}
