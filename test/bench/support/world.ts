import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Client, type MessageView, type PollPace, createClient } from '../../../ts/client/index.ts';
import { type LocalNetwork, startLocalNetwork } from '../../../ts/local-network/index.ts';
import { silentLog, systemClock, systemRandom } from '../../../ts/util/index.ts';

/** So rarely that it does not happen: no poll comes between what is measured. */
export const NEVER: PollPace = {
  activeMs: 3_600_000,
  focusedMs: 3_600_000,
  backgroundMs: 3_600_000,
  idleMs: 3_600_000,
  groupMs: [3_600_000, 3_600_000, 3_600_000],
  communityMs: [3_600_000, 3_600_000, 3_600_000],
};

const NODE_COUNT = 24;

/** A network of 24 service nodes in this process, and a folder for what its clients store. */
export interface World {
  readonly network: LocalNetwork;
  readonly folder: string;
  /** A client of this name with a new account, connected. */
  person(name: string, options?: { readonly pace?: PollPace }): Promise<Person>;
}

export interface Person {
  readonly client: Client;
  readonly id: string;
}

/** Runs `work` in a world of its own and clears it away. */
export async function withWorld<Result>(work: (world: World) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-bench-'));
  const network = await startLocalNetwork({ nodeCount: NODE_COUNT });
  const clients: Client[] = [];
  const person: World['person'] = async (name, { pace } = {}) => {
    const client = await createClient({
      storePath: join(folder, name, 'undertone.db'),
      storeKey: systemRandom.bytes(32),
      network: { kind: 'devnet', seedUrl: network.seedUrl },
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
      ...(pace === undefined ? {} : { pace }),
    });
    clients.push(client);
    const { id } = client.createAccount({ displayName: name });
    await online(client);
    return { client, id };
  };
  try {
    return await work({ network, folder, person });
  } finally {
    await Promise.all(clients.map((client) => client.close()));
    await network.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first message event from now on that `accepts` takes. */
export function messageEvent(
  client: Client,
  accepts: (message: MessageView) => boolean,
): Promise<MessageView> {
  return new Promise((resolve) => {
    const stop = client.subscribe((event) => {
      if (event.type !== 'message' || !accepts(event.message)) return;
      stop();
      resolve(event.message);
    });
  });
}

async function online(client: Client): Promise<void> {
  if (client.network().state === 'online') return;
  await new Promise<void>((resolve) => {
    const stop = client.subscribe((event) => {
      if (event.type !== 'network' || event.network.state !== 'online') return;
      stop();
      resolve();
    });
  });
}
