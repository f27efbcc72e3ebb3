// Rooms before they are joined: one by its URL, or all of a server (spec 05 §1.1, §1.2, §5).

import {
  CommunityError,
  type CommunityServer,
  OFFICIAL_COMMUNITY_SERVER,
  type Room,
  capabilitiesRequest,
  isOfficialServer,
  jsonOf,
  parseJoinText,
  readCapabilities,
  readRoom,
  readRooms,
  roomRequest,
  roomsRequest,
  sequenceRequest,
  readSequence,
} from '../../community/index.ts';
import { type CommunityUrl, communityUrl } from '../../config/index.ts';
import { MessagingError } from '../errors.ts';
import { asked } from './community-failure.ts';
import type { CommunityAddress, CommunityServers } from './community-servers.ts';
import { downloadFromRoom } from './room-files.ts';

/** For joining and looking, with all attempts (spec 05 §2). */
const LIMIT_MS = 20_000;

/** A room that may be joined. */
export interface RoomOffer {
  readonly server: CommunityServer & Pick<CommunityAddress, 'capabilities'>;
  readonly room: Room;
  /** With which it is joined. */
  readonly url: string;
}

/** @throws {MessagingError} `community-url-invalid`, `community-url-key-missing` */
export function typedCommunity(text: string): CommunityUrl {
  try {
    return parseJoinText(text);
  } catch (cause) {
    if (!(cause instanceof CommunityError)) throw cause;
    const isKeyMissing = cause.code === 'url-key-missing';
    throw new MessagingError(isKeyMissing ? 'community-url-key-missing' : 'community-url-invalid', { cause });
  }
}

/** What a server says of one of its rooms. @throws {MessagingError} `community-*` */
export function lookUpRoom(communities: CommunityServers, url: CommunityUrl): Promise<RoomOffer> {
  return asked(async () => {
    const server = { baseUrl: url.baseUrl, publicKey: url.publicKey, capabilities: undefined };
    const request = sequenceRequest([capabilitiesRequest(), roomRequest(url.room)]);
    const reply = await communities.ask(server, request, { timeoutMs: LIMIT_MS });
    const [first, second] = readSequence(jsonOf(reply), 2);
    if (first === undefined || second === undefined) throw new CommunityError('answer-invalid');
    const { names } = readCapabilities(jsonOf(first));
    const room = readRoom(jsonOf(second));
    if (room.token.toLowerCase() !== url.room.toLowerCase()) throw new CommunityError('answer-invalid');
    return offerOf({ ...server, publicKey: url.publicKey, capabilities: [...names].sort() }, room);
  });
}

/** The rooms that a server shows to anybody: who looks at a list is not to be known for it. @throws {MessagingError} `community-*` */
export function lookUpRooms(
  communities: CommunityServers,
  server: CommunityServer = OFFICIAL_COMMUNITY_SERVER,
): Promise<{
  readonly isOfficial: boolean;
  readonly baseUrl: string;
  readonly offers: readonly RoomOffer[];
}> {
  return asked(async () => {
    const address = { ...server, capabilities: undefined };
    const rooms = readRooms(
      jsonOf(await communities.ask(address, roomsRequest(), { timeoutMs: LIMIT_MS, isAnonymous: true })),
    );
    const offers = rooms.map((room) => offerOf(address, room));
    return { isOfficial: isOfficialServer(server), baseUrl: server.baseUrl, offers };
  });
}

/** The picture of a room, as its server has it. @throws {MessagingError} `community-*` */
export function lookUpPicture(
  communities: CommunityServers,
  { server, room }: RoomOffer,
  signal: AbortSignal,
): Promise<Uint8Array> {
  return asked(() => {
    if (room.imageId === undefined) throw new CommunityError('not-found');
    const place = { room, server: { ...server, id: 0, lastInboxId: undefined, lastOutboxId: undefined } };
    return downloadFromRoom(communities, place, { url: room.imageId, signal });
  });
}

function offerOf(server: RoomOffer['server'], room: Room): RoomOffer {
  const { baseUrl, publicKey } = server;
  return { server, room, url: communityUrl({ baseUrl, publicKey, room: room.token }) };
}
