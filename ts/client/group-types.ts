import type { MemberStatus } from '../config/index.ts';
import type { FileSource, GroupAccess, GroupMemberChoice, NewGroup } from '../messaging/index.ts';

export type { GroupAccess, GroupMemberChoice, MemberStatus, NewGroup };

/** A group as its settings show it. */
export interface GroupView {
  readonly conversationId: number;
  /** `03` and 64 hex characters; `05` of a legacy group. */
  readonly groupId: string;
  readonly access: GroupAccess;
  readonly name: string;
  readonly description: string;
  /** Who has invited us, as far as this device knows. */
  readonly invitedBy?: { readonly accountId: string; readonly name: string };
  /** Admins first, then by name; we are among them. */
  readonly members: readonly GroupMemberView[];
}

export interface GroupMemberView {
  readonly accountId: string;
  /** What we call them, or what they call themselves; empty when neither is known. */
  readonly name: string;
  /** Present when a picture lies on this disk; another number is another picture. */
  readonly picture?: number;
  readonly isAdmin: boolean;
  readonly isUs: boolean;
  readonly status: MemberStatus;
}

/** What a disc of a member needs. */
export type GroupFaceView = Pick<GroupMemberView, 'accountId' | 'name' | 'picture'>;

/** What a list shows of the members of a group. */
export interface GroupSummaryView {
  readonly count: number;
  /** Some of the others, to be drawn where the group has no picture. */
  readonly faces: readonly GroupFaceView[];
  /** Nobody but us is an admin: we can end the group, not leave it. */
  readonly isLastAdmin?: true;
}

/** A picture for a group. */
export type GroupPicture = FileSource & { readonly conversationId: number };

/** Commands about groups. Each throws `group-unknown`, and those of admins `group-not-admin` for who is none. */
export interface GroupCommands {
  group(conversationId: number): GroupView;
  /** As admin. @throws `group-name-empty`, `group-name-too-long` */
  describeGroup(input: {
    readonly conversationId: number;
    readonly name?: string | undefined;
    readonly description?: string | undefined;
  }): void;
  /**
   * As admin: shown here at once, uploaded and told to others later.
   * @throws `attachment-unreadable`, `attachment-empty`, `attachment-too-large` (10,000,000 bytes)
   */
  setGroupPicture(input: GroupPicture): Promise<void>;
  /** As admin. */
  removeGroupPicture(conversationId: number): void;
  /** As admin. @throws `group-without-members`, `group-full`, `account-id-*` */
  inviteToGroup(input: GroupMemberChoice & { readonly withHistory?: boolean | undefined }): void;
  /** As admin: invitations and promotions that nobody has answered. @throws `group-member-unknown` */
  resendGroupInvitations(input: GroupMemberChoice): void;
  /** As admin; cannot be undone. @throws `group-member-unknown` */
  promoteInGroup(input: GroupMemberChoice): void;
  /** As admin. @throws `group-member-unknown`, `group-member-is-admin` */
  removeFromGroup(input: GroupMemberChoice & { readonly withMessages?: boolean | undefined }): void;
  /** As admin: everything that was written until now, for everybody. */
  clearGroupForEveryone(conversationId: number): void;
  /** As admin: for everybody. */
  destroyGroup(conversationId: number): void;
  /** Leaves, or takes away a group that is over. @throws `group-last-admin` */
  leaveGroup(conversationId: number): void;
}
