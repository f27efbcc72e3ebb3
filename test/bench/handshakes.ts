import { createAccountKeys } from '../../ts/account/index.ts';
import type { NetworkStatistics } from '../../ts/local-network/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { HOPS, STORE } from './support/onion-sizes.ts';
import { startRelayChain } from './support/relay-chain.ts';
import { messageEvent, withWorld } from './support/world.ts';

const MESSAGES = 100;
const CLIENT_ENDPOINTS = ['POST /onion_req/v2', 'POST /storage_rpc/v1'];

/** One client that writes a hundred messages, counted from its first connection on. */
export const handshakes: Benchmark = {
  name: 'handshakes',
  about: `TLS handshakes of a client that sends ${MESSAGES} messages and polls meanwhile`,
  opensWindows: false,
  runs: 3,
  run: async ({ runs }) => {
    const counts: Counts[] = [];
    const floor: number[] = [];
    for (let turn = 0; turn < runs; turn += 1) {
      counts.push(await sendAll());
      floor.push(await chainedHandshakes());
    }
    return {
      measurements: [
        {
          name: 'handshakes of one destination',
          unit: 'count',
          samples: counts.flatMap(({ perDestination }) => perDestination),
          floor: { name: `${MESSAGES} requests over one kept connection`, samples: floor },
          target: { kind: 'max', atMost: 1 },
        },
        {
          name: 'handshakes for 100 requests',
          unit: 'count',
          samples: counts.map(({ total, requests }) => (100 * total) / requests),
        },
      ],
      notes: counts.map(
        ({ requests, total, perDestination }) =>
          `${requests} requests to ${perDestination.length} nodes: ${total} handshakes`,
      ),
    };
  },
};

interface Counts {
  readonly requests: number;
  readonly total: number;
  /** One number for each node that the client ever connected to, be it only to probe it. */
  readonly perDestination: readonly number[];
}

function sendAll(): Promise<Counts> {
  return withWorld(async ({ network, person }) => {
    const { client } = await person('Alice');
    const { accountId } = createAccountKeys(systemRandom);
    const conversationId = client.startConversation({ accountId }).id;
    for (let turn = 0; turn < MESSAGES; turn += 1) {
      const text = `Message number ${turn}`;
      const sent = messageEvent(client, (message) => message.text === text && message.state === 'sent');
      client.sendMessage({ conversationId, text });
      await sent;
    }
    return countsIn(network.statistics());
  });
}

function countsIn({ nodes }: NetworkStatistics): Counts {
  const contacted = Object.values(nodes).filter(({ handshakes: { client } }) => client > 0);
  const perDestination = contacted.map(({ handshakes: { client } }) => client);
  const ofClients = contacted.flatMap(({ requests }) => CLIENT_ENDPOINTS.map((name) => requests[name] ?? 0));
  return { requests: sum(ofClients), total: sum(perDestination), perDestination };
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
