export * from './attachments/index.ts';
export * from './blob.ts';
export * from './bulk/index.ts';
export * from './community-content.ts';
export type * from './content.ts';
export { decodeContent, encodeContent } from './content-codec.ts';
export type { DirectMessage, IncomingDirectMessage, OutgoingDirectMessage } from './direct-message.ts';
export { decodeDirectMessage, encodeDirectMessage } from './direct-message.ts';
export type { Envelope } from './envelope.ts';
export { decodeEnvelope, encodeEnvelope, unwrapEnvelope, wrapEnvelope } from './envelope.ts';
export * from './errors.ts';
export type {
  GroupEnvelope,
  GroupMessage,
  IncomingGroupMessage,
  OutgoingGroupMessage,
} from './group-message.ts';
export { decodeGroupMessage, encodeGroupMessage, sealGroupEnvelope } from './group-message.ts';
export * from './group-signatures.ts';
export type {
  GroupDeleteMemberContent,
  GroupInfoChange,
  GroupInvite,
  GroupInviteResponse,
  GroupMemberChange,
  GroupPromote,
  GroupUpdate,
} from './group-update.ts';
export * from './kicked-message.ts';
export * from './message-hash.ts';
export * from './padding.ts';
export type { ProMessage, ProProof } from './pro-message.ts';
export type { ProSigner } from './pro-signature.ts';
export * from './push-payload.ts';
export * from './shared-config.ts';
export type { OpenedMessage, SignedMessage } from './signed-box.ts';
export { openSigned, sealSigned, sealSignedReproducibly } from './signed-box.ts';
export * from './timestamps.ts';
