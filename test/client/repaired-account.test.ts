import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { type Client, createClient } from '../../ts/client/index.ts';
import { openSqlcipher } from '../../ts/store/driver/sqlcipher.ts';
import { repairStore } from '../../ts/store/index.ts';
import { silentLog, systemClock, systemRandom } from '../../ts/util/index.ts';
import { temporaryFolder } from '../main/support/temporary-folder.ts';

const ports = { clock: systemClock, random: systemRandom, log: silentLog };
const OTHER = expect.objectContaining({ code: 'account-other' });

test('an account that was lost with a page of the database comes back with its words, and no other takes its place', async () => {
  const [path, key] = [join(temporaryFolder(), 'undertone.db'), randomBytes(32)];
  const opened = async (): Promise<Client> => {
    const network = { kind: 'devnet', seedUrl: 'http://127.0.0.1:9' } as const;
    const client = await createClient({ ...ports, storePath: path, storeKey: Uint8Array.from(key), network });
    onTestFinished(() => client.close());
    return client;
  };
  const first = await opened();
  const { id } = first.createAccount({ displayName: 'Ada' });
  const words = first.recoveryPassword();
  const note = first.startConversation({ accountId: id });
  first.sendMessage({ conversationId: note.id, text: 'remember the milk' });
  await first.close();
  const database = openSqlcipher({ path, key });
  database.exec('DELETE FROM account');
  database.close();
  repairStore({ path, key, ...ports });

  const repaired = await opened();
  expect(repaired.status()).toEqual({ phase: 'no-account' });
  expect(() => repaired.createAccount({ displayName: 'Eve' })).toThrow(OTHER);
  const stranger = await createClient({
    ...ports,
    storePath: join(temporaryFolder(), 'undertone.db'),
    storeKey: randomBytes(32),
    network: { kind: 'devnet', seedUrl: 'http://127.0.0.1:9' },
  });
  onTestFinished(() => stranger.close());
  stranger.createAccount({ displayName: 'Eve' });
  const foreign = stranger.recoveryPassword();
  await expect(repaired.restoreAccount({ recoveryPassword: foreign })).rejects.toThrow(OTHER);
  expect(await repaired.restoreAccount({ recoveryPassword: words })).toMatchObject({ id });
  await expect(repaired.discardAccount()).rejects.toThrow(
    expect.objectContaining({ code: 'account-in-use' }),
  );
  const { messages } = repaired.messages({ conversationId: note.id, limit: 9 });
  expect(messages.map(({ text }) => text)).toEqual(['remember the milk']);
}, 60_000);
