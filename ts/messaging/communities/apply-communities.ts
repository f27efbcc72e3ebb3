// From the merged UserGroups to this device: rooms that another one has joined, changed or left (spec 03 §8.4).

import type { JoinedCommunity } from '../../config/index.ts';
import { type CommunityId, type RoomRow, communityIdOf } from '../../store/index.ts';
import { bytesEqual } from '../../util/index.ts';
import type { ApplyContext } from '../configs/apply-context.ts';
import type { MessagingEvent } from '../events.ts';
import { dropRoom } from './leave-room.ts';

export function applyCommunities(context: ApplyContext): readonly MessagingEvent[] {
  const { repositories, configs } = context;
  const joined = configs.groups.communities();
  const wanted = new Set(joined.map(({ baseUrl, room }) => communityIdOf(baseUrl, room)));
  const left = repositories.communities
    .rooms()
    .filter((room) => !wanted.has(idOf(context, room)))
    .flatMap(({ conversationId }) => dropRoom(context, conversationId));
  return [...left, ...joined.flatMap((community) => takeRoom(context, community))];
}

function takeRoom(
  { repositories, nowMs }: ApplyContext,
  { baseUrl, room, publicKey, priority, notify, mutedUntilS = 0, joinedS }: JoinedCommunity,
): readonly MessagingEvent[] {
  const { communities, conversations } = repositories;
  const known = communities.serverAt(baseUrl);
  const before = conversations.byPeer(communityIdOf(baseUrl, room));
  const isKnown =
    before !== undefined &&
    known !== undefined &&
    bytesEqual(known.publicKey, publicKey) &&
    before.priority === Math.max(priority, -1) &&
    before.notify === notify &&
    before.mutedUntilS === mutedUntilS;
  if (isKnown) return [];
  const server = communities.putServer({ baseUrl, publicKey });
  const joinedMs = joinedS === undefined ? nowMs : joinedS * 1_000;
  const { conversationId } = communities.addRoom({ serverId: server.id, token: room, nowMs: joinedMs });
  conversations.update(conversationId, { priority: Math.max(priority, -1), notify, mutedUntilS });
  return [{ type: 'conversation-changed', conversationId }, { type: 'communities-changed' }];
}

function idOf({ repositories }: ApplyContext, { serverId, token }: RoomRow): CommunityId {
  return communityIdOf(repositories.communities.server(serverId)?.baseUrl ?? '', token);
}
