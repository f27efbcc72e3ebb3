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
  ClientStatus,
  ContactPage,
  ContactView,
  ConversationView,
  EmojiHabits,
  GroupFaceView,
  GroupMemberView,
  GroupView,
  HealthView,
  MediaItemView,
  MessageCursor,
  MessageHitView,
  MessagePage,
  MessageQuery,
  MessageState,
  MessageView,
  NetworkSettingsView,
  NetworkView,
  NotificationSettings,
  PathNodeView,
  PrivacyView,
  QuoteView,
  RequestPage,
  SearchPage,
  SendFailure,
  SnippetView,
  UnfinishedView,
} from '../../ts/client/index.ts';
