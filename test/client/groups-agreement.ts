import { expect } from 'vitest';

import type { GroupAccess, GroupView, MessageView } from '../../ts/client/index.ts';
import { circle, groupOn } from './groups-world.ts';
import type { Device, World } from './world.ts';

/** A group as one device has it. */
export interface Place {
  readonly device: Device;
  readonly conversationId: number;
}

const IN_THE_GROUP = ['invite-accepted', 'promotion-accepted'];

/** What all devices have to have alike of a group. */
function factsOf({ device, conversationId }: Place) {
  const { name, description, members } = device.client.group(conversationId);
  return {
    name,
    description,
    members: members
      .map(({ accountId, isAdmin, status }) => ({ accountId, isAdmin, status }))
      .toSorted((a, b) => a.accountId.localeCompare(b.accountId)),
  };
}

/** Resolves when all devices have the same of a group, and `accepts` takes it. */
export function agreed(
  places: readonly Place[],
  accepts: (group: Pick<GroupView, 'name' | 'description' | 'members'>) => boolean,
): Promise<GroupView> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const check = (): void => {
      const [first = '', ...others] = places.map((place) => JSON.stringify(factsOf(place)));
      const [place] = places;
      if (place === undefined || others.some((facts) => facts !== first)) return;
      const group = place.device.client.group(place.conversationId);
      if (!accepts(group)) return;
      for (const stop of stops) stop();
      resolve(group);
    };
    for (const { device } of places) stops.push(device.client.subscribe(check));
    check();
  });
}

/** The IDs of those who have come, and of nobody else, are the members. */
export const consistsOf =
  (...devices: readonly Device[]) =>
  ({ members }: Pick<GroupView, 'members'>): boolean =>
    members.length === devices.length &&
    members.every(({ status }) => IN_THE_GROUP.includes(status)) &&
    devices.every(({ id }) => members.some(({ accountId }) => accountId === id));

type Places<Names extends readonly string[]> = { readonly [At in keyof Names]: Place };

/** A group of people who know the first of them, with everybody in it. */
export async function club<const Names extends readonly [string, ...string[]]>(
  world: World,
  names: Names,
  name = 'Club',
): Promise<Places<Names>> {
  const [founder, ...others] = (await circle(world, names)) as [Device, ...Device[]];
  const { id } = founder.client.createGroup({ name, memberIds: others.map((device) => device.id) });
  const joined = await Promise.all(
    others.map(async (device) => ({ device, conversationId: (await groupOn(device, name)).id })),
  );
  const places = [{ device: founder, conversationId: id }, ...joined];
  await agreed(places, consistsOf(founder, ...others));
  return places as unknown as Places<Names>;
}

/** Makes one more admin, and waits until everybody knows. */
export async function promote(places: readonly Place[], by: Place, chosen: Place): Promise<void> {
  const { device, conversationId } = by;
  device.client.promoteInGroup({ conversationId, memberIds: [chosen.device.id] });
  await agreed(places, ({ members }) =>
    members.some(
      ({ accountId, status }) => accountId === chosen.device.id && status === 'promotion-accepted',
    ),
  );
}

/** A stranger to whoever invites takes the invitation, the only one that they have. */
export async function accepts(device: Device): Promise<Place> {
  const { conversation } = await device.event(
    'conversation',
    (event) => event.conversation.groupAccess === 'invited',
  );
  device.client.acceptRequest(conversation.id);
  return { device, conversationId: conversation.id };
}

/** Resolves when a group is what is wanted of it on a device, some time from now. */
export function becomes({ device, conversationId }: Place, access: GroupAccess): Promise<void> {
  return new Promise((resolve) => {
    const stop = device.client.subscribe((event) => {
      if (event.type !== 'conversation' || event.conversation.id !== conversationId) return;
      if (event.conversation.groupAccess !== access) return;
      stop();
      resolve();
    });
  });
}

/** Everybody writes, everybody else reads it, once. */
export async function everybodyTalks(places: readonly Place[], about: string): Promise<void> {
  const said = places.map(({ device, conversationId }) => {
    const text = `${device.name} about ${about}`;
    device.client.sendMessage({ conversationId, text });
    return text;
  });
  await Promise.all(places.flatMap(({ device }) => said.map((text) => device.received(text))));
  for (const place of places)
    expect(
      textsIn(place)
        .filter((text) => said.includes(text))
        .toSorted(),
    ).toEqual(said.toSorted());
}

/** What people wrote that a device has of a group, by time. */
export function textsIn({ device, conversationId }: Place): readonly string[] {
  return messagesIn({ device, conversationId })
    .filter(({ kind }) => kind === 'text')
    .map(({ text }) => text);
}

export function messagesIn({ device, conversationId }: Place): readonly MessageView[] {
  return device.client.messages({ conversationId, limit: 200 }).messages;
}

/** What goes wrong in a group goes nowhere else: two of its people still write to each other. */
export async function othersGoOn({ device: one }: Place, { device: other }: Place): Promise<void> {
  const text = `Between ourselves, ${one.textsWith(other.id).length}`;
  const sent = one.send(other.id, text);
  await Promise.all([one.sent(sent.id), other.received(text)]);
}
