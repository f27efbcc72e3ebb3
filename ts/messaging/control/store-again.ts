import type { StoreReceipt } from '../../network/index.ts';
import type { DeliveryRow, Repositories } from '../../store/index.ts';
import { laterJob } from '../outbox/later.ts';
import { sendControlJob } from './control-message.ts';

/** A message that fewer nodes keep may go with them. */
const SAFE_MEMBERS = 2;
const AGAIN_AFTER_MS = 10_000;

/** Whether the message should be stored once more (spec 02 §5.3). */
export function isRare({ storedOn }: Pick<StoreReceipt, 'storedOn'>): boolean {
  return storedOn < SAFE_MEMBERS;
}

/** Has a delivery without a message stored once more, after a while: by then the other nodes of the swarm may be back. */
export function enqueueAgain(
  { jobs }: Pick<Repositories, 'jobs'>,
  { id, swarm }: Pick<DeliveryRow, 'id' | 'swarm'>,
  nowMs: number,
): void {
  const job = sendControlJob({ deliveryId: id, to: swarm, nowMs, isAgain: true });
  jobs.enqueue(laterJob({ ...job, runAtMs: nowMs + AGAIN_AFTER_MS }));
}

/** Has the bytes of a message that was just stored on too few nodes stored once more. */
export function storeAgainIfRare(
  repositories: Pick<Repositories, 'jobs' | 'deliveries'>,
  { target, swarm, namespace, payload, ttlMs }: DeliveryRow,
  { receipt, nowMs }: { readonly receipt: Pick<StoreReceipt, 'storedOn'>; readonly nowMs: number },
): void {
  if (!isRare(receipt)) return;
  const copy = repositories.deliveries.create({ target, swarm, namespace, payload, ttlMs });
  enqueueAgain(repositories, copy, nowMs);
}
