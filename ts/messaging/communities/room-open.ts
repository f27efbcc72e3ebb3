import type { ConversationRow, Repositories, RoomRow } from '../../store/index.ts';
import { MessagingError } from '../errors.ts';
import type { Services } from '../services.ts';

/** Whether something may be written into a room now. @throws {MessagingError} `community-*` */
export function assertRoomOpen(
  { communities: rooms }: Pick<Repositories, 'communities'>,
  { communities }: Pick<Services, 'communities'>,
  conversation: ConversationRow,
): void {
  if (conversation.kind !== 'community') return;
  const room: RoomRow | undefined = rooms.room(conversation.id);
  if (room === undefined) throw new MessagingError('community-unknown');
  switch (communities.stateOf(room)) {
    case 'key-wrong':
      throw new MessagingError('community-key-wrong');
    case 'banned':
      throw new MessagingError('community-banned');
    case 'forbidden':
      throw new MessagingError('community-forbidden');
    case 'gone':
      throw new MessagingError('community-not-found');
    default:
      if (room.info?.rights.write === false) throw new MessagingError('community-forbidden');
  }
}
