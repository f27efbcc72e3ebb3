import type { Benchmark } from './harness/benchmark.ts';
import { timed } from './harness/clock.ts';
import { HOPS, RETRIEVE, STORE } from './support/onion-sizes.ts';
import { type RelayChain, startRelayChain } from './support/relay-chain.ts';
import { NEVER, type Person, messageEvent, withWorld } from './support/world.ts';

const WARM_UP = 5;

/** Two engines: from the command to send to the event that tells the other one of the message. */
export const sendToVisible: Benchmark = {
  name: 'send-to-visible',
  about: 'from Alice’s engine to Bob’s, over 24 service nodes in the same process',
  opensWindows: false,
  runs: 40,
  run: async ({ runs }) => {
    const chain = await startRelayChain(HOPS);
    try {
      const immediate = await measure({ chain, runs, pollOnStore: true });
      const paced = await measure({ chain, runs, pollOnStore: false });
      const inGroup = await measure({ chain, runs, pollOnStore: true, where: groupOfTwo });
      return {
        measurements: [
          {
            name: 'send → event, without the pause between polls',
            unit: 'ms',
            ...immediate,
            target: { kind: 'above-floor', atMost: 100 },
          },
          { name: 'send → event, as it happens', unit: 'ms', ...paced },
          {
            name: 'send → event in a group, without the pause between polls',
            unit: 'ms',
            ...inGroup,
            target: { kind: 'above-floor', atMost: 100 },
          },
        ],
      };
    } finally {
      await chain.close();
    }
  },
};

interface Story {
  readonly chain: RelayChain;
  readonly runs: number;
  /** Bob looks for messages at the moment at which his swarm has one, and only then. */
  readonly pollOnStore: boolean;
  readonly where?: Place;
}

/** Makes the conversation; its ID in Alice's store. */
type Place = (alice: Person, bob: Person) => Promise<number>;

const betweenThem: Place = (alice, bob) =>
  Promise.resolve(alice.client.startConversation({ accountId: bob.id }).id);

/** Bob looks whenever anything is stored for him or the group, so he gets the invitation at once. */
const groupOfTwo: Place = async (alice, bob) => {
  const conversationId = await betweenThem(alice, bob);
  const invited = new Promise<number>((resolve) => {
    const stop = bob.client.subscribe((event) => {
      if (event.type !== 'conversation' || event.conversation.kind !== 'group') return;
      stop();
      resolve(event.conversation.id);
    });
  });
  const greeted = messageEvent(bob.client, ({ text }) => text === 'Hello');
  alice.client.sendMessage({ conversationId, text: 'Hello' });
  bob.client.acceptRequest((await greeted).conversationId);
  const group = alice.client.createGroup({ name: 'Two', memberIds: [bob.id] });
  bob.client.acceptRequest(await invited);
  return group.id;
};

/** Messages and chained requests in turns, after some of each that only open connections. */
async function measure({ chain, runs, pollOnStore, where = betweenThem }: Story): Promise<{
  readonly samples: readonly number[];
  readonly floor: { readonly name: string; readonly samples: readonly number[] };
}> {
  const samples: number[] = [];
  const floor: number[] = [];
  await withWorld(async ({ network, person }) => {
    const alice = await person('Alice');
    const bob = await person('Bob', pollOnStore ? { pace: NEVER } : {});
    if (pollOnStore) {
      network.observe((event) => {
        if (event.type === 'stored' && event.account !== alice.id) bob.client.setFocused(true);
      });
    }
    const conversationId = await where(alice, bob);
    for (let turn = 0; turn < WARM_UP + runs; turn += 1) {
      const floorMs = await timed(async () => {
        await chain.exchange(STORE);
        await chain.exchange(RETRIEVE);
      });
      const text = `Message number ${turn}`;
      const tookMs = await timed(async () => {
        const arrived = messageEvent(bob.client, (message) => message.text === text);
        alice.client.sendMessage({ conversationId, text });
        await arrived;
      });
      if (turn < WARM_UP) continue;
      floor.push(floorMs);
      samples.push(tookMs);
    }
  });
  return { samples, floor: { name: `${2 * HOPS} chained HTTPS requests`, samples: floor } };
}
