// Fetches the picture of a room (spec 05 §9).

import type { JobRow } from '../../store/index.ts';
import { idInPayload } from '../send/jobs.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';
import { failureOf, isPassing } from './community-failure.ts';
import { downloadFromRoom, placeOf } from './room-files.ts';

/** A larger one is none that anybody needs. */
const MAX_BYTES = 2_000_000;

type Deps = Pick<Services, 'store' | 'events' | 'log' | 'localFiles' | 'communities'>;

export class RoomPictureRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const { store, communities, localFiles, events, log } = this.deps;
    const conversationId = idInPayload(job, 'conversationId') ?? 0;
    const place = placeOf(store, conversationId);
    if (place === undefined) return { kind: 'done' };
    const { imageId } = place.room;
    if (imageId === undefined)
      return {
        kind: 'done',
        commit: (repositories) => repositories.communities.setRoomPicture(conversationId, undefined),
        after: () => events.emit({ type: 'conversation-changed', conversationId }),
      };
    try {
      const bytes = await downloadFromRoom(communities, place, { url: imageId, signal });
      if (bytes.length > MAX_BYTES) return { kind: 'done' };
      const file = await localFiles.write([bytes], bytes.length);
      return {
        kind: 'done',
        commit: (repositories) => {
          const isWanted = repositories.communities.room(conversationId)?.imageId === imageId;
          if (isWanted) repositories.communities.setRoomPicture(conversationId, file.id);
        },
        after: () => {
          localFiles.discard(file);
          events.emit({ type: 'conversation-changed', conversationId });
        },
      };
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined || isPassing(failure)) throw error;
      log.write('warn', 'room-picture-not-downloaded', { error });
      return { kind: 'done' };
    }
  }
}
