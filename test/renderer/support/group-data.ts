import type { ConversationView, GroupMemberView, GroupView, MessageView } from '../../../src/ipc/index.ts';
import { BOB_ID, type FakeData, OWN_ID } from './fake-bridge.ts';

export const CAROL_ID = `05${'c1'.repeat(32)}`;
export const DAVE_ID = `05${'d2'.repeat(32)}`;
export const GROUP_ID = `03${'9a'.repeat(32)}`;

export const member = (
  accountId: string,
  name: string,
  part: Partial<GroupMemberView> = {},
): GroupMemberView => ({
  accountId,
  name,
  isAdmin: false,
  isUs: accountId === OWN_ID,
  status: 'invite-accepted',
  ...part,
});
export const us = member(OWN_ID, 'Alice', { isAdmin: true, status: 'promotion-accepted' });
export const bob = member(BOB_ID, 'Bob');
export const carol = member(CAROL_ID, 'Carol');
export const dave = member(DAVE_ID, 'Dave');

/** A group of ours, with Bob and Carol in it. */
export const hikers = (
  part: Partial<ConversationView> = {},
  members: readonly GroupMemberView[] = [us, bob, carol],
) => {
  const others = members.filter(({ isUs }) => !isUs);
  return {
    conversations: [
      {
        id: 1,
        kind: 'group',
        peerId: GROUP_ID,
        name: 'Hikers',
        groupAccess: 'admin',
        members: {
          count: members.length,
          faces: others.slice(0, 2),
          ...(others.some(({ isAdmin }) => isAdmin) ? {} : { isLastAdmin: true }),
        },
        ...part,
      },
      { id: 2, name: 'Bob', peerId: BOB_ID },
      { id: 3, name: 'Dave', peerId: DAVE_ID },
    ],
    groups: { 1: { members } satisfies Partial<GroupView> },
  } as const satisfies FakeData;
};

export const said = (
  id: number,
  authorId: string,
  part: Partial<MessageView> = {},
): Partial<MessageView> => ({
  id,
  conversationId: 1,
  authorId,
  sentAtMs: id * 1_000,
  text: `words ${id}`,
  ...(authorId === OWN_ID
    ? { direction: 'outgoing' as const }
    : { author: { name: authorId === BOB_ID ? 'Bob' : 'Carol' } }),
  ...part,
});
