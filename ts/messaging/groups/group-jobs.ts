// What a group has to do on the network, as jobs that follow from its state (spec 04 §5).

import type { AccountId, GroupId } from '../../account/index.ts';
import { groupId } from '../../account/index.ts';
import type { GroupConfigs } from '../../config/index.ts';
import type { JobRow, JsonValue, NewJob, Repositories } from '../../store/index.ts';
import { conversationQueue } from '../send/jobs.ts';

export const PUSH_GROUP = 'push-group';
export const INVITE_MEMBER = 'invite-member';
export const REMOVE_MEMBERS = 'remove-members';
export const ANSWER_INVITATION = 'answer-invitation';
export const LEAVE_GROUP = 'leave-group';
export const DELETE_GROUP_HASHES = 'delete-group-hashes';
export const RENEW_GROUP = 'renew-group';
export const FIND_GROUP = 'find-group';

/** Another admin may be at it already (spec 04 §5.6). */
const REMOVE_AFTER_MS = 1_000;

interface At {
  readonly conversationId: number;
  readonly nowMs: number;
}

/**
 * Whatever the state of a group asks for, inside the transaction that wrote the state. A push goes before the messages of the
 * conversation that are written after it: nobody can read them without the keys.
 */
export function enqueueGroupWork(
  repositories: Repositories,
  id: GroupId,
  { state, nowMs }: { readonly state: GroupConfigs; readonly nowMs: number },
): void {
  const conversation = repositories.conversations.byGroup(id);
  if (conversation === undefined || !state.isAdmin) return;
  if (state.needsPush)
    repositories.jobs.enqueue(pushGroupJob(id, { conversationId: conversation.id, nowMs }));
  if (state.members.all.some(({ removal }) => removal > 0)) {
    repositories.jobs.enqueue(removeMembersJob(id, { conversationId: conversation.id, nowMs }));
  }
}

/** Stores keys, info and members as they are now. */
export function pushGroupJob(id: GroupId, { conversationId, nowMs }: At): NewJob {
  return {
    kind: PUSH_GROUP,
    queue: conversationQueue(conversationId),
    payload: { groupId: id },
    dedupeKey: `${PUSH_GROUP}:${id}`,
    runAtMs: nowMs,
    nowMs,
  };
}

/** Takes the rights of those who are to go, and then their names off the list. */
function removeMembersJob(id: GroupId, { nowMs }: At): NewJob {
  return {
    kind: REMOVE_MEMBERS,
    queue: `${REMOVE_MEMBERS}:${id}`,
    payload: { groupId: id },
    dedupeKey: `${REMOVE_MEMBERS}:${id}`,
    runAtMs: nowMs + REMOVE_AFTER_MS,
    nowMs,
  };
}

/** Gives a member their rights, and tells them: of the invitation, or of the promotion of an admin. */
export function inviteMemberJob(id: GroupId, memberId: string, nowMs: number): NewJob {
  return {
    kind: INVITE_MEMBER,
    queue: `${INVITE_MEMBER}:${id}:${memberId}`,
    payload: { groupId: id, memberId },
    dedupeKey: `${INVITE_MEMBER}:${id}:${memberId}`,
    runAtMs: nowMs,
    nowMs,
  };
}

/** Tells the admins that we have come. */
export function answerInvitationJob(id: GroupId, nowMs: number): NewJob {
  return {
    kind: ANSWER_INVITATION,
    queue: `${ANSWER_INVITATION}:${id}`,
    payload: { groupId: id },
    dedupeKey: answerInvitationKey(id),
    runAtMs: nowMs,
    nowMs,
  };
}

export const answerInvitationKey = (id: GroupId): string => `${ANSWER_INVITATION}:${id}`;

/** Has the swarm keep the configs of the group for another while. */
export function renewGroupJob(id: GroupId, nowMs: number): NewJob {
  return aboutGroup(RENEW_GROUP, id, nowMs);
}

/** Finds out whether there is anything left of the group. */
export function findGroupJob(id: GroupId, nowMs: number): NewJob {
  return aboutGroup(FIND_GROUP, id, nowMs);
}

function aboutGroup(kind: string, id: GroupId, nowMs: number): NewJob {
  const key = `${kind}:${id}`;
  return { kind, queue: key, payload: { groupId: id }, dedupeKey: key, runAtMs: nowMs, nowMs };
}

/** Removes messages from the group's swarm; of an admin. */
export function deleteGroupHashesJob(id: GroupId, hashes: readonly string[], nowMs: number): NewJob {
  return {
    kind: DELETE_GROUP_HASHES,
    queue: `${DELETE_GROUP_HASHES}:${id}`,
    payload: { groupId: id, hashes },
    runAtMs: nowMs,
    nowMs,
  };
}

/** The group that a job is about. @throws {AccountError} `group-id-invalid` for a payload of somebody else */
export function groupOfJob({ payload }: Pick<JobRow, 'payload'>): GroupId {
  return groupId(textInPayload(payload, 'groupId'));
}

/** The member that a job is about. */
export function memberOfJob({ payload }: Pick<JobRow, 'payload'>): AccountId {
  return textInPayload(payload, 'memberId') as AccountId;
}

function textInPayload(payload: JsonValue, name: string): string {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return '';
  const value = (payload as Readonly<Record<string, JsonValue>>)[name];
  return typeof value === 'string' ? value : '';
}
