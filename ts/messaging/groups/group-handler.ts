import type { GroupId } from '../../account/index.ts';
import type { GroupConfigs } from '../../config/index.ts';
import type { GroupConversation } from '../../store/index.ts';
import type { IntakeContext } from '../receive/handler.ts';

/** What a handler of a group's messages may use, inside the transaction of its batch. */
export interface GroupHandlerContext extends IntakeContext {
  readonly groupId: GroupId;
  readonly state: GroupConfigs;
  readonly conversation: GroupConversation;
}
