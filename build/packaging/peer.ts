import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import {
  type Client,
  type MessageView,
  createClient,
  createLog,
  systemClock,
  systemRandom,
} from '../../ts/client/index.ts';

/** Somebody on the network to write to. */
export class Peer {
  readonly client: Client;
  readonly id: string;

  private constructor(client: Client, id: string) {
    this.client = client;
    this.id = id;
  }

  static async open({
    folder,
    seedUrl,
  }: {
    readonly folder: string;
    readonly seedUrl: string;
  }): Promise<Peer> {
    const client = await createClient({
      storePath: join(folder, 'peer.db'),
      storeKey: Uint8Array.from(randomBytes(32)),
      network: { kind: 'devnet', seedUrl },
      clock: systemClock,
      random: systemRandom,
      log: createLog(systemClock, () => undefined),
    });
    return new Peer(client, client.createAccount({ displayName: 'Peer' }).id);
  }

  /** Resolves with the first message of this text. */
  received(text: string): Promise<MessageView> {
    return new Promise((resolve) => {
      const stop = this.client.subscribe((event) => {
        if (event.type !== 'message' || event.message.text !== text) return;
        stop();
        resolve(event.message);
      });
    });
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
