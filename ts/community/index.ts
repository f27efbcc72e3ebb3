export * from './batch.ts';
export * from './calls/files.ts';
export * from './calls/inbox.ts';
export * from './calls/messages.ts';
export * from './calls/moderation.ts';
export type { PageSize } from './calls/paths.ts';
export * from './calls/reactions.ts';
export * from './calls/rooms.ts';
export * from './errors.ts';
export * from './identity.ts';
export * from './inbox-encryption.ts';
export * from './join-url.ts';
export * from './models/capabilities.ts';
export * from './models/inbox-item.ts';
export * from './models/message.ts';
export * from './models/permissions.ts';
export * from './models/reactions.ts';
export * from './models/room.ts';
export * from './post-signature.ts';
export * from './reply-errors.ts';
export { readReply, unsignedRequest } from './request.ts';
export type {
  CommunityReply,
  CommunityRequest,
  IncomingAnswer,
  JsonValue,
  OutgoingRequest,
  RequestBody,
} from './request.ts';
export * from './request-headers.ts';
export { isRoomToken } from './room-token.ts';
export { parseUserId } from './user-id.ts';
export type { CommunityUserId } from './user-id.ts';
