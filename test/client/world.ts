import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  type Client,
  type ClientEvent,
  type ClientPorts,
  type ConversationView,
  type MessageView,
  createClient,
} from '../../ts/client/index.ts';
import type { PreviewHttp } from '../../ts/messaging/index.ts';
import { type LocalNetwork, startLocalNetwork } from '../../ts/local-network/index.ts';
import { parseFileServer } from '../../ts/network/index.ts';
import { type Clock, type Log, silentLog, systemClock, systemRandom } from '../../ts/util/index.ts';

const PROFILE_NAMESPACE = 2;
const CONTACTS_NAMESPACE = 3;

/** What a device has of its own. */
export interface DeviceOptions {
  readonly clock?: Clock;
  /** Instead of the web. */
  readonly previewHttp?: PreviewHttp;
  /** Hears what the client logs. */
  readonly log?: Log;
  /** A SOCKS proxy for everything, `socks5h://…`. */
  readonly proxyUrl?: string;
}

/** A local Session Network and the devices of people on it. */
export interface World {
  readonly network: LocalNetwork;
  /** Where the profiles are, each in a folder of its device's name. */
  readonly folder: string;
  /** A new device, or (by the same name) an old one switched on again. */
  readonly device: (name: string, options?: DeviceOptions) => Promise<Device>;
  /** A device with a new account of this name. */
  readonly person: (name: string, options?: DeviceOptions) => Promise<Device>;
}

/** One client with its profile folder, as a test story sees it. */
export class Device {
  readonly client: Client;
  readonly name: string;
  /** Folder of its encrypted files. */
  readonly filesPath: string;
  private readonly heard: ClientEvent[] = [];
  private readonly waiting = new Set<() => void>();
  private closed = false;

  constructor(name: string, client: Client, filesPath: string) {
    this.name = name;
    this.filesPath = filesPath;
    this.client = client;
    client.subscribe((event) => {
      this.heard.push(event, ...singly(event));
      for (const check of [...this.waiting]) check();
    });
  }

  get id(): string {
    const { account } = this.client.status();
    if (account === undefined) throw new Error(`${this.name} has no account`);
    return account.id;
  }

  conversationWith(accountId: string): ConversationView {
    return this.client.startConversation({ accountId });
  }

  send(to: string, text: string): MessageView {
    return this.client.sendMessage({ conversationId: this.conversationWith(to).id, text });
  }

  /** The newest 200 texts of a conversation, oldest first; lines about what happened are left out. */
  textsWith(accountId: string): readonly string[] {
    const conversationId = this.conversationWith(accountId).id;
    const { messages } = this.client.messages({ conversationId, limit: 200 });
    return messages.filter(({ kind }) => kind === 'text').map(({ text }) => text);
  }

  /** The first event, past or to come, that `accepts` takes. */
  event<Type extends ClientEvent['type']>(
    type: Type,
    accepts: (event: Extract<ClientEvent, { readonly type: Type }>) => boolean = () => true,
  ): Promise<Extract<ClientEvent, { readonly type: Type }>> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = this.heard.find(
          (event): event is Extract<ClientEvent, { readonly type: Type }> =>
            event.type === type && accepts(event as Extract<ClientEvent, { readonly type: Type }>),
        );
        if (found === undefined) return;
        this.waiting.delete(check);
        resolve(found);
      };
      this.waiting.add(check);
      check();
    });
  }

  async received(text: string): Promise<MessageView> {
    const { message } = await this.event('message', (event) => event.message.text === text);
    return message;
  }

  /** Resolves when this message of ours lies in the recipient's swarm. */
  async sent(messageId: number): Promise<MessageView> {
    const { message } = await this.event(
      'message',
      (event) => event.message.id === messageId && event.message.state === 'sent',
    );
    return message;
  }

  /** Resolves when the copy for our other devices lies in our own swarm. */
  async synced(messageId: number): Promise<MessageView> {
    const { message } = await this.event(
      'message',
      (event) => event.message.id === messageId && event.message.synced,
    );
    return message;
  }

  async online(): Promise<void> {
    if (this.client.network().state !== 'online')
      await this.event('network', (event) => event.network.state === 'online');
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.client.close();
  }
}

/** Several messages at once mean the same as one after another. */
function singly(event: ClientEvent): readonly ClientEvent[] {
  return event.type === 'messages' ? event.messages.map((message) => ({ type: 'message', message })) : [];
}

/** Resolves when a swarm has the next state of the profile of a device's account. */
export function storedProfile(network: LocalNetwork, { id }: Device): Promise<unknown> {
  return network.waitForStore(({ account, namespace }) => account === id && namespace === PROFILE_NAMESPACE);
}

/** Two people who have written to each other, with their profiles in their swarms. */
export async function friends(
  { network, person }: World,
  options: { readonly alice?: DeviceOptions; readonly bob?: DeviceOptions } = {},
): Promise<{
  readonly alice: Device;
  readonly bob: Device;
}> {
  const [alice, bob] = [await person('Alice', options.alice), await person('Bob', options.bob)];
  await Promise.all([storedProfile(network, alice), storedProfile(network, bob)]);
  const known = [alice, bob].map((device) => storedContacts(network, device));
  alice.send(bob.id, 'Hello Bob');
  await bob.received('Hello Bob');
  bob.send(alice.id, 'Hello Alice');
  await alice.received('Hello Alice');
  await Promise.all(known);
  return { alice, bob };
}

/** A second device of somebody's account, which has looked into the swarm. */
export async function secondDevice(world: World, first: Device, name: string): Promise<Device> {
  const opened = await world.device(name);
  await opened.client.restoreAccount({ recoveryPassword: first.client.recoveryPassword() });
  return opened;
}

export interface WorldOptions {
  readonly nodeCount?: number;
  /** Of the network, and of devices that have none of their own. */
  readonly clock?: Clock;
}

/** Resolves when a swarm has the next state of the contacts of a device's account. */
export function storedContacts(network: LocalNetwork, { id }: Device): Promise<unknown> {
  return network.waitForStore(({ account, namespace }) => account === id && namespace === CONTACTS_NAMESPACE);
}

/** Runs a story on a network of its own and clears everything away. */
export async function withWorld(
  story: (world: World) => Promise<void>,
  { nodeCount = 24, clock: worldClock = systemClock }: WorldOptions = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'undertone-world-'));
  const network = await startLocalNetwork({ nodeCount, clock: worldClock });
  const keys = new Map<string, Uint8Array>();
  const devices: Device[] = [];
  const device: World['device'] = async (name, options = {}) => {
    const key = keys.get(name) ?? Uint8Array.from(randomBytes(32));
    keys.set(name, key);
    const client = await createClient({
      ...portsFor({ network, folder, name, key, options: { clock: worldClock, ...options } }),
      ...(options.previewHttp === undefined ? {} : { previewHttp: options.previewHttp }),
    });
    const opened = new Device(name, client, join(folder, name, 'attachments'));
    devices.push(opened);
    return opened;
  };
  const person: World['person'] = async (name, options) => {
    const opened = await device(name, options);
    opened.client.createAccount({ displayName: name });
    return opened;
  };
  try {
    await story({ network, folder, device, person });
  } finally {
    await Promise.all(devices.map((opened) => opened.close()));
    await network.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function portsFor({
  network,
  folder,
  name,
  key,
  options: { clock, log = silentLog, proxyUrl },
}: {
  readonly network: LocalNetwork;
  readonly folder: string;
  readonly name: string;
  readonly key: Uint8Array;
  readonly options: DeviceOptions & { readonly clock: Clock };
}): ClientPorts {
  return {
    storePath: join(folder, name, 'undertone.db'),
    storeKey: Uint8Array.from(key),
    network: {
      kind: 'devnet',
      seedUrl: network.seedUrl,
      fileServer: parseFileServer(network.fileServer.address),
      ...(proxyUrl === undefined ? {} : { proxy: { url: proxyUrl } }),
    },
    clock,
    random: systemRandom,
    log,
    notifications: { hidesDisappearing: false },
  };
}
