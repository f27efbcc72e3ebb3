import { groupId } from '../../account/index.ts';
import type { JobRow, Repositories } from '../../store/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { idInPayload } from '../send/jobs.ts';
import { finalFailure } from '../send/send-failure.ts';
import type { Services } from '../services.ts';
import { isAgain, isDeletion } from './control-message.ts';
import { enqueueAgain, isRare } from './store-again.ts';

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'log' | 'groups' | 'events'>;

/** Stores what has no row; when it is stored, twice if the first time few nodes took it, or nobody will ever take it, nothing of it is kept. */
export class SendControlRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { store, network, clock, log, groups, events } = this.deps;
    const id = idInPayload(job, 'deliveryId');
    const delivery = id === undefined ? undefined : store.deliveries.get(id);
    if (delivery?.state !== 'pending') return { kind: 'done' };
    const forget = ({ deliveries }: Pick<Repositories, 'deliveries'>) => void deliveries.delete(delivery.id);
    const { target, swarm, namespace, payload, ttlMs } = delivery;
    try {
      const auth = target === 'group' ? groups.auth(groupId(swarm)) : undefined;
      const request = { account: swarm, namespace, data: payload, ttlMs, signal };
      const receipt = await network.store(auth === undefined ? request : { ...request, auth });
      if (isRare(receipt) && !isAgain(job))
        return { kind: 'done', commit: ({ jobs }) => enqueueAgain({ jobs }, delivery, clock.nowMs()) };
    } catch (error) {
      const failure = finalFailure(error, job, clock.nowMs());
      if (failure === undefined) throw error;
      log.write('warn', 'control-message-failed', { failure, error });
      if (isDeletion(job))
        return { kind: 'done', commit: forget, after: () => events.emit({ type: 'deletion-failed' }) };
    }
    return { kind: 'done', commit: forget };
  }
}
