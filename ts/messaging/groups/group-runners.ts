import type { JobRunner } from '../outbox/job-runner.ts';
import type { Services } from '../services.ts';
import { AnswerInvitationRunner } from './answer-invitation-runner.ts';
import { DeleteGroupHashesRunner } from './delete-group-hashes-runner.ts';
import {
  ANSWER_INVITATION,
  DELETE_GROUP_HASHES,
  FIND_GROUP,
  INVITE_MEMBER,
  LEAVE_GROUP,
  PUSH_GROUP,
  REMOVE_MEMBERS,
  RENEW_GROUP,
} from './group-jobs.ts';
import { DownloadGroupPictureRunner } from './download-group-picture-runner.ts';
import { DOWNLOAD_GROUP_PICTURE, UPLOAD_GROUP_PICTURE } from './group-picture-jobs.ts';
import { FindGroupRunner } from './find-group-runner.ts';
import { InviteMemberRunner } from './invite-member-runner.ts';
import { LeaveGroupRunner } from './leave-group-runner.ts';
import { PushGroupRunner } from './push-group-runner.ts';
import { RemoveMembersRunner } from './remove-members-runner.ts';
import { RenewGroupRunner } from './renew-group-runner.ts';
import { UploadGroupPictureRunner } from './upload-group-picture-runner.ts';

/** Who does which kind of job for groups. */
export function groupRunners(services: Services): Readonly<Record<string, JobRunner>> {
  return {
    [PUSH_GROUP]: new PushGroupRunner(services),
    [INVITE_MEMBER]: new InviteMemberRunner(services),
    [REMOVE_MEMBERS]: new RemoveMembersRunner(services),
    [ANSWER_INVITATION]: new AnswerInvitationRunner(services),
    [DELETE_GROUP_HASHES]: new DeleteGroupHashesRunner(services),
    [LEAVE_GROUP]: new LeaveGroupRunner(services),
    [RENEW_GROUP]: new RenewGroupRunner(services),
    [FIND_GROUP]: new FindGroupRunner(services),
    [DOWNLOAD_GROUP_PICTURE]: new DownloadGroupPictureRunner(services),
    [UPLOAD_GROUP_PICTURE]: new UploadGroupPictureRunner(services),
  };
}
