// The members of a group (spec 03 §9.2).

import { utf8 } from '../util/index.ts';
import { asBytes, asList } from './bencode-fields.ts';
import type { ConfigObject } from './config-object.ts';
import { readDict } from './fields.ts';
import type { MemberRecord, MemberStatus, MemberTransition } from './group-member.ts';
import {
  NEW_MEMBER,
  applyTransition,
  isUnsent,
  memberStatus,
  readMember,
  writeMember,
} from './group-member.ts';
import { MEMBER_PREFIXES } from './group-recipients.ts';
import { checkedId, idKey, idOfKey } from './record-ids.ts';
import type { ConfigDict } from './value.ts';
import { isDict } from './value.ts';

const MEMBERS = 'm';
/** Extra data: the members to whom this device is sending an invitation or promotion. */
const PENDING_SENDS = 'pending_send_ids';

export interface GroupMember extends MemberRecord {
  /** 05 and 64 hex characters. */
  readonly id: string;
  readonly status: MemberStatus;
}

type Changeable = 'name' | 'picture' | 'profileUpdatedS' | 'isAdmin' | 'isInvitedWithHistory';

/** What is named is written, undefined erases; the transition comes last. */
export interface GroupMemberChanges extends Partial<Pick<MemberRecord, Changeable>> {
  readonly transition?: MemberTransition;
}

export class GroupMembers {
  /** What is pushed, merged and dumped. */
  readonly config: ConfigObject;

  constructor(config: ConfigObject) {
    this.config = config;
  }

  /** The IDs of all members in order, removed ones too. */
  get ids(): readonly string[] {
    const entries = [...this.dict].filter(([, value]) => isDict(value));
    return entries.flatMap(([key]) => idOfKey(key, MEMBER_PREFIXES) ?? []).sort();
  }

  /** All members in the order of their IDs. */
  get all(): readonly GroupMember[] {
    const { dict, pendingSends } = this;
    return this.ids.flatMap((id) => memberIn(dict, id, { pendingSends }) ?? []);
  }

  /** @throws {ConfigError} `value-invalid` for an ID that is no account's */
  get(id: string): GroupMember | undefined {
    return memberIn(this.dict, checkedId(id, MEMBER_PREFIXES), { pendingSends: this.pendingSends });
  }

  /**
   * Adds or changes a member; a new one is to be invited. True when anything is different for the group. While an invitation or
   * promotion is not sent, this device counts as sending it. A name that is too long is cut.
   * @throws {ConfigError} `read-only` for who is no admin, `value-invalid` for an ID that is no account's or a time that is not
   *   whole: then nothing has changed
   */
  update(id: string, { transition, ...changes }: GroupMemberChanges): boolean {
    const record = { ...(this.get(id) ?? NEW_MEMBER), ...changes };
    const member = transition === undefined ? record : applyTransition(record, transition);
    const hasChanged = this.config.edit((root) => {
      writeMember(root.dict(MEMBERS).dict(keyOf(id)), member);
    });
    this.setPendingSend(id, isUnsent(member));
    return hasChanged;
  }

  /**
   * Takes a member out of the list: after that, a rekey is due. False when there is no such member.
   * @throws {ConfigError} `read-only` for who is no admin, `value-invalid` for an ID that is no account's
   */
  erase(id: string): boolean {
    const hasChanged = this.config.edit((root) => {
      root.dict(MEMBERS).delete(keyOf(id));
    });
    this.setPendingSend(id, false);
    return hasChanged;
  }

  /** Nothing is being sent any more: to be called when the app starts. */
  clearPendingSends(): void {
    this.setPendingSends(new Set());
  }

  private get dict(): ConfigDict {
    return readDict(this.config.data, MEMBERS);
  }

  private get pendingSends(): ReadonlySet<string> {
    const ids = asList(this.config.extra.get(PENDING_SENDS)) ?? [];
    return new Set(ids.map((id) => Buffer.from(asBytes(id) ?? []).toString('latin1')));
  }

  private setPendingSend(id: string, isPending: boolean): void {
    const ids = new Set(this.pendingSends);
    if (isPending) ids.add(checkedId(id, MEMBER_PREFIXES));
    else ids.delete(checkedId(id, MEMBER_PREFIXES));
    this.setPendingSends(ids);
  }

  private setPendingSends(ids: ReadonlySet<string>): void {
    if (ids.size === this.pendingSends.size) return;
    const extra = new Map(this.config.extra);
    if (ids.size === 0) extra.delete(PENDING_SENDS);
    else extra.set(PENDING_SENDS, [...ids].sort().map(utf8));
    this.config.setExtra(extra);
  }
}

function memberIn(
  dict: ConfigDict,
  id: string,
  { pendingSends }: { readonly pendingSends: ReadonlySet<string> },
): GroupMember | undefined {
  const entry = dict.get(keyOf(id));
  if (!isDict(entry)) return undefined;
  const record = readMember(entry);
  return { ...record, id, status: memberStatus(record, pendingSends.has(id)) };
}

function keyOf(id: string): string {
  return idKey(id, MEMBER_PREFIXES);
}
