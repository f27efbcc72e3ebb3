import type { JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';
import { PUSH_CONFIGS, RENEW_CONFIGS } from '../configs/config-jobs.ts';
import { PushConfigsRunner } from '../configs/push-configs-runner.ts';
import { RenewConfigsRunner } from '../configs/renew-configs-runner.ts';
import { DELETE_CONVERSATION } from '../conversations/conversation-jobs.ts';
import { DeleteConversationRunner } from '../conversations/delete-conversation-runner.ts';
import { SEND_MESSAGE, SEND_OWN_COPY } from './jobs.ts';
import { SendMessageRunner } from './send-message-runner.ts';
import { SendOwnCopyRunner } from './send-own-copy-runner.ts';

/** Who does which kind of job. */
export function outboxRunners(services: Services): Readonly<Record<string, JobRunner>> {
  return {
    [SEND_MESSAGE]: new SendMessageRunner(services),
    [SEND_OWN_COPY]: new SendOwnCopyRunner(services),
    [PUSH_CONFIGS]: new PushConfigsRunner(services),
    [RENEW_CONFIGS]: new RenewConfigsRunner(services),
    [DELETE_CONVERSATION]: new DeleteConversationRunner(services),
  };
}
