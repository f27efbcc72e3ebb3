// What we send to a group (spec 01 §3, spec 04 §1.5, §2.3).

import type { GroupId } from '../../account/index.ts';
import { ed25519KeyOf } from '../../account/index.ts';
import type { AccountKeys } from '../../account/index.ts';
import type { Ed25519SecretKey, SymmetricKey } from '../../crypto/index.ts';
import type { MessageRow } from '../../store/index.ts';
import type { Random } from '../../util/index.ts';
import type { Content, DataMessage, GroupInfoChange, GroupMemberChange } from '../../wire/index.ts';
import { encodeContent, encodeGroupMessage, signAdminUpdate } from '../../wire/index.ts';
import { MessagingError } from '../errors.ts';
import type { GroupStates } from './group-states.ts';

export interface GroupWriter {
  readonly keys: AccountKeys;
  readonly random: Random;
  readonly groups: GroupStates;
}

/**
 * The bytes for the group's swarm, under the newest key.
 * @throws {MessagingError} `group-without-keys` while none has come
 */
export function encodeForGroup(
  { keys, random, groups }: GroupWriter,
  id: GroupId,
  content: Content & { readonly sigTimestampMs: number },
): Uint8Array {
  return encodeGroupMessage({
    content: encodeContent(content),
    timestampMs: content.sigTimestampMs,
    sender: keys.ed25519,
    group: ed25519KeyOf(id),
    key: newestKey(groups, id),
    random,
  });
}

function newestKey(groups: GroupStates, id: GroupId): SymmetricKey {
  const [newest] = groups.of(id).keys.keys;
  if (newest === undefined) throw new MessagingError('group-without-keys');
  return newest;
}

/** What a line of ours about the group says on the wire, signed as its admin. */
export function lineContent(
  { details, kind }: Pick<MessageRow, 'details' | 'kind'>,
  signing: { readonly sentAtMs: number; readonly groupKey: Ed25519SecretKey },
): Pick<DataMessage, 'groupUpdate'> {
  const update = kind === 'timer-update' ? timerChange(details) : lineUpdate(details);
  return { groupUpdate: { ...update, adminSignature: signAdminUpdate(update, signing) } };
}

type Unsigned = Omit<GroupInfoChange, 'adminSignature'> | Omit<GroupMemberChange, 'adminSignature'>;

function timerChange(details: MessageRow['details']): Unsigned {
  return {
    kind: 'info-change',
    type: 'disappearing-messages',
    updatedExpirationS: details?.timer?.timerS ?? 0,
  };
}

function lineUpdate(details: MessageRow['details']): Unsigned {
  const { name, joined, joinedWithHistory, removed, promoted } = details?.groupUpdate ?? {};
  if (name !== undefined) return { kind: 'info-change', type: 'name', updatedName: name };
  if (joined !== undefined) return { kind: 'member-change', type: 'added', memberIds: joined };
  if (joinedWithHistory !== undefined)
    return { kind: 'member-change', type: 'added', memberIds: joinedWithHistory, historyShared: true };
  if (removed !== undefined) return { kind: 'member-change', type: 'removed', memberIds: removed };
  if (promoted !== undefined) return { kind: 'member-change', type: 'promoted', memberIds: promoted };
  return { kind: 'info-change', type: 'avatar' };
}
