import { setImmediate } from 'node:timers/promises';

import type { JobRow } from '../../store/index.ts';
import { numberInPayload } from '../attachments/attachment-jobs.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { idInPayload } from '../send/jobs.ts';
import type { Services } from '../services.ts';
import { clearSliceEverywhere } from './clear-everywhere.ts';

type Deps = Pick<Services, 'store' | 'events' | 'keys' | 'network' | 'clock' | 'random'>;

/** Messages a stroke. */
const SLICE = 50;

/** Empties a conversation; a long one in strokes between which the engine breathes. */
export class ClearConversationRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { store, events } = this.deps;
    const id = idInPayload(job, 'conversationId');
    const upToSentAtMs = numberInPayload(job, 'upToSentAtMs');
    if (id === undefined || store.conversations.get(id) === undefined) return { kind: 'done' };
    const clearSome = isEverywhere(job)
      ? () => this.clearEverywhere(id, upToSentAtMs ?? Number.MAX_SAFE_INTEGER)
      : () => this.clearHere(id, upToSentAtMs);
    while (!signal.aborted && clearSome()) await setImmediate();
    if (signal.aborted) return { kind: 'retry' };
    return {
      kind: 'done',
      after: () => {
        events.emit({ type: 'conversation-cleared', conversationId: id });
        events.emit({ type: 'conversation-changed', conversationId: id });
      },
    };
  }
  private clearHere(id: number, upToSentAtMs: number | undefined): boolean {
    const query = { id, limit: SLICE, ...(upToSentAtMs === undefined ? {} : { upToSentAtMs }) };
    return this.deps.store.conversations.clearSlice(query).more;
  }

  private clearEverywhere(conversationId: number, upToSentAtMs: number): boolean {
    return this.deps.store.transaction((repositories) =>
      clearSliceEverywhere(repositories, this.deps, { conversationId, upToSentAtMs, limit: SLICE }),
    );
  }
}

function isEverywhere({ payload }: JobRow): boolean {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    'scope' in payload &&
    payload['scope'] === 'own-devices'
  );
}
