import { setImmediate } from 'node:timers/promises';

import type { JobRow } from '../../store/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { idInPayload } from '../send/jobs.ts';
import type { Services } from '../services.ts';

/** Messages a stroke. */
const SLICE = 50;
/** Numbers of posts a stroke. */
const POSTS = 500;

/** Removes a conversation with all its messages; a long one in strokes between which the engine breathes. */
export class DeleteConversationRunner implements JobRunner {
  private readonly deps: Pick<Services, 'store' | 'events'>;

  constructor(deps: Pick<Services, 'store' | 'events'>) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { store, events } = this.deps;
    const id = idInPayload(job, 'conversationId');
    if (id === undefined || store.conversations.get(id) === undefined) return { kind: 'done' };
    // Of a room more numbers of posts may be known than it has messages.
    while (!signal.aborted && store.communities.forgetPosts({ conversationId: id, limit: POSTS }) > 0)
      await setImmediate();
    // The last stroke too leaves the words of few messages to the tidying that follows: it belongs to many.
    for (let inBulk = false; !signal.aborted; inBulk = true) {
      if (!store.conversations.deleteSlice({ id, limit: SLICE, inBulk }).more) break;
      await setImmediate();
    }
    if (signal.aborted) return { kind: 'retry' };
    return { kind: 'done', after: () => events.emit({ type: 'conversation-removed', conversationId: id }) };
  }
}
