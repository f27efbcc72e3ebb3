import type { MessageRow, PostRow, Store } from '../../store/index.ts';
import { MessagingError } from '../errors.ts';
import { type RoomPlace, placeOf } from './room-files.ts';

/** The room that a conversation is. @throws {MessagingError} `community-unknown` */
export function roomPlace(store: Pick<Store, 'communities'>, conversationId: number): RoomPlace {
  const place = placeOf(store, conversationId);
  if (place === undefined) throw new MessagingError('community-unknown');
  return place;
}

/** A message that its server has. @throws {MessagingError} `message-unknown`, `message-not-open` */
export function postOf(
  { messages, communities }: Pick<Store, 'messages' | 'communities'>,
  messageId: number,
): { readonly message: MessageRow; readonly post: PostRow } {
  const message = messages.get(messageId);
  if (message === undefined) throw new MessagingError('message-unknown');
  const post = communities.postOf(messageId);
  if (post === undefined) throw new MessagingError('message-not-open');
  return { message, post };
}
