import type { ConversationView } from '../../ts/client/index.ts';
import type { LocalNetwork } from '../../ts/local-network/index.ts';
import { CommunityMember } from '../local-network/support/community-member.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { timed } from './harness/clock.ts';
import type { Measurement } from './harness/measurement.ts';
import { HOPS, RETRIEVE } from './support/onion-sizes.ts';
import { type RelayChain, startRelayChain } from './support/relay-chain.ts';
import { NEVER, type Person, type World, messageEvent, withWorld } from './support/world.ts';

const POSTS = 10_000;
const DIFFERENT_POSTS = 500;
const QUIET_ROOMS = 10;
const NEWEST = 'The newest post of all';

/** Rooms as somebody has them: joining a busy one, and asking ten quiet ones of one server for news. */
export const rooms: Benchmark = {
  name: 'rooms',
  about: `a client that joins a room of ${POSTS} posts, and asks ${QUIET_ROOMS} quiet rooms of one server for news`,
  opensWindows: false,
  runs: 15,
  run: async ({ runs }) => {
    const chain = await startRelayChain(HOPS);
    try {
      return await withWorld(async (world) => {
        const joining = await measureJoining({ world, chain, runs });
        const { measurement, requests } = await measureRounds({ world, chain, runs });
        return {
          measurements: [joining, measurement],
          notes: [`${QUIET_ROOMS} quiet rooms of one server cost ${requests} request a round.`],
        };
      });
    } finally {
      await chain.close();
    }
  },
};

interface Scene {
  readonly world: World;
  readonly chain: RelayChain;
  readonly runs: number;
}

function busyRoom({ community }: LocalNetwork): string {
  const url = community.createRoom({ token: 'busy', name: 'Busy' });
  const author = new CommunityMember(url);
  const written = (text: string) => ({ author: author.id, ...author.content(text) });
  const posts = Array.from({ length: DIFFERENT_POSTS }, (_, at) =>
    written(`Post number ${at}, as long as most are.`),
  );
  for (let planted = 0; planted < POSTS; planted += DIFFERENT_POSTS) community.plant('busy', posts);
  community.plant('busy', [written(NEWEST)]);
  return url;
}

/** A new account each time: a room that was left has its people and pictures still. */
async function measureJoining({ world, chain, runs }: Scene): Promise<Measurement> {
  const url = busyRoom(world.network);
  const samples: number[] = [];
  const floor: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const { client } = await world.person(`joiner-${run}`, { pace: NEVER });
    floor.push(
      await timed(async () => {
        for (let request = 0; request < 2; request += 1) await chain.exchange(RETRIEVE);
      }),
    );
    samples.push(
      await timed(async () => {
        const seen = messageEvent(client, ({ text }) => text === NEWEST);
        await client.joinCommunity({ url });
        await seen;
      }),
    );
  }
  return {
    name: `join a room of ${POSTS} posts → its newest post is there`,
    unit: 'ms',
    samples,
    floor: { name: `${2 * HOPS} chained HTTPS requests`, samples: floor },
    target: { kind: 'median', atMost: 1_000 },
  };
}

async function measureRounds({
  world,
  chain,
  runs,
}: Scene): Promise<{ readonly measurement: Measurement; readonly requests: number }> {
  const visitor = await world.person('visitor', { pace: NEVER });
  const joined = await joinQuietRooms(world, visitor);
  const samples: number[] = [];
  const floor: number[] = [];
  const rounds = countRounds(world.network);
  for (let run = 0; run < runs; run += 1) {
    floor.push(await timed(() => chain.exchange(RETRIEVE)));
    samples.push(await timed(() => newsOf(world.network, visitor, joined)));
  }
  return {
    measurement: {
      name: `ask ${QUIET_ROOMS} quiet rooms of one server for news`,
      unit: 'ms',
      samples,
      floor: { name: `${HOPS} chained HTTPS requests`, samples: floor },
      target: { kind: 'above-floor', atMost: 50 },
    },
    requests: rounds() / runs,
  };
}

async function joinQuietRooms({ network }: World, { client }: Person): Promise<ConversationView> {
  let last: ConversationView | undefined;
  for (let at = 0; at < QUIET_ROOMS; at += 1) {
    const url = network.community.createRoom({ token: `quiet-${at}`, name: `Quiet ${at}` });
    last = await client.joinCommunity({ url });
  }
  if (last === undefined) throw new RangeError('no room');
  return last;
}

/** Asks now; resolves when the server has answered for the last of the rooms. */
function newsOf(network: LocalNetwork, { client }: Person, { id }: ConversationView): Promise<void> {
  return new Promise((resolve) => {
    const stop = network.observe((event) => {
      if (event.type !== 'community' || !event.path.startsWith('/outbox')) return;
      stop();
      resolve();
    });
    client.refreshCommunity(id);
  });
}

/** How many requests have come to the server since. */
function countRounds(network: LocalNetwork): () => number {
  let count = 0;
  const stop = network.observe((event) => {
    if (event.type === 'hop' && event.to === 'server') count += 1;
  });
  return () => {
    stop();
    return count;
  };
}
