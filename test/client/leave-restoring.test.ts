import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Database } from '@signalapp/sqlcipher';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type Client, createClient } from '../../ts/client/index.ts';
import { silentLog, systemRandom, toHex } from '../../ts/util/index.ts';
import { MovingClock } from '../support/moving-clock.ts';

const STORE_KEY = Uint8Array.from(randomBytes(32));

let folder: string;
/** Takes every connection and never says a word. */
let silent: Server;
let clients: Client[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'undertone-restoring-'));
  silent = createServer();
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  clients = [];
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  silent.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(name: string, clock = new MovingClock()): Promise<Client> {
  const { port } = silent.address() as AddressInfo;
  const client = await createClient({
    storePath: join(folder, name),
    storeKey: Uint8Array.from(STORE_KEY),
    network: { kind: 'devnet', seedUrl: `http://127.0.0.1:${port}` },
    clock,
    random: systemRandom,
    log: silentLog,
  });
  clients.push(client);
  return client;
}

async function recoveryPassword(): Promise<string> {
  const client = await open('first.db');
  client.createAccount({ displayName: 'Alice' });
  return client.recoveryPassword();
}

/** All that stands in a database, table by table. */
function contentsOf(path: string): string {
  const database = new Database(path);
  try {
    database.exec(`PRAGMA key = "x'${toHex(STORE_KEY)}'"`);
    database.initTokenizer();
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables
      .flatMap(({ name }) => database.prepare(`SELECT * FROM "${String(name)}"`).all())
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof Uint8Array ? toHex(value) : String(value)))
      .join('\n');
  } finally {
    database.close();
  }
}

test('ONB-05: a network that never answers is waited for 15 seconds, and then a name is asked for', async () => {
  const words = await recoveryPassword();
  const clock = new MovingClock();
  const client = await open('second.db', clock);
  const restored = client.restoreAccount({ recoveryPassword: words });
  clock.moveOn(13_000);
  // What is due by now happens first.
  await new Promise((resolve) => setImmediate(resolve));
  expect(client.status().phase).toBe('restoring');
  clock.moveOn(2_000);
  await restored;
  expect(client.status().phase).toBe('needs-name');
});

test('ONB-06: of an account that was given up nothing is left in the database', async () => {
  const words = await recoveryPassword();
  const client = await open('second.db');
  const restored = client.restoreAccount({ recoveryPassword: words });
  const accountId = client.status().account?.id ?? '';
  await client.discardAccount();
  await expect(restored).rejects.toThrow(expect.objectContaining({ code: 'no-account' }));
  await client.close();
  const seed = await seedOf('first.db');
  const left = contentsOf(join(folder, 'second.db'));
  expect(left).not.toContain(accountId);
  expect(left).not.toContain(seed);
});

/** As it stands in the database of an account that was kept; hexadecimal. */
async function seedOf(name: string): Promise<string> {
  await clients[0]?.close();
  const database = new Database(join(folder, name));
  try {
    database.exec(`PRAGMA key = "x'${toHex(STORE_KEY)}'"`);
    const [row] = database.prepare('SELECT seed FROM account').all();
    return toHex(row?.['seed'] as Uint8Array);
  } finally {
    database.close();
  }
}
