export * from './bridge.ts';
export * from './channels.ts';
export * from './contract.ts';
export * from './lock.ts';
export * from './settings.ts';
export type * from './socket-frames.ts';
export type {
  AccountView,
  AttachmentView,
  ClientEvent,
  ClientPhase,
  ClientStatus,
  ConversationView,
  MessageCursor,
  MessagePage,
  MessageQuery,
  MessageState,
  MessageView,
  NetworkView,
  PathNodeView,
  SendFailure,
} from '../../ts/client/index.ts';
