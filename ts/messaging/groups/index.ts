export { AnswerGroup } from './answer-group.ts';
export { leaveAllGroups } from './leave-all-groups.ts';
export { ChangeGroup, type GroupMemberChoice } from './change-group.ts';
export { CreateGroup, type NewGroup } from './create-group.ts';
export { type GroupAccess, isOpen as isGroupOpen } from './group-access.ts';
export { GroupPollers } from './group-pollers.ts';
export { GroupStates } from './group-states.ts';
export { RecreateGroup } from './legacy-groups.ts';
export { ReceiveGroup } from './receive-group.ts';
