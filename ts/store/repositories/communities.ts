import { blob, flag, integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { CommunityRepository, CommunityServerRow, RoomRow } from '../model/communities.ts';
import type { ConversationRepository } from '../model/conversations.ts';
import type { CommunityId } from '../model/people.ts';
import { foldForSearch } from '../search/folding.ts';
import { createBlindedPeople } from './blinded-people.ts';
import { decodeRoomInfo, encodeRoomInfo, textsIn } from './community-columns.ts';
import { existing } from './existing.ts';
import { createPosts } from './posts.ts';

/** Posts of a room that are believed to be told anew by a server that was set back. */
const REWOUND_POSTS = 5_000;
const SERVER_COLUMNS = 'id, base_url, public_key, capabilities, last_inbox_id, last_outbox_id';
const ROOM_COLUMNS = 'conversation_id, server_id, token, info, seqno, has_older, image_id';

/** Community servers, their rooms and posts in a database. */
export function createCommunityRepository(
  database: Database,
  conversations: Pick<ConversationRepository, 'require'>,
): CommunityRepository {
  const allServers = database.prepare(
    `SELECT ${SERVER_COLUMNS} FROM community_servers WHERE id > 0 ORDER BY id`,
  );
  const serverById = database.prepare(`SELECT ${SERVER_COLUMNS} FROM community_servers WHERE id = $id`);
  const serverByUrl = database.prepare(
    `SELECT ${SERVER_COLUMNS} FROM community_servers WHERE base_url = $baseUrl`,
  );
  const putServer = database.prepare(`
    INSERT INTO community_servers (base_url, public_key) VALUES ($baseUrl, $publicKey)
    ON CONFLICT (base_url) DO UPDATE
    SET public_key = excluded.public_key, capabilities = NULL, last_inbox_id = NULL, last_outbox_id = NULL
    WHERE public_key <> excluded.public_key`);
  const setCapabilities = database.prepare(
    'UPDATE community_servers SET capabilities = $capabilities WHERE id = $id',
  );
  const setLastIds = database.prepare(`
    UPDATE community_servers SET
      last_inbox_id = coalesce($inbox, last_inbox_id), last_outbox_id = coalesce($outbox, last_outbox_id)
    WHERE id = $id`);
  const dropEmpty = database.prepare(`
    DELETE FROM community_servers
    WHERE id > 0 AND NOT EXISTS (SELECT 1 FROM community_rooms WHERE server_id = community_servers.id)`);
  const insertConversation = database.prepare(`
    INSERT INTO conversations (peer_id, kind, name, search_text, last_active_ms, created_at_ms)
    VALUES ($peerId, 'community', $token, $searchText, $nowMs, $nowMs) ON CONFLICT (peer_id) DO NOTHING`);
  const conversationOf = database.prepare('SELECT id FROM conversations WHERE peer_id = $peerId');
  const insertRoom = database.prepare(`
    INSERT INTO community_rooms (conversation_id, server_id, token) VALUES ($conversationId, $serverId, $token)
    ON CONFLICT (conversation_id) DO UPDATE SET server_id = excluded.server_id`);
  const removeRoom = database.prepare('DELETE FROM community_rooms WHERE conversation_id = $conversationId');
  const detach = database.prepare(`
    UPDATE conversations SET peer_id = peer_id || ' ' || id, priority = -1
    WHERE id = $conversationId AND kind = 'community'`);
  const roomById = database.prepare(
    `SELECT ${ROOM_COLUMNS} FROM community_rooms WHERE conversation_id = $conversationId`,
  );
  const allRooms = database.prepare(
    `SELECT ${ROOM_COLUMNS} FROM community_rooms WHERE conversation_id > 0 ORDER BY conversation_id`,
  );
  const roomsByServer = database.prepare(
    `SELECT ${ROOM_COLUMNS} FROM community_rooms WHERE server_id = $serverId`,
  );
  const describe = database.prepare(`
    UPDATE community_rooms SET token = coalesce($token, token), info = $info, image_id = $imageId
    WHERE conversation_id = $conversationId`);
  const rename = database.prepare(`
    UPDATE conversations SET name = $name, search_text = $searchText
    WHERE id = $conversationId AND kind = 'community' AND name <> $name`);
  const setPicture = database.prepare(
    `UPDATE conversations SET picture_file_id = $pictureFileId WHERE id = $conversationId AND kind = 'community'`,
  );
  const setProgress = database.prepare(`
    UPDATE community_rooms SET seqno = coalesce($seqno, seqno), has_older = coalesce($hasOlder, has_older)
    WHERE conversation_id = $conversationId`);

  const restart = database.prepare(
    'UPDATE community_rooms SET seqno = NULL WHERE conversation_id = $conversationId',
  );
  const restartPosts = database.prepare(`
    UPDATE posts SET seqno = 0, reactions_seqno = 0
    WHERE conversation_id = $conversationId AND post_id IN (
      SELECT post_id FROM posts WHERE conversation_id = $conversationId ORDER BY post_id DESC ${LIMIT}
    )`);
  const restartBoxes = database.prepare(`
    UPDATE community_servers SET last_inbox_id = NULL, last_outbox_id = NULL
    WHERE id = (SELECT server_id FROM community_rooms WHERE conversation_id = $conversationId)`);

  const serverOf = (row: SqlRow | undefined): CommunityServerRow | undefined => row && serverRow(row);
  const room = (conversationId: number): RoomRow | undefined => {
    const row = roomById.get({ conversationId });
    return row && roomRow(row);
  };

  return {
    ...createPosts(database),
    ...createBlindedPeople(database, conversations),
    servers: () => allServers.all().map(serverRow),
    server: (id) => serverOf(serverById.get({ id })),
    serverAt: (baseUrl) => serverOf(serverByUrl.get({ baseUrl })),
    putServer: (server) =>
      database.transaction(() => {
        putServer.run(server);
        return existing(serverOf(serverByUrl.get({ baseUrl: server.baseUrl })), 'server');
      }),
    setCapabilities: (id, capabilities) =>
      void setCapabilities.run({ id, capabilities: JSON.stringify(capabilities) }),
    setLastIds: (id, { inbox, outbox }) => void setLastIds.run({ id, inbox, outbox }),
    dropEmptyServers: () => void dropEmpty.run(),
    addRoom: ({ serverId, token, nowMs }) =>
      database.transaction(() => {
        const { baseUrl } = existing(serverOf(serverById.get({ id: serverId })), 'server');
        const peerId = communityIdOf(baseUrl, token);
        insertConversation.run({ peerId, token, searchText: foldForSearch(token), nowMs });
        const conversationId = integer(existing(conversationOf.get({ peerId }), 'conversation'), 'id');
        insertRoom.run({ conversationId, serverId, token });
        return existing(room(conversationId), 'room');
      }),
    detachRoom: (conversationId) =>
      database.transaction(() => {
        if (removeRoom.run({ conversationId }) > 0) detach.run({ conversationId });
      }),
    room,
    rooms: () => allRooms.all().map(roomRow),
    roomsOf: (serverId) => roomsByServer.all({ serverId }).map(roomRow),
    describeRoom: (conversationId, { token, name, info, imageId }) =>
      database.transaction(() => {
        describe.run({ conversationId, token, info: encodeRoomInfo(info), imageId });
        if (name !== undefined) rename.run({ conversationId, name, searchText: foldForSearch(name) });
      }),
    setRoomPicture: (conversationId, pictureFileId) => void setPicture.run({ conversationId, pictureFileId }),
    setProgress: (conversationId, { seqno, hasOlder }) =>
      void setProgress.run({ conversationId, seqno, hasOlder }),
    rewindRoom: (conversationId) =>
      database.transaction(() => {
        restart.run({ conversationId });
        restartPosts.run({ conversationId, limit: REWOUND_POSTS });
        restartBoxes.run({ conversationId });
      }),
  };
}

/** By what a room is known on this device. */
export function communityIdOf(baseUrl: string, room: string): CommunityId {
  return `${baseUrl}/${room.toLowerCase()}` as CommunityId;
}

function serverRow(row: SqlRow): CommunityServerRow {
  const capabilities = optional(text, row, 'capabilities');
  return {
    id: integer(row, 'id'),
    baseUrl: text(row, 'base_url'),
    publicKey: blob(row, 'public_key'),
    capabilities: capabilities === undefined ? undefined : textsIn(capabilities),
    lastInboxId: optional(integer, row, 'last_inbox_id'),
    lastOutboxId: optional(integer, row, 'last_outbox_id'),
  };
}

function roomRow(row: SqlRow): RoomRow {
  const info = optional(text, row, 'info');
  return {
    conversationId: integer(row, 'conversation_id'),
    serverId: integer(row, 'server_id'),
    token: text(row, 'token'),
    info: info === undefined ? undefined : decodeRoomInfo(info),
    seqno: optional(integer, row, 'seqno'),
    hasOlder: flag(row, 'has_older'),
    imageId: optional(integer, row, 'image_id'),
  };
}
