import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type Client, type ClientPorts, createClient } from '../../ts/client/index.ts';
import { silentLog, systemClock, systemRandom } from '../../ts/util/index.ts';

/** Nobody listens there: everything here must work without a network. */
const NOWHERE = 'http://127.0.0.1:9';

let folder: string;
let client: Client | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'undertone-client-'));
});

afterEach(async () => {
  await client?.close();
  client = undefined;
  await rm(folder, { recursive: true, force: true });
});

const key = Uint8Array.from(randomBytes(32));

function ports(change: Partial<ClientPorts> = {}): ClientPorts {
  return {
    storePath: join(folder, 'undertone.db'),
    storeKey: Uint8Array.from(key),
    network: { kind: 'devnet', seedUrl: NOWHERE },
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    ...change,
  };
}

async function open(): Promise<Client> {
  client = await createClient(ports());
  return client;
}

async function openWithAccount(): Promise<Client> {
  const opened = await open();
  opened.createAccount({ displayName: 'Alice' });
  return opened;
}

const failsWith = (code: string) => expect.objectContaining({ code });

describe('accounts', () => {
  test.each([
    ['', 'display-name-empty'],
    ['   \n', 'display-name-empty'],
    ['é'.repeat(51), 'display-name-too-long'],
  ])('the name %j is refused', async (displayName, code) => {
    const opened = await open();
    expect(() => opened.createAccount({ displayName })).toThrow(failsWith(code));
    expect(opened.status()).toEqual({ phase: 'no-account' });
  });

  test('a second account is refused', async () => {
    const opened = await openWithAccount();
    expect(() => opened.createAccount({ displayName: 'Bob' })).toThrow(failsWith('account-exists'));
  });

  test.each([
    ['one two three', 'recovery-password-too-short'],
    [`${'abbey '.repeat(14)}`, 'recovery-password-too-long'],
    [`${'abbey '.repeat(12)}qqqqq`, 'recovery-password-unknown-word'],
    [`${'abbey '.repeat(12)}zoom`, 'recovery-password-checksum'],
  ])('the words %j are refused', async (recoveryPassword, code) => {
    const opened = await open();
    await expect(opened.restoreAccount({ recoveryPassword })).rejects.toThrow(failsWith(code));
    expect(opened.status().phase).toBe('no-account');
  });

  test('without an account there is nothing to send with and no password to show', async () => {
    const opened = await open();
    expect(() => opened.recoveryPassword()).toThrow(failsWith('no-account'));
    expect(() => opened.startConversation({ accountId: `05${'11'.repeat(32)}` })).toThrow(
      failsWith('no-account'),
    );
  });

  test('an account is made, and restored from its words, without any network', async () => {
    const opened = await openWithAccount();
    const words = opened.recoveryPassword();
    expect(words.split(' ')).toHaveLength(13);
    const other = await createClient(ports({ storePath: join(folder, 'other.db') }));
    try {
      const restoring = other.restoreAccount({ recoveryPassword: words });
      expect(other.status()).toMatchObject({
        phase: 'restoring',
        account: { id: opened.status().account?.id },
      });
      await other.discardAccount();
      await expect(restoring).rejects.toThrow(failsWith('no-account'));
      expect(other.status()).toEqual({ phase: 'no-account' });
    } finally {
      await other.close();
    }
  });

  test('an account in use is not discarded', async () => {
    const opened = await openWithAccount();
    await expect(opened.discardAccount()).rejects.toThrow(failsWith('account-in-use'));
  });
});

describe('conversations and messages', () => {
  test.each([
    ['', 'account-id-invalid'],
    ['05abc', 'account-id-invalid'],
    [`03${'11'.repeat(32)}`, 'account-id-group'],
    [`15${'11'.repeat(32)}`, 'account-id-blinded'],
    [`05${'00'.repeat(32)}`, 'account-id-invalid'],
  ])('the ID %j is refused', async (accountId, code) => {
    const opened = await openWithAccount();
    expect(() => opened.startConversation({ accountId })).toThrow(failsWith(code));
  });

  test('the own ID, typed with blanks and in capitals, is Note to Self', async () => {
    const opened = await openWithAccount();
    const id = opened.status().account?.id ?? '';
    const typed = ` ${id.slice(0, 20).toUpperCase()}\n${id.slice(20)} `;
    expect(opened.startConversation({ accountId: typed })).toMatchObject({
      kind: 'note-to-self',
      peerId: id,
    });
  });

  test.each([
    ['', 'message-empty'],
    [' \n ', 'message-empty'],
    ['😀'.repeat(2_001), 'message-too-long'],
  ])('the text %j is refused', async (text, code) => {
    const opened = await openWithAccount();
    const { id } = opened.startConversation({ accountId: opened.status().account?.id ?? '' });
    expect(() => opened.sendMessage({ conversationId: id, text })).toThrow(failsWith(code));
    expect(opened.messages({ conversationId: id, limit: 10 }).messages).toEqual([]);
  });

  test('2,000 code points are not too long, whatever they weigh', async () => {
    const opened = await openWithAccount();
    const { id } = opened.startConversation({ accountId: opened.status().account?.id ?? '' });
    expect(opened.sendMessage({ conversationId: id, text: '😀'.repeat(2_000) }).state).toBe('sending');
  });

  test('unknown conversations and messages are typed errors', async () => {
    const opened = await openWithAccount();
    expect(() => opened.sendMessage({ conversationId: 99, text: 'x' })).toThrow(
      failsWith('conversation-unknown'),
    );
    expect(() => opened.messages({ conversationId: 99, limit: 1 })).toThrow(
      failsWith('conversation-unknown'),
    );
    expect(() => opened.markRead({ conversationId: 99, upToSentAtMs: 1 })).toThrow(
      failsWith('conversation-unknown'),
    );
    expect(() => opened.saveDraft({ conversationId: 99, text: 'x' })).toThrow(
      failsWith('conversation-unknown'),
    );
    expect(() => opened.retryMessage(99)).toThrow(failsWith('message-unknown'));
    expect(() => opened.deleteMessages({ ids: [99], scope: 'device' })).toThrow(failsWith('message-unknown'));
  });
});

describe('the database', () => {
  test('with another key is not opened, and left as it is', async () => {
    await (await openWithAccount()).close();
    client = undefined;
    await expect(createClient(ports({ storeKey: Uint8Array.from(randomBytes(32)) }))).rejects.toThrow(
      failsWith('store-wrong-key'),
    );
    expect((await open()).status().phase).toBe('ready');
  });

  test('cut short is not opened', async () => {
    await (await openWithAccount()).close();
    client = undefined;
    await truncate(join(folder, 'undertone.db'), 5_000);
    await expect(createClient(ports())).rejects.toThrow(failsWith('store-corrupt'));
  });

  test('that is something else is not opened', async () => {
    await writeFile(join(folder, 'undertone.db'), 'this is a shopping list');
    await expect(createClient(ports())).rejects.toThrow(failsWith('store-corrupt'));
  });

  test('gets its key once: the caller finds zeros where it was', async () => {
    const storeKey = Uint8Array.from(key);
    client = await createClient(ports({ storeKey }));
    expect([...storeKey].every((byte) => byte === 0)).toBe(true);
  });
});
