import type { StoreReceipt } from '../../network/index.ts';
import type { DeliveryRow, JobRow } from '../../store/index.ts';
import { storeAgainIfRare } from '../control/store-again.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';
import { idInPayload } from './jobs.ts';
import { finalFailure } from './send-failure.ts';
import { receiptFacts } from './send-message-runner.ts';

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'events' | 'log'>;

/** Stores the copy of a sent message in our own swarm, where our other devices find it. */
export class SendOwnCopyRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const deliveryId = idInPayload(job, 'deliveryId');
    const delivery = deliveryId === undefined ? undefined : this.deps.store.deliveries.get(deliveryId);
    if (delivery?.state !== 'pending') return { kind: 'done' };
    try {
      return this.stored(delivery, await this.store(delivery, signal));
    } catch (error) {
      const failure = finalFailure(error, job, this.deps.clock.nowMs());
      if (failure === undefined) throw error;
      this.deps.log.write('error', 'own-copy-failed', { failure, error });
      return { kind: 'done', commit: ({ deliveries }) => void deliveries.markFailed(delivery.id) };
    }
  }

  private store(
    { swarm, namespace, payload, ttlMs }: DeliveryRow,
    signal: AbortSignal,
  ): Promise<StoreReceipt> {
    return this.deps.network.store({ account: swarm, namespace, data: payload, ttlMs, signal });
  }

  private stored(delivery: DeliveryRow, receipt: StoreReceipt): JobOutcome {
    const { events, clock } = this.deps;
    const { id, messageId } = delivery;
    // Nothing waits for what has no row.
    if (messageId === undefined)
      return { kind: 'done', commit: ({ deliveries }) => void deliveries.delete(id) };
    return {
      kind: 'done',
      commit: (repositories) => {
        const { deliveries, messages } = repositories;
        if (messages.get(messageId) === undefined) return;
        storeAgainIfRare(repositories, delivery, { receipt, nowMs: clock.nowMs() });
        deliveries.markStored({ id, ...receiptFacts(receipt) });
        messages.setHashes({ id: messageId, ownHash: receipt.hash });
        messages.markSynced(messageId);
      },
      after: () => {
        events.emit({ type: 'message-changed', messageId });
        events.emit({
          type: 'delivered',
          messageId,
          target: 'own-swarm',
          path: receipt.path,
          storedOn: receipt.storedOn,
        });
      },
    };
  }
}
