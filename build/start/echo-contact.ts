import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  type Client,
  type MessageView,
  createClient,
  createLog,
  systemClock,
  systemRandom,
} from '../../ts/client/index.ts';
import type { RoomInvitation } from '../../ts/local-network/index.ts';

const WELCOME = [
  'Hello! I am Echo, a program on the little Session Network inside your computer.',
  'Every message between us is encrypted, takes a path over three service nodes, and waits in a swarm until it is fetched. Click the light at the bottom left to see the paths.',
  'Write me something, and I will say it back.',
  'And if you like company: there are two rooms on this network, with people in them.',
] as const;

/** Somebody to write to on the local network. */
export interface EchoContact {
  readonly accountId: string;
  close(): Promise<void>;
}

/** Opens the account of the echo contact, made on the first start, and lets it answer whoever writes. */
export async function startEchoContact({
  folder,
  seedUrl,
  rooms,
}: {
  readonly folder: string;
  readonly seedUrl: string;
  /** To which it invites. */
  readonly rooms: readonly RoomInvitation[];
}): Promise<EchoContact> {
  mkdirSync(folder, { recursive: true });
  const client = await createClient({
    storePath: join(folder, 'echo.db'),
    storeKey: keyIn(join(folder, 'echo.key')),
    network: { kind: 'devnet', seedUrl },
    clock: systemClock,
    random: systemRandom,
    log: createLog(systemClock, () => undefined),
  });
  const account = client.status().account ?? client.createAccount({ displayName: 'Echo' });
  client.subscribe((event) => {
    if (event.type === 'message' && event.message.direction === 'incoming')
      answer(client, event.message, rooms);
  });
  return { accountId: account.id, close: () => client.close() };
}

function answer(
  client: Client,
  { conversationId, text }: MessageView,
  rooms: readonly RoomInvitation[],
): void {
  const known = client.messages({ conversationId, limit: 2 }).messages.length > 1;
  if (text === '' && known) return;
  for (const reply of known ? [text] : WELCOME)
    client.sendMessage({ conversationId, text: reply.slice(0, 2_000) });
  if (known) return;
  for (const { name, url } of rooms) client.sendInvitation({ conversationId, name, url });
}

/** The echo contact has no secrets worth a key store: its database key lies beside it. */
function keyIn(file: string): Uint8Array {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return Uint8Array.from(readFileSync(file));
}
