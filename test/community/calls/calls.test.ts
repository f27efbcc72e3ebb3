import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { blindedId } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import {
  CommunityError,
  addReactionRequest,
  banRequest,
  capabilitiesRequest,
  changesSinceRequest,
  clearInboxRequest,
  clearReactionsRequest,
  communityFileId,
  communityFileUrl,
  deleteAllOfUserRequest,
  deleteEverywhereRequest,
  deletePostRequest,
  downloadFileRequest,
  editPostRequest,
  editRoomRequest,
  futurePermissionsRequest,
  getPostRequest,
  inboxRequest,
  parseUserId,
  permissionsRequest,
  pinRequest,
  pollInfoRequest,
  postRequest,
  postsBeforeRequest,
  reactorsRequest,
  readDeletedCount,
  readDeletedEverywhere,
  readFileId,
  recentPostsRequest,
  removeReactionRequest,
  roomRequest,
  roomsRequest,
  schedulePermissionsRequest,
  sendToInboxRequest,
  setPermissionsRequest,
  setRoleRequest,
  trimFile,
  unbanRequest,
  unpinRequest,
  uploadFileRequest,
} from '../../../ts/community/index.ts';
import type { CommunityRequest, CommunityUserId } from '../../../ts/community/index.ts';
import { ALICE_ID } from '../members.ts';

await cryptoReady();

const user = parseUserId(ALICE_ID)!;
const content = { data: Uint8Array.of(1), signature: Uint8Array.of(2) };
const reaction = { room: 'r', id: 4, reaction: '👍' };

/** Method, path and JSON body. */
function told({ method, path, body }: CommunityRequest): unknown[] {
  return [`${method} ${path}`, ...(body === undefined ? [] : ['json' in body ? body.json : body.bytes])];
}

test.each<[CommunityRequest, ...unknown[]]>([
  [capabilitiesRequest(), 'GET /capabilities'],
  [capabilitiesRequest(['sogs', 'blind']), 'GET /capabilities?required=sogs,blind'],
  [roomsRequest(), 'GET /rooms'],
  [roomRequest('R-1_a'), 'GET /room/R-1_a'],
  [pollInfoRequest('r', 7), 'GET /room/r/pollInfo/7'],
  [
    editRoomRequest('r', { name: 'n', description: '', imageId: 5, defaults: { read: true, upload: false } }),
    'PUT /room/r',
    { name: 'n', description: '', image: 5, default_read: true, default_upload: false },
  ],
  [postRequest('r', content), 'POST /room/r/message', { data: 'AQ==', signature: 'Ag==' }],
  [
    postRequest('r', { ...content, fileIds: [1, 2], whisperTo: user, whisperToModerators: true }),
    'POST /room/r/message',
    { data: 'AQ==', signature: 'Ag==', files: [1, 2], whisper_to: ALICE_ID, whisper_mods: true },
  ],
  [editPostRequest('r', 4, content), 'PUT /room/r/message/4', { data: 'AQ==', signature: 'Ag==' }],
  [deletePostRequest('r', 4), 'DELETE /room/r/message/4'],
  [getPostRequest('r', 4), 'GET /room/r/message/4'],
  [getPostRequest('r', 4, { reactors: 0 }), 'GET /room/r/message/4?reactors=0'],
  [recentPostsRequest('r', { reactors: 5 }), 'GET /room/r/messages/recent?reactors=5'],
  [recentPostsRequest('r', { limit: 25 }), 'GET /room/r/messages/recent?limit=25'],
  [postsBeforeRequest('r', 4), 'GET /room/r/messages/before/4'],
  [changesSinceRequest('r', 9, { reactors: 5 }), 'GET /room/r/messages/since/9?t=r&reactors=5'],
  [
    changesSinceRequest('r', 9, { reactors: 5, limit: 256 }),
    'GET /room/r/messages/since/9?limit=256&t=r&reactors=5',
  ],
  [deleteAllOfUserRequest('r', user), `DELETE /room/r/all/${ALICE_ID}`],
  [deleteEverywhereRequest(user), `DELETE /rooms/all/${ALICE_ID}`],
  [addReactionRequest(reaction), 'PUT /room/r/reaction/4/👍', {}],
  [removeReactionRequest(reaction), 'DELETE /room/r/reaction/4/👍'],
  [addReactionRequest({ ...reaction, reaction: 'a/?#%ä' }), 'PUT /room/r/reaction/4/a%2F%3F%23%25ä', {}],
  [clearReactionsRequest({ room: 'r', id: 4 }), 'DELETE /room/r/reactions/4'],
  [clearReactionsRequest(reaction), 'DELETE /room/r/reactions/4/👍'],
  [reactorsRequest(reaction), 'GET /room/r/reactors/4/👍'],
  [reactorsRequest(reaction, { limit: 5 }), 'GET /room/r/reactors/4/👍?limit=5'],
  [pinRequest('r', 4), 'POST /room/r/pin/4', {}],
  [unpinRequest('r', 4), 'POST /room/r/unpin/4', {}],
  [unpinRequest('r', 'all'), 'POST /room/r/unpin/all', {}],
  [uploadFileRequest('r', Uint8Array.of(1)), 'POST /room/r/file', Uint8Array.of(1)],
  [downloadFileRequest('r', 4), 'GET /room/r/file/4'],
  [inboxRequest({ box: 'inbox' }), 'GET /inbox'],
  [inboxRequest({ box: 'inbox', since: 5 }), 'GET /inbox/since/5'],
  [inboxRequest({ box: 'outbox', since: 5, limit: 256 }), 'GET /outbox/since/5?limit=256'],
  [sendToInboxRequest(blindedId(ALICE_ID), Uint8Array.of(1)), `POST /inbox/${ALICE_ID}`, { message: 'AQ==' }],
  [clearInboxRequest(), 'DELETE /inbox'],
  [
    setRoleRequest(user, 'admin', { scope: ['r'] }),
    `POST /user/${ALICE_ID}/moderator`,
    { rooms: ['r'], visible: true, admin: true, moderator: true },
  ],
  [
    setRoleRequest(user, 'moderator', { scope: 'every-room', isVisible: false }),
    `POST /user/${ALICE_ID}/moderator`,
    { rooms: ['*'], visible: false, admin: false, moderator: true },
  ],
  [
    setRoleRequest(user, 'none', { scope: 'server' }),
    `POST /user/${ALICE_ID}/moderator`,
    { global: true, visible: false, admin: false, moderator: false },
  ],
  [banRequest(user, { scope: ['r', 's'] }), `POST /user/${ALICE_ID}/ban`, { rooms: ['r', 's'] }],
  [
    banRequest(user, { scope: 'server', forS: 60 }),
    `POST /user/${ALICE_ID}/ban`,
    { global: true, timeout: 60 },
  ],
  [unbanRequest(user, { scope: ['r'] }), `POST /user/${ALICE_ID}/unban`, { rooms: ['r'] }],
  [permissionsRequest('r'), 'GET /room/r/permissions'],
  [permissionsRequest('r', user), `GET /room/r/permissions/${ALICE_ID}`],
  [futurePermissionsRequest('r', user), `GET /room/r/futurePermissions/${ALICE_ID}`],
  [
    setPermissionsRequest('r', user, { changes: { read: true, write: 'default' }, keepsFuture: true }),
    `POST /room/r/permissions/${ALICE_ID}`,
    { read: true, default_write: true, unschedule: false },
  ],
  [
    schedulePermissionsRequest('r', user, { changes: { write: true }, inS: 60 }),
    `POST /room/r/futurePermissions/${ALICE_ID}`,
    { write: true, in: 60 },
  ],
])('%j', (request, ...expected) => {
  expect(told(request)).toEqual(expected);
});

describe('what cannot be asked', () => {
  const nobody = 'nobody' as CommunityUserId;
  test.each<[string, () => unknown]>([
    ['about a room that is none', () => roomRequest('../rooms')],
    ['about a room without a name', () => pollInfoRequest('', 0)],
    ['about a post that is none', () => deletePostRequest('r', -1)],
    ['about half a post', () => getPostRequest('r', 0.5)],
    ['about nobody', () => deleteAllOfUserRequest('r', nobody)],
    ['to whisper to nobody', () => postRequest('r', { ...content, whisperTo: nobody })],
    ['with a reaction that is none', () => addReactionRequest({ ...reaction, reaction: '' })],
    ['with a reaction that is a text', () => addReactionRequest({ ...reaction, reaction: 'x'.repeat(13) })],
    ['to change nothing', () => editRoomRequest('r', {})],
    ['to permit nothing', () => setPermissionsRequest('r', user, { changes: {} })],
    [
      'to permit in the past',
      () => schedulePermissionsRequest('r', user, { changes: { read: true }, inS: 0 }),
    ],
    ['to permit nothing later', () => schedulePermissionsRequest('r', user, { changes: {}, inS: 1 })],
    ['to ban from nowhere', () => banRequest(user, { scope: [] })],
    ['to ban from no room', () => banRequest(user, { scope: ['a b'] })],
    ['to keep too large a file', () => uploadFileRequest('r', new Uint8Array(10_000_001))],
  ])('%s', (_name, build) => {
    expect(build).toThrow(expect.objectContaining({ code: 'argument-invalid' }));
  });
});

describe('files', () => {
  test('have names of any letters', () => {
    const name = (fileName: string) => uploadFileRequest('r', new Uint8Array(), { fileName }).headers;
    expect(name("it's (ä)*.txt")).toEqual({
      'Content-Disposition': "attachment; filename*=UTF-8''it%27s%20%28%C3%A4%29%2A.txt",
    });
    expect(name('\ud83d\r\n')).toEqual({
      'Content-Disposition': "attachment; filename*=UTF-8''%EF%BF%BD%0D%0A",
    });
  });

  test('have URLs of which only the number is believed', () => {
    const url = communityFileUrl({ baseUrl: 'https://example.org', room: 'r', fileId: 42 });
    expect(url).toBe('https://example.org/room/r/file/42');
    expect(communityFileId(url)).toBe(42);
    expect(communityFileId('http://elsewhere/42?x=/7#/8')).toBe(42);
    for (const bad of ['', 'https://example.org/room/r/file/', 'x/0', 'x/01', 'x/9007199254740992', 'x/4a'])
      expect(() => communityFileId(bad)).toThrow('url-invalid');
  });

  test('are cut where only zeros follow', () => {
    expect(trimFile(Uint8Array.of(1, 2, 0, 0), 2)).toEqual(Uint8Array.of(1, 2));
    expect(trimFile(Uint8Array.of(1, 2), 2)).toEqual(Uint8Array.of(1, 2));
    expect(() => trimFile(Uint8Array.of(1, 2, 0, 3), 2)).toThrow('file-size');
    expect(() => trimFile(Uint8Array.of(1), 2)).toThrow('file-size');
  });

  test('get numbers', () => {
    expect(readFileId({ id: 5 })).toBe(5);
    expect(() => readFileId({ id: '5' })).toThrow('answer-invalid');
    expect(readDeletedCount({ deleted: 2 })).toBe(2);
    expect(readDeletedEverywhere({ total: 3, rooms: { r: 3 } })).toBe(3);
  });

  test('whose URL is any text are named or not', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (url) => {
        try {
          expect(communityFileId(url)).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(CommunityError);
        }
      }),
    );
  });
});
