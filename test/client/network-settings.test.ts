import { onTestFinished, expect, test } from 'vitest';

import type { LocalNetwork, NetworkEvent } from '../../ts/local-network/index.ts';
import { SocksServer } from '../support/socks-server.ts';
import { withWorld } from './world.ts';

async function startProxy(): Promise<SocksServer> {
  const proxy = await SocksServer.start();
  onTestFinished(() => proxy.stop());
  return proxy;
}

/** The ports from which clients connect to nodes and seed, from now on. */
function arrivalsAt(network: LocalNetwork): number[] {
  const ports: number[] = [];
  network.observe((event: NetworkEvent) => {
    const isClient = event.type === 'seed-request' || (event.type === 'handshake' && event.from === 'client');
    if (isClient) ports.push(event.remotePort);
  });
  return ports;
}

test('with a proxy nobody is connected by anything else, also right after a restart', async () => {
  await withWorld(async ({ network, device, person }) => {
    const alice = await person('Alice');
    await alice.sent(alice.send(alice.id, 'straight').id);
    await alice.close();
    const proxy = await startProxy();

    const before = await device('Alice');
    before.client.setNetworkSettings({ proxy: ` ${proxy.url()} ` });
    expect(before.client.networkSettings()).toEqual({
      proxy: proxy.url(),
      seeds: [],
      isRestartNeeded: false,
    });
    await before.sent(before.send(before.id, 'by proxy').id);
    await before.close();

    const arrivals = arrivalsAt(network);
    const again = await device('Alice');
    await again.sent(again.send(again.id, 'by proxy again').id);
    expect(arrivals.length).toBeGreaterThan(0);
    expect(arrivals.filter((port) => !proxy.outgoingPorts.has(port))).toEqual([]);
  });
});

test('while the proxy is dead nobody is connected, and the reason is told', async () => {
  await withWorld(async ({ network, device, person }) => {
    const alice = await person('Alice');
    await alice.online();
    const proxy = await startProxy();
    alice.client.setNetworkSettings({ proxy: proxy.url() });
    await proxy.stop();
    await alice.close();

    const arrivals = arrivalsAt(network);
    const again = await device('Alice');
    const { network: view } = await again.event('network', (event) => event.network.state === 'offline');
    expect(view.problem).toBe('proxy-unreachable');
    expect(arrivals).toEqual([]);
    // And straight again, without a restart.
    again.client.setNetworkSettings({ proxy: '' });
    expect(again.client.networkSettings()).not.toHaveProperty('proxy');
    await again.sent(again.send(again.id, 'straight').id);
  });
});

test('seeds and file server count from the next start', async () => {
  await withWorld(async ({ network, device, person }) => {
    const alice = await person('Alice');
    const { address } = network.fileServer;
    const seeds = [{ url: network.seedUrl }];
    expect(alice.client.setNetworkSettings({ seeds, fileServer: address })).toEqual({
      seeds,
      fileServer: address,
      isRestartNeeded: true,
    });
    await alice.close();
    const again = await device('Alice');
    expect(again.client.networkSettings()).toEqual({ seeds, fileServer: address, isRestartNeeded: false });
    await again.online();
    expect(again.client.setNetworkSettings({ seeds: [], fileServer: '' })).toEqual({
      seeds: [],
      isRestartNeeded: true,
    });
  });
});

test('what cannot be understood is refused, and nothing of it is kept', async () => {
  await withWorld(async ({ person }) => {
    const { client } = await person('Alice');
    const refused = [
      [{ proxy: 'http://proxy.example' }, 'proxy-invalid'],
      [{ seeds: [{ url: 'http://seed.example' }] }, 'seed-invalid'],
      [{ seeds: [{ url: 'https://seed.example', spki: 'no pin' }] }, 'seed-invalid'],
      [{ fileServer: 'files.example' }, 'file-url-invalid'],
      [{ fileServer: 'http://files.example' }, 'file-server-unknown'],
    ] as const;
    for (const [change, code] of refused) {
      const valid = { proxy: 'socks5h://127.0.0.1:1', seeds: [{ url: 'https://seed.example' }] };
      expect(() => client.setNetworkSettings({ ...valid, ...change })).toThrow(
        expect.objectContaining({ code }),
      );
      expect(client.networkSettings()).toEqual({ seeds: [], isRestartNeeded: false });
    }
  });
});
