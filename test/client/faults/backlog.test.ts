import { expect, test } from 'vitest';

import { accountKeysFromSeed16, decodeRecoveryPassword } from '../../../ts/account/index.ts';
import { waitingMessages } from '../../bench/support/ingest.ts';
import { type Device, withWorld } from '../world.ts';

const MESSAGES = 10_000;
const PEOPLE = 20;
const DIRECT_MESSAGES = 0;
const DAY_MS = 86_400_000;

const unread = ({ client }: Device): number =>
  client.messageRequests({ limit: 100 }).requests.reduce((sum, { unreadCount }) => sum + unreadCount, 0);

/** Resolves when so many messages are there and not read. */
function waiting(device: Device, count: number): Promise<void> {
  return new Promise((resolve) => {
    let isLookDue = true;
    const look = (): void => {
      isLookDue = true;
      if (unread(device) < count) return;
      stop();
      resolve();
    };
    // Twenty conversations change with every few messages.
    const stop = device.client.subscribe(({ type }) => {
      if (type !== 'conversation' || !isLookDue) return;
      isLookDue = false;
      setImmediate(look);
    });
    look();
  });
}

/** All texts of a conversation, oldest first. */
function history({ client }: Device, conversationId: number): readonly string[] {
  let texts: readonly string[] = [];
  for (let before: { readonly sentAtMs: number; readonly id: number } | undefined; ;) {
    const page = client.messages({ conversationId, limit: 200, ...(before === undefined ? {} : { before }) });
    texts = [...page.messages.map(({ text }) => text), ...texts];
    const [oldest] = page.messages;
    if (!page.hasOlder || oldest === undefined) return texts;
    before = { sentAtMs: oldest.sentAtMs, id: oldest.id };
  }
}

test('ten thousand messages that wait come once each and in order, though the swarm moves and the app is closed meanwhile', async () => {
  await withWorld(async ({ network, person, device }) => {
    const bob = await person('Bob');
    const { id } = bob;
    const keys = accountKeysFromSeed16(decodeRecoveryPassword(bob.client.recoveryPassword()));
    await bob.close();
    const nowMs = Date.now();
    const { payloads } = waitingMessages(MESSAGES, keys);
    network.plant(
      id,
      DIRECT_MESSAGES,
      payloads.map((data) => ({ data, timestampMs: nowMs, expiryMs: nowMs + 14 * DAY_MS })),
    );

    const woken = await device('Bob');
    await waiting(woken, MESSAGES / 4);
    network.moveSwarm(id);
    await waiting(woken, MESSAGES / 2);
    await woken.close();
    const again = await device('Bob');
    await waiting(again, MESSAGES);

    const { requests } = again.client.messageRequests({ limit: 100 });
    expect(requests).toHaveLength(PEOPLE);
    const all = requests.map((request) => history(again, request.id));
    for (const texts of all) {
      const numbers = texts.map((text) => Number(/^Message (\d+),/.exec(text)?.[1]));
      const first = numbers[0] ?? 0;
      expect(numbers).toEqual(Array.from({ length: MESSAGES / PEOPLE }, (_, at) => first + at * PEOPLE));
    }
    expect(new Set(all.flat()).size).toBe(MESSAGES);
  });
}, 180_000);
