import { expect } from 'vitest';

import type { LocalNetwork, NetworkEvent } from '../../../ts/local-network/index.ts';
import type { MessageView } from '../../../ts/client/index.ts';
import type { Device } from '../world.ts';

/** A poll asks for five namespaces (spec 02 §5.1). */
const RETRIEVES_A_POLL = 5;

/** Texts that nobody else says: `story 0`, `story 1` … */
export const texts = (story: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${story} ${at}`);

/** Resolves when a device has got all of these texts, in whatever order. */
export async function hasReceived(device: Device, wanted: readonly string[]): Promise<void> {
  await Promise.all(wanted.map((text) => device.received(text)));
}

/** Resolves with the first event from now on that `accepts` takes. */
export function nextEvent(
  network: LocalNetwork,
  accepts: (event: NetworkEvent) => boolean,
): Promise<NetworkEvent> {
  return new Promise((resolve) => {
    const stop = network.observe((event) => {
      if (!accepts(event)) return;
      stop();
      resolve(event);
    });
  });
}

/** Resolves when nodes of an account's swarm were polled so many more times: what could still come twice has come by then. */
export async function polled(network: LocalNetwork, account: string, times = 8): Promise<void> {
  const swarm = new Set(network.swarmOf(account));
  let left = times * RETRIEVES_A_POLL;
  await nextEvent(
    network,
    (event) =>
      event.type === 'rpc' &&
      event.method === 'retrieve' &&
      event.code === 200 &&
      swarm.has(event.node) &&
      --left === 0,
  );
}

/**
 * Waits for the texts, and for some more polls, and then demands: on both sides the same conversation, every text once, in one order,
 * what each has written in the order in which it was written, and all of it sent.
 */
export async function expectAgreement(
  network: LocalNetwork,
  [one, other]: readonly [Device, Device],
  { byOne, byOther = [] }: { readonly byOne: readonly string[]; readonly byOther?: readonly string[] },
): Promise<void> {
  await Promise.all([hasReceived(other, byOne), hasReceived(one, byOther)]);
  await Promise.all([polled(network, one.id), polled(network, other.id)]);
  const wanted = new Set([...byOne, ...byOther]);
  const among = (messages: Said): Said => messages.filter(({ text }) => wanted.has(text));
  const [here, there] = [among(conversation(one, other)), among(conversation(other, one))];
  expect(inOrder(there)).toEqual(inOrder(here));
  for (const times of [here, there].map((said) => said.map(({ sentAtMs }) => sentAtMs)))
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(here.filter(({ authorId }) => authorId === one.id).map(({ text }) => text)).toEqual(byOne);
  expect(here.filter(({ authorId }) => authorId === other.id).map(({ text }) => text)).toEqual(byOther);
  for (const { text, state } of [...here, ...there]) expect([text, state]).not.toEqual([text, 'failed']);
}

type Said = readonly Pick<MessageView, 'text' | 'authorId' | 'state' | 'sentAtMs'>[];

/** Texts by time. Which of two messages of the same millisecond comes first is each device's own affair: here their authors decide. */
function inOrder(messages: Said): readonly string[] {
  return messages
    .toSorted((a, b) => a.sentAtMs - b.sentAtMs || a.authorId.localeCompare(b.authorId))
    .map(({ text }) => text);
}

function conversation(device: Device, { id }: Device): Said {
  const conversationId = device.conversationWith(id).id;
  return device.client.messages({ conversationId, limit: 200 }).messages;
}
