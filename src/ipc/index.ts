export * from './auto-lock.ts';
export * from './bridge.ts';
export * from './channels.ts';
export type * from './contract.ts';
export * from './deep-link.ts';
export { inputs } from './inputs.ts';
export * from './lock.ts';
export * from './settings.ts';
export type * from './socket-frames.ts';
export * from './themes.ts';
export * from './updates.ts';
export type {
  AccountDeletionView,
  AccountView,
  AttachmentView,
  CallLineView,
  CallMediaCommand,
  CallMediaReport,
  CallView,
  ClientEvent,
  ClientPhase,
  BlindedPeerView,
  ClientStatus,
  CommunityNotice,
  CommunitySettingsView,
  CommunityState,
  ContactPage,
  ContactView,
  ConversationView,
  EmojiHabits,
  GroupFaceView,
  GroupMemberView,
  GroupView,
  HealthView,
  MemberRight,
  MemberRightsView,
  MediaItemView,
  MessageCursor,
  MessageHitView,
  MessagePage,
  MessageQuery,
  MessageState,
  MessageView,
  ModerationOutcome,
  PinnedPostView,
  PostReactionView,
  PostRightsView,
  PostView,
  NetworkSettingsView,
  NetworkView,
  NotificationSettings,
  PathNodeView,
  PrivacyView,
  QuoteView,
  RequestPage,
  RoomDefaultsView,
  RoomDirectoryView,
  RoomModeratorView,
  RoomPersonView,
  RoomPreviewView,
  RoomRole,
  RoomSummaryView,
  RoomView,
  SearchPage,
  SendFailure,
  SnippetView,
  UnfinishedView,
} from '../../ts/client/index.ts';
