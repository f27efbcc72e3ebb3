import { setImmediate } from 'node:timers/promises';

import type { JobRow } from '../../store/index.ts';
import { startReadClocks } from '../disappearing/read-clocks.ts';
import type { MessagingEvent } from '../events.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';
import { type ReadMark, markIn, markMoreRead } from './read-in-strokes.ts';
import { enqueueReceipts } from './send-receipts.ts';

type Deps = Pick<Services, 'store' | 'network' | 'events' | 'keys' | 'clock' | 'random'>;

/** Marks the rest of a long conversation as read, in strokes between which the engine breathes. */
export class MarkReadRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { store, events } = this.deps;
    const mark = markIn(job);
    if (mark === undefined) return { kind: 'done' };
    const { conversationId } = mark;
    for (let isMore = true; isMore;) {
      await setImmediate();
      if (signal.aborted) return { kind: 'retry' };
      if (store.conversations.get(conversationId) === undefined) return { kind: 'done' };
      const stroke = this.stroke(mark);
      isMore = stroke.more;
      for (const change of stroke.changes) events.emit(change);
    }
    return { kind: 'done', after: () => events.emit({ type: 'conversation-changed', conversationId }) };
  }

  private stroke(mark: ReadMark): { readonly changes: readonly MessagingEvent[]; readonly more: boolean } {
    const { store, network } = this.deps;
    const { conversationId, by, withReceipts } = mark;
    return store.transaction((repositories) => {
      const { rows, more } = markMoreRead(repositories, mark);
      const conversation = repositories.conversations.require(conversationId);
      if (withReceipts) enqueueReceipts(repositories, this.deps, { conversation, read: rows });
      const nowMs = network.time.nowMs();
      return { changes: startReadClocks(repositories, { conversationId, by, nowMs }), more };
    });
  }
}
