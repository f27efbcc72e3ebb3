import type { PersonId, Store } from '../../store/index.ts';
import { MessagingError } from '../errors.ts';
import { isBlind } from './community-servers.ts';
import { blindedIdsFor, isBlindedPerson, personIn } from './room-people.ts';
import { roomPlace } from './room-place.ts';

export interface RoomMember {
  readonly conversationId: number;
  /** As typed. */
  readonly userId: string;
}

/**
 * By which the server knows somebody: a contact has written here under a blinded ID (spec 05 §11).
 * @throws {MessagingError} `community-unknown`, `community-user-invalid`
 */
export function memberIdIn(
  store: Pick<Store, 'communities'>,
  { conversationId, userId }: RoomMember,
): PersonId {
  const { server } = roomPlace(store, conversationId);
  const id = personIn(userId);
  if (id === undefined) throw new MessagingError('community-user-invalid');
  if (isBlindedPerson(id) || !isBlind(server)) return id;
  return blindedIdsFor(id, server).find((blinded) => store.communities.person(blinded) !== undefined) ?? id;
}
