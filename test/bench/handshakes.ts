import { createAccountKeys } from '../../ts/account/index.ts';
import type { MessageView, PollPace } from '../../ts/client/index.ts';
import type { NetworkStatistics } from '../../ts/local-network/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import type { Measurement } from './harness/measurement.ts';
import { HOPS, STORE } from './support/onion-sizes.ts';
import { startRelayChain } from './support/relay-chain.ts';
import { NEVER, messageEvent, withWorld } from './support/world.ts';

const MESSAGES = 100;
const CLIENT_ENDPOINTS = ['POST /onion_req/v2', 'POST /storage_rpc/v1'];

/** One client that writes a hundred messages, counted from its first connection on. */
export const handshakes: Benchmark = {
  name: 'handshakes',
  about: `TLS handshakes of a client that sends ${MESSAGES} messages`,
  opensWindows: false,
  runs: 3,
  run: async ({ runs }) => {
    const [single, busy, floor]: [Counts[], Counts[], number[]] = [[], [], []];
    for (let turn = 0; turn < runs; turn += 1) {
      single.push(await sendAll({ pace: NEVER, until: ({ synced }) => synced }));
      busy.push(await sendAll({ until: ({ state }) => state === 'sent' }));
      floor.push(await chainedHandshakes());
    }
    const perDestination = (name: string, counts: readonly Counts[]): Measurement => ({
      name,
      unit: 'count',
      samples: counts.flatMap((count) => count.perDestination),
      floor: { name: `${MESSAGES} requests over one kept connection`, samples: floor },
      target: { kind: 'max', atMost: 1 },
    });
    return {
      measurements: [
        perDestination('of one destination, requests one after another', single),
        perDestination('of one destination, polls and copies beside', busy),
      ],
      notes: [
        ...single.map((counts) => note('one after another', counts)),
        ...busy.map((counts) => note('beside', counts)),
      ],
    };
  },
};

interface Counts {
  readonly requests: number;
  readonly total: number;
  /** Of all handshakes, those that only resumed a session. */
  readonly resumed: number;
  /** One number for each node that the client ever connected to, be it only to probe it. */
  readonly perDestination: readonly number[];
}

interface Habit {
  readonly pace?: PollPace;
  /** The next message goes out when this one is so far. */
  readonly until: (message: MessageView) => boolean;
}

function sendAll({ until, ...options }: Habit): Promise<Counts> {
  return withWorld(async ({ network, person }) => {
    const { client } = await person('Alice', options);
    const { accountId } = createAccountKeys(systemRandom);
    const conversationId = client.startConversation({ accountId }).id;
    for (let turn = 0; turn < MESSAGES; turn += 1) {
      const text = `Message number ${turn}`;
      const done = messageEvent(client, (message) => message.text === text && until(message));
      client.sendMessage({ conversationId, text });
      await done;
    }
    return countsIn(network.statistics());
  });
}

function countsIn({ nodes }: NetworkStatistics): Counts {
  const contacted = Object.values(nodes).filter(({ handshakes: { client } }) => client > 0);
  const perDestination = contacted.map(({ handshakes: { client } }) => client);
  const ofClients = contacted.flatMap(({ requests }) => CLIENT_ENDPOINTS.map((name) => requests[name] ?? 0));
  const resumed = sum(contacted.map((node) => node.resumed));
  return { requests: sum(ofClients), total: sum(perDestination), resumed, perDestination };
}

function note(habit: string, { requests, total, resumed, perDestination }: Counts): string {
  return `${habit}: ${requests} requests to ${perDestination.length} nodes, ${total} handshakes (${resumed} of them resumed)`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

async function chainedHandshakes(): Promise<number> {
  const chain = await startRelayChain(HOPS);
  try {
    for (let turn = 0; turn < MESSAGES; turn += 1) await chain.exchange(STORE);
    return chain.handshakes();
  } finally {
    await chain.close();
  }
}
