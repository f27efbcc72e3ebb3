import type { ConversationView, MessageView, RoomView } from '../../ts/client/index.ts';
import { signPost } from '../../ts/community/index.ts';
import type { PlantedPost } from '../../ts/local-network/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import { encodeCommunityContent, encodeContent } from '../../ts/wire/index.ts';
import type { CommunityMember } from '../local-network/support/community-member.ts';
import type { Device, World } from './world.ts';

export const ROOM = 'garden';

/** A room of the network's community server; the URL with which it is joined. */
export function openRoom({ network }: World, token = ROOM, name = 'Garden'): string {
  return network.community.createRoom({ token, name });
}

/** People who have joined one room: each with its conversation. */
export async function inRoom(
  world: World,
  names: readonly string[],
  url = openRoom(world),
): Promise<readonly Visitor[]> {
  const devices = await Promise.all(names.map((name) => world.person(name)));
  return Promise.all(devices.map((device) => visit(device, url)));
}

/** Somebody in a room. */
export interface Visitor {
  readonly device: Device;
  readonly conversationId: number;
  /** Under which they are seen there. */
  readonly roomId: string;
}

export async function visit(device: Device, url: string): Promise<Visitor> {
  await device.online();
  const { id, community } = await device.client.joinCommunity({ url });
  return { device, conversationId: id, roomId: community?.ownId ?? '' };
}

/** Writes into the room. */
export function post({ device, conversationId }: Visitor, text: string): MessageView {
  return device.client.sendMessage({ conversationId, text });
}

/** The first state of a message, past or to come, that `accepts` takes. */
export async function messageWhen(
  device: Device,
  accepts: (message: MessageView) => boolean,
): Promise<MessageView> {
  const { message } = await device.event('message', (event) => accepts(event.message));
  return message;
}

/** The room of a conversation as soon as it is as asked for. */
export async function roomWhen(
  { device, conversationId }: Visitor,
  accepts: (room: RoomView) => boolean,
): Promise<RoomView> {
  const now = (): RoomView => device.client.community(conversationId);
  if (accepts(now())) return now();
  await device.event(
    'conversation',
    ({ conversation }) => conversation.id === conversationId && accepts(now()),
  );
  return now();
}

/** A conversation as soon as a device has it in its list as asked for. */
export async function listed(
  device: Device,
  accepts: (conversation: ConversationView) => boolean,
): Promise<ConversationView> {
  const known = device.client.conversations({ limit: 100 }).find(accepts);
  if (known !== undefined) return known;
  const { conversation } = await device.event('conversation', (event) => accepts(event.conversation));
  return conversation;
}

/** The texts in a conversation, oldest first. */
export function textsIn({ device, conversationId }: Visitor): readonly string[] {
  const { messages } = device.client.messages({ conversationId, limit: 200 });
  return messages.filter(({ kind }) => kind === 'text').map(({ text }) => text);
}

/** Posts of somebody who is no client, with these texts, a millisecond apart from `fromMs` on. */
export function* writtenBy(
  { identity, id }: CommunityMember,
  texts: readonly string[],
  fromMs: number,
): Generator<PlantedPost> {
  for (const [at, body] of texts.entries()) {
    const postedMs = fromMs + at;
    const content = encodeContent({
      sigTimestampMs: postedMs,
      expirationType: 'unknown',
      expirationTimerS: 0,
      payload: { kind: 'data', body, profile: { displayName: 'Somebody' } },
    });
    const data = encodeCommunityContent(content);
    yield { author: id, data, signature: signPost(identity, data, { random: systemRandom }), postedMs };
  }
}

/** All texts in a conversation, oldest first. */
export function historyIn({ device, conversationId }: Visitor): readonly string[] {
  const pages: (readonly string[])[] = [];
  for (let before: { readonly sentAtMs: number; readonly id: number } | undefined; ;) {
    const page = device.client.messages({
      conversationId,
      limit: 200,
      ...(before === undefined ? {} : { before }),
    });
    pages.unshift(page.messages.map(({ text }) => text));
    const [oldest] = page.messages;
    if (!page.hasOlder || oldest === undefined) return pages.flat();
    before = { sentAtMs: oldest.sentAtMs, id: oldest.id };
  }
}
