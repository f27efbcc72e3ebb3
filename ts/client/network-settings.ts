// What somebody wants to be different in the network (spec 02 §6, §8, spec 08 SET-16), kept in the store.

import type { Network, NetworkPreferences, NetworkProfile, SeedSettings } from '../network/index.ts';
import { fileServerAddress, parseFileServer, parseProxy, parseSeed } from '../network/index.ts';
import type { Repositories, Store } from '../store/index.ts';
import { stringSetting } from '../store/index.ts';
import type { NetworkSettingsChange, NetworkSettingsView } from './account-types.ts';

/** With this the names of all settings of the network begin. They belong to the device, whatever profile it has. */
export const NETWORK_SETTINGS = 'network.';

const PROXY = stringSetting('network.proxy');
const SEEDS = stringSetting('network.seeds');
const FILE_SERVER = stringSetting('network.file-server');

/** What is stored; of each what is absent is as the network has it. */
type StoredSettings = Omit<NetworkSettingsView, 'isRestartNeeded'>;

/**
 * The network of this profile with what its owner has chosen. It must be known before the first connection: with a proxy there may be
 * none without it.
 * @throws {NetworkError} `seed-invalid`, {@link FileServerError} for what an older or newer version has written
 */
export function profileWithSettings(profile: NetworkProfile, store: Store): NetworkProfile {
  const { proxy, seeds, fileServer } = storedSettings(store);
  const preferences: NetworkPreferences = {
    ...(proxy === undefined ? {} : { proxy: { url: proxy } }),
    ...(seeds.length === 0 ? {} : { seeds }),
    ...(fileServer === undefined ? {} : { fileServer: parseFileServer(fileServer) }),
  };
  return { ...profile, ...preferences };
}

/** The settings of the network as a person sees and changes them. */
export class StoredNetworkSettings {
  private readonly store: Store;
  private readonly network: Pick<Network, 'setProxy'>;
  /** What of them counts from the next start only, as it was at this one. */
  private readonly inUse: string;

  /** Right at the start, when what is stored is what is used. */
  constructor(store: Store, network: Pick<Network, 'setProxy'>) {
    this.store = store;
    this.network = network;
    this.inUse = ofStart(store);
  }

  view(): NetworkSettingsView {
    return { ...storedSettings(this.store), isRestartNeeded: ofStart(this.store) !== this.inUse };
  }

  /**
   * @throws {NetworkError} `proxy-invalid`, `seed-invalid`
   * @throws {FileServerError} `file-url-invalid`, `file-server-unknown`
   */
  change(change: NetworkSettingsChange): NetworkSettingsView {
    const checked = checkedChange(change);
    const { proxy } = checked;
    this.store.transaction((repositories) => keepChange(repositories, checked));
    if (proxy !== undefined) this.network.setProxy(proxy === '' ? undefined : { url: proxy });
    return this.view();
  }
}

/** The proxy that somebody has chosen, with user and password. */
export function storedProxy({ settings }: Pick<Store, 'settings'>): string | undefined {
  return settings.get(PROXY);
}

function storedSettings({ settings }: Pick<Store, 'settings'>): StoredSettings {
  const proxy = settings.get(PROXY);
  const fileServer = settings.get(FILE_SERVER);
  return {
    ...(proxy === undefined ? {} : { proxy }),
    seeds: JSON.parse(settings.get(SEEDS) ?? '[]') as readonly SeedSettings[],
    ...(fileServer === undefined ? {} : { fileServer }),
  };
}

/** What is wanted, as it will be stored: without the spaces around it, and all of it understood. */
function checkedChange({ proxy, seeds, fileServer }: NetworkSettingsChange): NetworkSettingsChange {
  const wanted = {
    ...(proxy === undefined ? {} : { proxy: proxy.trim() }),
    ...(seeds === undefined ? {} : { seeds: seeds.map(trimmedSeed) }),
    ...(fileServer === undefined ? {} : { fileServer: fileServer.trim() }),
  };
  if (wanted.proxy) parseProxy({ url: wanted.proxy });
  wanted.seeds?.forEach(parseSeed);
  if (!wanted.fileServer) return wanted;
  return { ...wanted, fileServer: fileServerAddress(parseFileServer(wanted.fileServer)) };
}

function keepChange(
  { settings }: Pick<Repositories, 'settings'>,
  { proxy, seeds, fileServer }: NetworkSettingsChange,
): void {
  const keep = (key: typeof PROXY, value: string | undefined): void => {
    if (value === '') settings.delete(key);
    else if (value !== undefined) settings.set(key, value);
  };
  keep(PROXY, proxy);
  keep(SEEDS, seeds?.length === 0 ? '' : seeds && JSON.stringify(seeds));
  keep(FILE_SERVER, fileServer);
}

function trimmedSeed({ url, spki }: SeedSettings): SeedSettings {
  return { url: url.trim(), ...(spki === undefined || spki.trim() === '' ? {} : { spki: spki.trim() }) };
}

function ofStart(store: Store): string {
  const { seeds, fileServer } = storedSettings(store);
  return JSON.stringify({ seeds, fileServer });
}
