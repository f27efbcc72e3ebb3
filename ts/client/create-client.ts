import { dirname, join } from 'node:path';

import { cryptoReady, wipe } from '../crypto/index.ts';
import { settleRestored } from '../messaging/index.ts';
import { bundledNodesFile, createNetwork, openInPool } from '../network/index.ts';
import { type Store, finishRestore, openStore } from '../store/index.ts';
import { zstdReady } from '../util/index.ts';
import { MessengerClient } from './messenger-client.ts';
import { profileWithSettings } from './network-settings.ts';
import { networkStateIn } from './network-state.ts';
import type { ClientPorts } from './ports.ts';
import type { Client } from './client.ts';

/**
 * Opens a profile: checks the crypto of this machine, opens the database, connects in the background, goes on with what was left. What
 * disappeared meanwhile is gone before anything can be shown.
 * @throws {CryptoError} `self-test-failed`
 * @throws {StoreError} `store-wrong-key`, `store-newer-schema`, `store-corrupt`, `store-disk-full`, `store-locked`, `store-io`
 * @throws {NetworkError} `proxy-invalid`, `seed-invalid` for settings that this version does not understand: without them nobody is
 *   connected
 */
export async function createClient(ports: ClientPorts): Promise<Client> {
  await Promise.all([cryptoReady(), zstdReady()]);
  const { clock, log } = ports;
  const { storePath: path } = ports;
  finishRestore({ path, filesFolder: join(dirname(path), 'attachments') });
  let client: MessengerClient | undefined;
  const onDamage = (): void => client?.damageSeen();
  const store = openStore({ path, key: ports.storeKey, clock, log, onDamage });
  const storeKey = ports.storeKey.slice();
  wipe(ports.storeKey);
  client = clientOn({ store, storeKey }, ports);
  await client.ready();
  return client;
}

/** @throws {NetworkError} and then the store is closed. */
function clientOn(
  { store, storeKey }: { readonly store: Store; readonly storeKey: Uint8Array },
  ports: ClientPorts,
): MessengerClient {
  const { bundledNodesPath, clock, random, log, bulk } = ports;
  try {
    settleRestored(store, clock.nowMs());
    const profile = profileWithSettings(ports.network, store);
    const network = createNetwork({
      profile,
      clock,
      random,
      log,
      state: networkStateIn(store),
      ...(bulk === undefined ? {} : { openLarge: openInPool(bulk) }),
      ...(bundledNodesPath === undefined || profile.kind !== 'mainnet'
        ? {}
        : { bundledNodes: bundledNodesFile(bundledNodesPath, log) }),
    });
    return new MessengerClient({ ...ports, network: profile }, { store, storeKey, network });
  } catch (error) {
    store.close();
    wipe(storeKey);
    throw error;
  }
}
