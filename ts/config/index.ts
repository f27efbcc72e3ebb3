export * from './community-url.ts';
export { ConfigObject } from './config-object.ts';
export type {
  ConfigMergeReport,
  ConfigOptions,
  ConfigPush,
  MergeOutcome,
  ReceivedConfig,
  StoredConfig,
} from './config-object.ts';
export type { ConfigState } from './dump.ts';
export { DictEditor } from './editor.ts';
export * from './errors.ts';
export { JournaledConfig } from './journaled-config.ts';
export * from './namespaces.ts';
export type { ConfigWrapper } from './stored-message.ts';
export type { ConfigDict, ConfigScalar, ConfigSet, ConfigValue } from './value.ts';
export type { NotifyMode } from './fields.ts';
export type { Picture } from './picture.ts';
export type { NewProCredential, OldProCredential, ProCredential } from './pro-credential.ts';
export * from './user-profile.ts';
export type { BlindedContact, BlindedContactChange, BlindedContactKey } from './blinded-contacts.ts';
export * from './contacts.ts';
export { MAX_CONTACT_NAME_BYTES } from './person.ts';
export type { Person } from './person.ts';
export { GroupConfigs } from './group-configs.ts';
export type { GroupConfigsOptions, GroupMergeReport, StoredGroupConfigs } from './group-configs.ts';
export { GroupInfo, MAX_GROUP_DESCRIPTION_BYTES } from './group-info.ts';
export type { GroupInfoChanges, GroupInfoRecord } from './group-info.ts';
export type { GroupKey } from './group-key.ts';
export { GroupKeys } from './group-keys.ts';
export type { GroupKeysOptions, KeysMergeReport, StoredKeys } from './group-keys.ts';
export type { PendingRekey } from './group-keys-dump.ts';
export { MEMBER_STATUSES } from './group-member.ts';
export type { MemberStatus, MemberTransition } from './group-member.ts';
export { GroupMembers } from './group-members.ts';
export type { GroupMember, GroupMemberChanges } from './group-members.ts';
export type { GroupPush, GroupStore, GroupStoreKind } from './group-push.ts';
export * from './convo-info-volatile.ts';
export type { ProProofSummary, ReadState } from './read-state.ts';
export * from './newer-profile.ts';
export type { JoinedCommunity, JoinedCommunityChange } from './joined-community.ts';
export type { GroupEnd, JoinedGroup, JoinedGroupChange } from './joined-group.ts';
export { MAX_GROUP_NAME_BYTES } from './joined.ts';
export type { Joined } from './joined.ts';
export type { LegacyGroup, LegacyGroupChange, LegacyGroupKeys, LegacyRole } from './legacy-group.ts';
export * from './user-groups.ts';
