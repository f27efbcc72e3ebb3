import type { JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';
import { SEND_MESSAGE, SEND_OWN_COPY } from './jobs.ts';
import { SendMessageRunner } from './send-message-runner.ts';
import { SendOwnCopyRunner } from './send-own-copy-runner.ts';

/** Who does which kind of job. */
export function outboxRunners(services: Services): Readonly<Record<string, JobRunner>> {
  return {
    [SEND_MESSAGE]: new SendMessageRunner(services),
    [SEND_OWN_COPY]: new SendOwnCopyRunner(services),
  };
}
