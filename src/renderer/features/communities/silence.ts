import type { ConversationView } from '../../../ipc/index.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { closedState } from './use-room.ts';

/** Why nothing can be written here now; `undefined` where one may. Spec 08, CNV-19. */
export function silenceOf(
  conversation: Pick<ConversationView, 'community' | 'blinded'>,
): TextKey | undefined {
  const { community, blinded } = conversation;
  if (blinded?.refusesRequests === true) return 'blindedRefuses';
  switch (closedState(conversation)) {
    case 'banned':
    case 'forbidden':
      return 'communityClosedBanned';
    case 'gone':
      return 'communityClosedGone';
    case 'key-wrong':
      return 'communityClosedKey';
    default:
      return community?.rights.write === false ? 'communityClosedWrite' : undefined;
  }
}
