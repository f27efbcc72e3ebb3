import { cryptoReady, wipe } from '../crypto/index.ts';
import { createNetwork } from '../network/index.ts';
import { openStore } from '../store/index.ts';
import { zstdReady } from '../util/index.ts';
import { MessengerClient } from './messenger-client.ts';
import { networkStateIn } from './network-state.ts';
import type { ClientPorts } from './ports.ts';
import type { Client } from './types.ts';

/**
 * Opens a profile: checks the crypto of this machine, opens the database, connects in the background, goes on with what was left. What
 * disappeared meanwhile is gone before anything can be shown.
 * @throws {CryptoError} `self-test-failed`
 * @throws {StoreError} `store-wrong-key`, `store-newer-schema`, `store-corrupt`, `store-disk-full`, `store-locked`, `store-io`
 */
export async function createClient(ports: ClientPorts): Promise<Client> {
  await Promise.all([cryptoReady(), zstdReady()]);
  const { clock, random, log } = ports;
  const store = openStore({ path: ports.storePath, key: ports.storeKey, clock, log });
  wipe(ports.storeKey);
  const network = createNetwork({ profile: ports.network, clock, random, log, state: networkStateIn(store) });
  const client = new MessengerClient(ports, { store, network });
  await client.ready();
  return client;
}
