import type { JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';
import { PUSH_CONFIGS, RENEW_CONFIGS } from '../configs/config-jobs.ts';
import { PushConfigsRunner } from '../configs/push-configs-runner.ts';
import { RenewConfigsRunner } from '../configs/renew-configs-runner.ts';
import { SEND_CONTROL } from '../control/control-message.ts';
import { DELETE_HASHES, DeleteHashesRunner } from '../control/delete-hashes.ts';
import { SendControlRunner } from '../control/send-control-runner.ts';
import { ClearConversationRunner } from '../conversations/clear-conversation-runner.ts';
import { CLEAR_CONVERSATION, DELETE_CONVERSATION } from '../conversations/conversation-jobs.ts';
import { DeleteConversationRunner } from '../conversations/delete-conversation-runner.ts';
import { MarkReadRunner } from '../conversations/mark-read-runner.ts';
import { MARK_READ } from '../conversations/read-in-strokes.ts';
import { AskExpiriesRunner } from '../disappearing/ask-expiries-runner.ts';
import { ASK_EXPIRIES, SHORTEN_EXPIRIES } from '../disappearing/expiry-jobs.ts';
import { ShortenExpiriesRunner } from '../disappearing/shorten-expiries-runner.ts';
import { DOWNLOAD_ATTACHMENT, UPLOAD_ATTACHMENT } from '../attachments/attachment-jobs.ts';
import { DownloadAttachmentRunner } from '../attachments/download-attachment-runner.ts';
import { UploadAttachmentRunner } from '../attachments/upload-attachment-runner.ts';
import { DOWNLOAD_PICTURE, RENEW_PICTURE, UPLOAD_PICTURE } from '../pictures/picture-jobs.ts';
import { DownloadPictureRunner } from '../pictures/download-picture-runner.ts';
import { RenewPictureRunner } from '../pictures/renew-picture-runner.ts';
import { UploadPictureRunner } from '../pictures/upload-picture-runner.ts';
import type { ActionOutcomes } from '../communities/action-outcomes.ts';
import { roomRunners } from '../communities/room-runners.ts';
import { groupRunners } from '../groups/group-runners.ts';
import { LATER, LaterRunner } from '../outbox/later.ts';
import { SEND_MESSAGE, SEND_OWN_COPY } from './jobs.ts';
import { SendMessageRunner } from './send-message-runner.ts';
import { SendOwnCopyRunner } from './send-own-copy-runner.ts';

/** Who does which kind of job. */
export function outboxRunners(
  services: Services,
  outcomes: ActionOutcomes,
): Readonly<Record<string, JobRunner>> {
  return {
    [SEND_MESSAGE]: new SendMessageRunner(services),
    [SEND_OWN_COPY]: new SendOwnCopyRunner(services),
    [PUSH_CONFIGS]: new PushConfigsRunner(services),
    [RENEW_CONFIGS]: new RenewConfigsRunner(services),
    [SEND_CONTROL]: new SendControlRunner(services),
    [DELETE_HASHES]: new DeleteHashesRunner(services),
    [CLEAR_CONVERSATION]: new ClearConversationRunner(services),
    [MARK_READ]: new MarkReadRunner(services),
    [DELETE_CONVERSATION]: new DeleteConversationRunner(services),
    [SHORTEN_EXPIRIES]: new ShortenExpiriesRunner(services),
    [ASK_EXPIRIES]: new AskExpiriesRunner(services),
    [LATER]: new LaterRunner(services.clock),
    [UPLOAD_ATTACHMENT]: new UploadAttachmentRunner(services),
    [DOWNLOAD_ATTACHMENT]: new DownloadAttachmentRunner(services),
    [UPLOAD_PICTURE]: new UploadPictureRunner(services),
    [RENEW_PICTURE]: new RenewPictureRunner(services),
    [DOWNLOAD_PICTURE]: new DownloadPictureRunner(services),
    ...groupRunners(services),
    ...roomRunners(services, outcomes),
  };
}
