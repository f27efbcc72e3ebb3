import {
  communityFileId,
  decryptInboxMessage,
  isPostAuthentic,
  isReaction,
  parseUserId,
  readAllPermissions,
  readBatch,
  readCapabilities,
  readDeletedCount,
  readDeletedEverywhere,
  readFileId,
  readFuturePermissions,
  readInbox,
  readInboxReceipt,
  readInfoUpdates,
  readMessages,
  readPermissions,
  readPollInfo,
  readPost,
  readReactionChange,
  readReactions,
  readReactors,
  readReply,
  readRoom,
  readRooms,
  readSequence,
  replyError,
} from '../../../ts/community/index.ts';
import { blindedIdOf, blindedKeys } from '../../../ts/account/index.ts';
import { parseCommunityUrl, parseRoomUrl, parseTypedCommunityUrl } from '../../../ts/config/index.ts';
import { ed25519KeyPair, ed25519Seed, x25519PublicKey } from '../../../ts/crypto/index.ts';
import { fromHex, toBase64 } from '../../../ts/util/index.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { attempt, json, jsonOf, textOf, texts, vectors } from './seeds.ts';

interface Communities {
  readonly server: { readonly x25519_public: string };
  readonly users: readonly {
    readonly ed25519_seed: string;
    readonly session_id: string;
    readonly blind15: { readonly id: string };
  }[];
  readonly messages: readonly { readonly padded_data: string; readonly blind15_signature: string }[];
  readonly inbox: readonly { readonly blind15: { readonly message: string } }[];
  readonly libsession_full_url_parse: readonly { readonly url: string }[];
}

const communities = () => vectors<Communities>('communities');
const user = (at: number) => communities().users[at]?.blind15.id ?? '';
const post = () => communities().messages[0];

const permissions = { read: true, write: true, access: true, upload: false, moderator: 1, admin: false };
const room = () => ({
  token: 'room',
  name: 'Room',
  description: 'words',
  info_updates: 3,
  message_sequence: 7,
  created: 1_700_000_000.5,
  active_users: 5,
  active_users_cutoff: 604_800,
  image_id: 9,
  pinned_messages: [{ id: 5, pinned_at: 1_700_000_000.5, pinned_by: user(0) }],
  moderators: [user(1)],
  admins: [user(0)],
  hidden_moderators: [],
  ...permissions,
  default_read: true,
  default_write: true,
});
const message = () => ({
  id: 5,
  seqno: 9,
  session_id: user(0),
  posted: 1_700_000_000.25,
  edited: 1_700_000_001.5,
  data: toBase64(fromHex(post()?.padded_data ?? '')),
  signature: toBase64(fromHex(post()?.blind15_signature ?? '')),
  reactions: { '🍆': { index: 0, count: 3, reactors: [user(0), user(1)], you: true } },
  whisper: true,
  whisper_mods: false,
  whisper_to: user(1),
});
const inboxItem = () => ({
  id: 5,
  posted_at: 1_700_000_000.5,
  expires_at: 1_700_600_000.5,
  sender: user(0),
  recipient: user(1),
  message: toBase64(fromHex(communities().inbox[0]?.blind15.message ?? '')),
});

/** Readers of JSON that a community server answered, and an answer each. */
const READERS: Readonly<
  Record<string, { readonly read: (body: unknown) => unknown; readonly seeds: () => readonly unknown[] }>
> = {
  capabilities: {
    read: readCapabilities,
    seeds: () => [{ capabilities: ['sogs', 'blind'], missing: ['x'] }],
  },
  messages: {
    read: readMessages,
    seeds: () => [
      [message(), { id: 6, seqno: 10, deleted: 1.5, data: null }, { id: 7, seqno: 11, reactions: {} }],
    ],
  },
  post: { read: readPost, seeds: () => [message()] },
  room: { read: readRoom, seeds: () => [room()] },
  rooms: { read: readRooms, seeds: () => [[room(), {}]] },
  'poll-info': {
    read: readPollInfo,
    seeds: () => [{ token: 'room', active_users: 5, ...permissions, details: room() }],
  },
  permissions: { read: readPermissions, seeds: () => [permissions] },
  'all-permissions': { read: readAllPermissions, seeds: () => [{ [user(0)]: permissions }] },
  'future-permissions': {
    read: readFuturePermissions,
    seeds: () => [[{ session_id: user(0), at: 1_700_000_000.5, write: false }]],
  },
  reactions: { read: readReactions, seeds: () => [message().reactions] },
  'reaction-change': {
    read: readReactionChange,
    seeds: () => [
      { added: true, seqno: 5 },
      { removed: true, seqno: 6 },
    ],
  },
  reactors: { read: readReactors, seeds: () => [[[user(0), 1_700_000_000.5]]] },
  inbox: {
    read: (body) => readInbox({ status: 200, headers: {}, body: { json: body } }),
    seeds: () => [[inboxItem(), {}]],
  },
  'inbox-receipt': { read: readInboxReceipt, seeds: () => [inboxItem()] },
  numbers: {
    read: (body) => {
      for (const read of [readInfoUpdates, readDeletedCount, readDeletedEverywhere])
        attempt(() => read(body));
      return readFileId(body);
    },
    seeds: () => [{ info_updates: 5, count: 6, messages_deleted: 7, deleted: 8, id: 9 }],
  },
  batch: {
    read: (body) => readBatch(body, 2).map((reply) => replyError(reply).code),
    seeds: () => [
      [
        { code: 200, headers: { 'Content-Type': 'application/json' }, body: {} },
        { code: 403, body: 'QmFubmVk' },
      ],
    ],
  },
  sequence: {
    read: (body) => readSequence(body, 3),
    seeds: () => [[{ code: 200, headers: {}, body: '' }, { code: 500 }]],
  },
};

const readers = Object.entries(READERS).map(([name, { read, seeds }]): FuzzTarget => ({
  name: `community-${name}`,
  format: 'json',
  seeds: () => json(...seeds()),
  run: (input) => read(jsonOf(input)),
}));

const pair = (at: number) =>
  ed25519KeyPair(ed25519Seed(fromHex(communities().users[at]?.ed25519_seed ?? '')));
const server = () => x25519PublicKey(fromHex(communities().server.x25519_public));

export const COMMUNITY_TARGETS: readonly FuzzTarget[] = [
  ...readers,
  {
    name: 'community-reply',
    format: 'json',
    seeds: () => json({ a: 1 }, 'text'),
    run: (input) => {
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      return replyError(readReply({ status: 401, headers, body: input }));
    },
  },
  {
    name: 'community-post-signature',
    format: 'bytes',
    seeds: () => [fromHex(post()?.blind15_signature ?? '')],
    run: (input) => {
      const author = parseUserId(user(0));
      const signature = input.subarray(0, 64);
      return (
        author === undefined ||
        isPostAuthentic({ author, paddedContent: fromHex(post()?.padded_data ?? ''), signature })
      );
    },
  },
  {
    name: 'community-author',
    format: 'text',
    seeds: () => texts(user(0), communities().users[0]?.session_id ?? ''),
    run: (input) => {
      const author = parseUserId(textOf(input));
      if (author === undefined) return undefined;
      return isPostAuthentic({ author, paddedContent: new Uint8Array(160), signature: new Uint8Array(64) });
    },
  },
  {
    name: 'community-inbox-message',
    format: 'bytes',
    seeds: () => communities().inbox.map(({ blind15 }) => fromHex(blind15.message)),
    run: (input) => {
      const other = blindedKeys(pair(0), { server: server(), version: 15 }).id;
      return decryptInboxMessage(input, { ed25519: pair(1), server: server(), other, direction: 'incoming' });
    },
  },
  {
    name: 'community-inbox-sender',
    format: 'bytes',
    seeds: () => [fromHex(user(0).slice(2))],
    run: (input) => {
      const message = fromHex(communities().inbox[0]?.blind15.message ?? '');
      const other = blindedIdOf(
        new Uint8Array(32).map((_, at) => input[at] ?? 0) as Parameters<typeof blindedIdOf>[0],
        15,
      );
      return decryptInboxMessage(message, {
        ed25519: pair(1),
        server: server(),
        other,
        direction: 'incoming',
      });
    },
  },
  {
    name: 'community-reaction',
    format: 'text',
    seeds: () => texts('🍆', '👨🏿‍🦰', 'a', '🇺🇳'),
    run: (input) => isReaction(textOf(input)),
  },
  {
    name: 'community-file-url',
    format: 'text',
    seeds: () => texts('https://example.org/room/a/file/5', 'https://example.org/file/7?x#y'),
    run: (input) => communityFileId(textOf(input)),
  },
  {
    name: 'community-url',
    format: 'text',
    seeds: () => texts(...communities().libsession_full_url_parse.map(({ url }) => url)),
    run: (input) => {
      const text = textOf(input);
      for (const read of [parseRoomUrl, parseTypedCommunityUrl]) attempt(() => read(text));
      return parseCommunityUrl(text);
    },
  },
];
