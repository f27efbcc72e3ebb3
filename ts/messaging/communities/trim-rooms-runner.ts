// Takes old messages of large rooms away from this device (spec 08 COM-06, spec 04 §8).

import { setImmediate } from 'node:timers/promises';

import type { NewJob } from '../../store/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';
import { ROOMS_TRIMMED_AT_MS, TRIMS_ROOMS } from './community-settings.ts';
import { TRIM_ROOMS } from './room-jobs.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Rooms with more messages than this are large. */
const LARGE = 2_000;
const OLD_MS = 180 * DAY_MS;
const EVERY_MS = DAY_MS;
/** Messages a stroke. */
const SLICE = 50;

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'events'>;

/** The job that is due once a day, if it is; undefined when it is not, or not wanted. */
export function trimRoomsJob({ store, clock }: Pick<Deps, 'store' | 'clock'>): NewJob | undefined {
  if (store.settings.get(TRIMS_ROOMS) === false) return undefined;
  const nowMs = clock.nowMs();
  if (nowMs < (store.settings.get(ROOMS_TRIMMED_AT_MS) ?? 0) + EVERY_MS) return undefined;
  return { kind: TRIM_ROOMS, queue: TRIM_ROOMS, payload: {}, dedupeKey: TRIM_ROOMS, runAtMs: nowMs, nowMs };
}

export class TrimRoomsRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(_: unknown, signal: AbortSignal): Promise<JobOutcome> {
    const { store, network, clock, events } = this.deps;
    const upToSentAtMs = network.time.nowMs() - OLD_MS;
    for (const { conversationId: id } of store.communities.rooms()) {
      if (!store.communities.isLarge({ conversationId: id, atLeast: LARGE + 1 })) continue;
      let isAnyGone = false;
      for (let more = true; more && !signal.aborted;) {
        const slice = store.transaction((repositories) => {
          const removed = repositories.conversations.clearSlice({
            id,
            upToSentAtMs,
            limit: SLICE,
            inBulk: true,
          });
          // They may come back when somebody scrolls that far.
          if (!removed.more) repositories.communities.forgetRemovedPosts(id);
          return removed;
        });
        isAnyGone ||= slice.rows.length > 0;
        ({ more } = slice);
        await setImmediate();
      }
      if (!isAnyGone) continue;
      store.communities.setProgress(id, { hasOlder: true });
      events.emit({ type: 'conversation-cleared', conversationId: id });
      events.emit({ type: 'conversation-changed', conversationId: id });
    }
    if (signal.aborted) return { kind: 'retry' };
    return { kind: 'done', commit: ({ settings }) => settings.set(ROOMS_TRIMMED_AT_MS, clock.nowMs()) };
  }
}
