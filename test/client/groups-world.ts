import type { ConversationView, GroupView, MessageView } from '../../ts/client/index.ts';
import type { Device, World } from './world.ts';

/** Somebody and those whom they know: each has written to the first, and was answered. */
export async function circle({ person }: World, names: readonly string[]): Promise<readonly Device[]> {
  const [first, ...others] = await Promise.all(names.map((name) => person(name)));
  if (first === undefined) return [];
  for (const other of others) {
    first.send(other.id, `Hello ${other.name}`);
    await other.received(`Hello ${other.name}`);
    const answer = other.send(first.id, `Hello from ${other.name}`);
    await Promise.all([first.received(`Hello from ${other.name}`), other.synced(answer.id)]);
  }
  return [first, ...others];
}

/** Resolves when a device has the group in its list, with what is asked for. */
export async function groupOn(
  device: Device,
  name: string,
  accepts: (conversation: ConversationView) => boolean = () => true,
): Promise<ConversationView> {
  const { conversation } = await device.event(
    'conversation',
    (event) =>
      event.conversation.kind === 'group' && event.conversation.name === name && accepts(event.conversation),
  );
  return conversation;
}

/** The group of a conversation as soon as it is as asked for. */
export async function groupWhen(
  device: Device,
  conversationId: number,
  accepts: (group: GroupView) => boolean,
): Promise<GroupView> {
  const now = (): GroupView => device.client.group(conversationId);
  if (accepts(now())) return now();
  await device.event(
    'conversation',
    ({ conversation }) => conversation.id === conversationId && accepts(now()),
  );
  return now();
}

/** Resolves when a device shows a line about a group that `accepts` takes. */
export async function lineOn(
  device: Device,
  accepts: (update: NonNullable<MessageView['groupUpdate']>) => boolean,
): Promise<MessageView> {
  const { message } = await device.event(
    'message',
    (event) => event.message.groupUpdate !== undefined && accepts(event.message.groupUpdate),
  );
  return message;
}
