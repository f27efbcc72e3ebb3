import { setImmediate } from 'node:timers/promises';

import type { JobRow } from '../../store/index.ts';
import { numberInPayload } from '../attachments/attachment-jobs.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { idInPayload } from '../send/jobs.ts';
import type { Services } from '../services.ts';

/** Messages a stroke. */
const SLICE = 50;

/** Empties a conversation; a long one in strokes between which the engine breathes. */
export class ClearConversationRunner implements JobRunner {
  private readonly deps: Pick<Services, 'store' | 'events'>;

  constructor(deps: Pick<Services, 'store' | 'events'>) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { store, events } = this.deps;
    const id = idInPayload(job, 'conversationId');
    const upToSentAtMs = numberInPayload(job, 'upToSentAtMs');
    if (id === undefined || store.conversations.get(id) === undefined) return { kind: 'done' };
    const query = { id, limit: SLICE, ...(upToSentAtMs === undefined ? {} : { upToSentAtMs }) };
    while (!signal.aborted && store.conversations.clearSlice(query).more) await setImmediate();
    if (signal.aborted) return { kind: 'retry' };
    return {
      kind: 'done',
      after: () => {
        events.emit({ type: 'conversation-cleared', conversationId: id });
        events.emit({ type: 'conversation-changed', conversationId: id });
      },
    };
  }
}
