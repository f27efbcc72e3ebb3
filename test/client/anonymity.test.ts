// No node that sees where we are learns who we are: what comes straight from a client is wrapped, or is nobody's question.

import { expect, test } from 'vitest';

import type { NetworkEvent } from '../../ts/local-network/index.ts';
import { friends, secondDevice, withWorld } from './world.ts';

test('a life of two people and three devices asks nodes that see us for nothing but their version', async () => {
  await withWorld(async (world) => {
    let onions = 0;
    const unwrapped: string[] = [];
    const seeds: string[] = [];
    world.network.observe((event: NetworkEvent) => {
      if (event.type === 'request' && event.endpoint === 'POST /onion_req/v2') onions += 1;
      if (event.type === 'unwrapped') unwrapped.push(new TextDecoder().decode(event.body));
      if (event.type === 'seed-request') seeds.push(event.method);
    });
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    const sent = alice.send(bob.id, 'Where am I?');
    const [there] = await Promise.all([bob.received('Where am I?'), tablet.received('Where am I?')]);
    bob.client.react({ messageId: there.id, emoji: '👍', action: 'react' });
    await alice.event('message', ({ message }) => message.id === sent.id && message.reactions.length > 0);
    alice.client.deleteMessages({ ids: [sent.id], scope: 'everyone' });
    await bob.event('message', ({ message }) => message.id === there.id && message.deletion === 'globally');
    expect(onions).toBeGreaterThan(20);
    expect(new Set(unwrapped)).toEqual(new Set(['{"jsonrpc":"2.0","method":"info","params":{}}']));
    expect(new Set(seeds)).toEqual(new Set(['get_n_service_nodes']));
  });
});
