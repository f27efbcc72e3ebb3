import { randomBytes } from 'node:crypto';

import { communityIdentity, ownUserId, signPost } from '../../community/index.ts';
import type { CommunityIdentity } from '../../community/index.ts';
import { ed25519KeyPair, ed25519Seed, x25519PublicKey } from '../../crypto/index.ts';
import { fromHex, systemRandom } from '../../util/index.ts';
import { encodeCommunityContent, encodeContent } from '../../wire/index.ts';
import type { CommunityControl, PlantedPost } from './control.ts';
import type { RoomOptions } from './model/room.ts';

const PEOPLE = ['Maya', 'Jonas', 'Aiko', 'Samuel'] as const;
type Name = (typeof PEOPLE)[number];

interface DemoPost {
  readonly by: Name;
  readonly minutesAgo: number;
  readonly text: string;
  readonly reactions?: Readonly<Record<string, readonly Name[]>>;
  readonly isPinned?: true;
}

interface DemoRoom extends RoomOptions {
  readonly admin: Name;
  readonly moderators: readonly Name[];
  readonly posts: readonly DemoPost[];
}

export interface RoomInvitation {
  readonly name: string;
  /** Join URL. */
  readonly url: string;
}

const ROOMS: readonly DemoRoom[] = [
  {
    token: 'lounge',
    name: 'The Lounge',
    description: 'Come in, sit down, say hello.',
    admin: 'Maya',
    moderators: ['Jonas'],
    posts: [
      {
        by: 'Maya',
        minutesAgo: 2_900,
        text: 'Welcome to the Lounge! Be kind, and ask whatever you like.',
        reactions: { '❤️': ['Jonas', 'Aiko', 'Samuel'] },
        isPinned: true,
      },
      { by: 'Jonas', minutesAgo: 2_840, text: 'Morning, all. Has anybody tried the new quick switcher?' },
      { by: 'Aiko', minutesAgo: 2_835, text: 'Yes! Ctrl+K and two letters, I use nothing else now.' },
      {
        by: 'Samuel',
        minutesAgo: 1_500,
        text: 'How do you all keep your recovery passwords? Asking for a friend with a bad memory.',
        reactions: { '😂': ['Maya', 'Aiko'] },
      },
      { by: 'Maya', minutesAgo: 1_490, text: 'On paper, twice, in two places. Tell your friend.' },
      { by: 'Samuel', minutesAgo: 1_488, text: 'My friend says thank you.' },
      {
        by: 'Aiko',
        minutesAgo: 95,
        text: 'I am baking for Saturday. Who comes?',
        reactions: { '🙋': ['Samuel', 'Jonas'], '🍰': ['Maya'] },
      },
      { by: 'Jonas', minutesAgo: 90, text: 'Me. I bring the coffee.' },
    ],
  },
  {
    token: 'garden',
    name: 'Garden talk',
    description: 'Seeds, snails and sunshine.',
    admin: 'Aiko',
    moderators: ['Maya'],
    posts: [
      {
        by: 'Aiko',
        minutesAgo: 4_300,
        text: 'The first tomatoes are red!',
        reactions: { '🍅': ['Maya', 'Samuel'] },
      },
      { by: 'Samuel', minutesAgo: 4_290, text: 'Mine are still thinking about it.' },
      { by: 'Maya', minutesAgo: 2_000, text: 'What do you do about snails?' },
      {
        by: 'Aiko',
        minutesAgo: 1_990,
        text: 'I get up early and carry them to the meadow. They are back by evening.',
      },
      { by: 'Samuel', minutesAgo: 40, text: 'It rains here since noon. The garden and I are both happy.' },
    ],
  },
];

/**
 * Opens two rooms with people, posts and somebody who looks after them, for demos; rooms that are there already stay as they are.
 * `cryptoReady()` must have resolved.
 * @returns what invitations to them say
 */
export function openDemoRooms(community: CommunityControl, nowMs: number): readonly RoomInvitation[] {
  const server = x25519PublicKey(fromHex(community.public_key));
  const people = Object.fromEntries(PEOPLE.map((name) => [name, newIdentity(server)])) as People;
  const known = Object.keys(community.rooms);
  for (const room of ROOMS.filter(({ token }) => !known.includes(token))) {
    openRoom(community, room, { people, nowMs });
  }
  return ROOMS.map(({ token, name }) => ({ name, url: community.joinUrl(token) }));
}

type People = Readonly<Record<Name, CommunityIdentity>>;

interface Scene {
  readonly people: People;
  readonly nowMs: number;
}

function newIdentity(server: CommunityIdentity['server']): CommunityIdentity {
  const ed25519 = ed25519KeyPair(ed25519Seed(Uint8Array.from(randomBytes(32))));
  return communityIdentity(ed25519, { server, blinding: 15 });
}

function openRoom(
  community: CommunityControl,
  { admin, moderators, posts, ...room }: DemoRoom,
  { people, nowMs }: Scene,
): void {
  const idOf = (name: Name): string => ownUserId(people[name]);
  community.createRoom(room);
  community.appoint(idOf(admin), 'admin', { room: room.token });
  for (const name of moderators) community.appoint(idOf(name), 'moderator', { room: room.token });
  const ids = community.plant(
    room.token,
    posts.map((post) => planted(post, { people, nowMs })),
  );
  for (const [at, { isPinned }] of posts.entries()) {
    const id = ids[at];
    if (isPinned === true && id !== undefined) community.pin(room.token, id, idOf(admin));
  }
}

function planted({ by, minutesAgo, text, reactions = {} }: DemoPost, { people, nowMs }: Scene): PlantedPost {
  const author = people[by];
  const postedMs = nowMs - minutesAgo * 60_000;
  const payload = {
    kind: 'data',
    body: text,
    profile: { displayName: by },
    blocksCommunityMessageRequests: false,
  } as const;
  const data = encodeCommunityContent(encodeContent({ payload, sigTimestampMs: postedMs }));
  const given = Object.entries(reactions).map(
    ([emoji, names]) => [emoji, names.map((name) => ownUserId(people[name]))] as const,
  );
  return {
    author: ownUserId(author),
    data,
    signature: signPost(author, data, { random: systemRandom }),
    postedMs,
    reactions: Object.fromEntries(given),
  };
}
