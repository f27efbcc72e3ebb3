import type {
  ConversationView,
  MessageView,
  PostRightsView,
  PostView,
  RoomPersonView,
  RoomSummaryView,
} from '../../../src/ipc/index.ts';

export const ROOM_URL = `https://community.example/garden?public_key=${'0a'.repeat(32)}`;
export const OTHER_URL = `https://community.example/orchard?public_key=${'0a'.repeat(32)}`;
/** Of ourselves in the room. */
export const OWN_BLINDED_ID = `15${'01'.repeat(32)}`;
export const CAROL_BLINDED_ID = `15${'ca'.repeat(32)}`;
export const MALLORY_BLINDED_ID = `15${'ba'.repeat(32)}`;

export const us: RoomPersonView = { id: OWN_BLINDED_ID, name: 'Alice', isUs: true };
export const carol: RoomPersonView = { id: CAROL_BLINDED_ID, name: 'Carol', isUs: false };
export const mallory: RoomPersonView = { id: MALLORY_BLINDED_ID, name: 'Mallory', isUs: false };

const NOTHING: PostRightsView = {
  reply: true,
  react: true,
  edit: false,
  delete: false,
  moderate: false,
  administer: false,
  writeToAuthor: false,
};

/** A room that we have joined, as its conversation shows it. */
export const garden = (
  room: Partial<RoomSummaryView> = {},
  part: Partial<ConversationView> = {},
): Partial<ConversationView> => ({
  id: 1,
  kind: 'community',
  peerId: 'https://community.example/garden',
  name: 'Garden',
  community: {
    url: ROOM_URL,
    serverUrl: 'https://community.example',
    room: 'garden',
    description: 'Of leaves and roots',
    activeUsers: 12,
    rights: { read: true, write: true, upload: true },
    role: 'none',
    hasServerRole: false,
    ownId: OWN_BLINDED_ID,
    state: 'ok',
    hasReactions: true,
    hasDirectMessages: true,
    hasOlder: false,
    pinnedCount: 0,
    ...room,
  },
  ...part,
});

/** A post of somebody in the room; `may` is what differs from what anybody may. */
export const post = (
  id: number,
  author: RoomPersonView,
  {
    may = {},
    about = {},
    ...part
  }: Partial<MessageView> & {
    readonly may?: Partial<PostRightsView>;
    readonly about?: Partial<PostView>;
  } = {},
): Partial<MessageView> => ({
  id,
  conversationId: 1,
  authorId: author.id,
  direction: author.isUs ? 'outgoing' : 'incoming',
  sentAtMs: id * 1_000,
  text: `words ${id}`,
  ...(author.isUs ? {} : { author: { name: author.name } }),
  post: {
    serverId: id + 100,
    author,
    role: 'none',
    isPinned: false,
    reactions: [],
    people: [],
    may: { ...NOTHING, ...may },
    ...about,
  },
  ...part,
});
