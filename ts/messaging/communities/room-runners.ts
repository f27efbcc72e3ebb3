import type { JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';
import type { ActionOutcomes } from './action-outcomes.ts';
import { RoomActionRunner } from './room-action-runner.ts';
import { DOWNLOAD_ROOM_PICTURE, ROOM_ACTION, TRIM_ROOMS } from './room-jobs.ts';
import { RoomPictureRunner } from './room-picture-runner.ts';
import { TrimRoomsRunner } from './trim-rooms-runner.ts';

/** Who does which kind of job for communities. */
export function roomRunners(
  services: Services,
  outcomes: ActionOutcomes,
): Readonly<Record<string, JobRunner>> {
  return {
    [ROOM_ACTION]: new RoomActionRunner(services, outcomes),
    [DOWNLOAD_ROOM_PICTURE]: new RoomPictureRunner(services),
    [TRIM_ROOMS]: new TrimRoomsRunner(services),
  };
}
