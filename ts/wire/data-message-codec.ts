import type {
  AttachmentPointer,
  CommunityInvitation,
  DataMessage,
  LinkPreview,
  Profile,
  Quote,
  Reaction,
} from './content.ts';
import { MAX_ATTACHMENTS } from './attachments/limits.ts';
import { WireError } from './errors.ts';
import { session } from './generated/protos.js';
import { groupUpdateFromWire, groupUpdateToWire } from './group-update.ts';
import {
  enumNames,
  exactly,
  fromBigInt,
  fromSafeNumber,
  ifPresent,
  orAbsent,
  present,
  toBigInt,
  toSafeNumber,
  uint32,
} from './protobuf.ts';

const PROFILE_KEY_BYTES = 32;
const EXPIRATION_TIMER_UPDATE = 2;

const ReactionAction = session.DataMessage.Reaction.Action;
const REACTION_ACTION = enumNames<Reaction['action'], session.DataMessage.Reaction.Action>({
  react: ReactionAction.REACT,
  remove: ReactionAction.REMOVE,
});

/** @throws {WireError} `attachments-too-many`, `number-out-of-range`, `field-length` */
export function dataMessageToWire(message: DataMessage): session.DataMessage.$Properties {
  const attachments = message.attachments ?? [];
  if (attachments.length > MAX_ATTACHMENTS) throw new WireError('attachments-too-many');
  return {
    body: message.body ?? null,
    attachments: attachments.map(attachmentToWire),
    flags: message.isExpirationTimerUpdate === true ? EXPIRATION_TIMER_UPDATE : null,
    profileKey: profileKeyToWire(message.profileKey),
    quote: orAbsent(message.quote, ({ sentAtMs, author }) => ({ id: fromSafeNumber(sentAtMs), author })),
    preview: (message.previews ?? []).map(previewToWire),
    reaction: orAbsent(message.reaction, reactionToWire),
    profile: orAbsent(message.profile, profileToWire),
    communityInvitation: orAbsent(message.communityInvitation, ({ url, name }) => ({ url, name })),
    syncTarget: message.syncTarget ?? null,
    blocksCommunityMessageRequests: message.blocksCommunityMessageRequests ?? null,
    groupUpdateMessage: orAbsent(message.groupUpdate, groupUpdateToWire),
  };
}

/** @throws {WireError} `attachments-too-many`, `flags-unsupported`, `number-out-of-range`, `field-length` */
export function dataMessageFromWire(wire: session.DataMessage.$Properties): DataMessage {
  const message = present(wire);
  const attachments = message.attachments ?? [];
  if (attachments.length > MAX_ATTACHMENTS) throw new WireError('attachments-too-many');
  const isExpirationTimerUpdate = isTimerUpdate(message.flags ?? 0);
  return {
    kind: 'data',
    body: isExpirationTimerUpdate ? undefined : (message.body ?? undefined),
    attachments: isExpirationTimerUpdate ? [] : attachments.map(attachmentFromWire),
    isExpirationTimerUpdate,
    profileKey: profileKeyFromWire(message.profileKey ?? undefined),
    profile: ifPresent(message.profile, profileFromWire),
    quote: ifPresent(message.quote, quoteFromWire),
    previews: (message.preview ?? []).map(previewFromWire),
    reaction: ifPresent(message.reaction, reactionFromWire),
    communityInvitation: ifPresent(message.communityInvitation, invitationFromWire),
    syncTarget: message.syncTarget ?? undefined,
    blocksCommunityMessageRequests: message.blocksCommunityMessageRequests ?? undefined,
    groupUpdate: ifPresent(message.groupUpdateMessage, groupUpdateFromWire),
  };
}

/** @throws {WireError} `number-out-of-range` */
export function profileToWire(profile: Profile): session.LokiProfile.$Properties {
  return {
    displayName: profile.displayName ?? null,
    profilePicture: profile.pictureUrl ?? null,
    lastProfileUpdateSeconds: orAbsent(profile.updatedAtS, fromSafeNumber),
  };
}

/** @throws {WireError} `number-out-of-range` */
export function profileFromWire(wire: session.LokiProfile.$Properties): Profile {
  const profile = present(wire);
  return {
    displayName: profile.displayName ?? undefined,
    pictureUrl: profile.profilePicture ?? undefined,
    updatedAtS: ifPresent(profile.lastProfileUpdateSeconds, toSafeNumber),
  };
}

/** @throws {WireError} `field-length` unless 32 bytes. */
export function profileKeyToWire(key: Uint8Array | undefined) {
  return orAbsent(key, (bytes) => exactly(PROFILE_KEY_BYTES, bytes));
}

/** A key of another length opens no picture: the message is worth more than that, so it only counts as absent. */
export function profileKeyFromWire(key: Uint8Array | undefined): Uint8Array | undefined {
  return key?.length === PROFILE_KEY_BYTES ? key : undefined;
}

/** @throws {WireError} `flags-unsupported` for flags without the one that has a meaning (spec 04 §1.3). */
function isTimerUpdate(flags: number): boolean {
  if (flags === 0) return false;
  if ((flags & EXPIRATION_TIMER_UPDATE) === 0) throw new WireError('flags-unsupported');
  return true;
}

function attachmentToWire(attachment: AttachmentPointer): session.AttachmentPointer.$Properties {
  return {
    deprecatedId: fromBigInt(attachment.deprecatedId),
    contentType: attachment.contentType ?? null,
    key: attachment.key ?? null,
    size: orAbsent(attachment.size, uint32),
    digest: attachment.digest ?? null,
    fileName: attachment.fileName ?? null,
    flags: orAbsent(attachment.flags, uint32),
    width: orAbsent(attachment.width, uint32),
    height: orAbsent(attachment.height, uint32),
    caption: attachment.caption ?? null,
    url: attachment.url ?? null,
  };
}

function attachmentFromWire(wire: session.AttachmentPointer.$Properties): AttachmentPointer {
  const attachment = present(wire);
  return {
    deprecatedId: toBigInt(attachment.deprecatedId),
    contentType: attachment.contentType ?? undefined,
    key: attachment.key ?? undefined,
    size: attachment.size ?? undefined,
    digest: attachment.digest ?? undefined,
    fileName: attachment.fileName ?? undefined,
    flags: attachment.flags ?? undefined,
    width: attachment.width ?? undefined,
    height: attachment.height ?? undefined,
    caption: attachment.caption ?? undefined,
    url: attachment.url ?? undefined,
  };
}

function previewToWire(preview: LinkPreview): session.DataMessage.Preview.$Properties {
  return {
    url: preview.url,
    title: preview.title ?? null,
    image: orAbsent(preview.image, attachmentToWire),
  };
}

function previewFromWire(wire: session.DataMessage.Preview.$Properties): LinkPreview {
  const preview = present(wire);
  return {
    url: preview.url,
    title: preview.title ?? undefined,
    image: ifPresent(preview.image, attachmentFromWire),
  };
}

function reactionToWire(reaction: Reaction): session.DataMessage.Reaction.$Properties {
  return {
    id: fromSafeNumber(reaction.targetSentAtMs),
    author: reaction.targetAuthor,
    emoji: reaction.emoji ?? null,
    action: REACTION_ACTION.toWire(reaction.action),
  };
}

function reactionFromWire(wire: session.DataMessage.Reaction.$Properties): Reaction {
  const reaction = present(wire);
  return {
    targetSentAtMs: toSafeNumber(reaction.id),
    targetAuthor: reaction.author,
    emoji: reaction.emoji ?? undefined,
    action: REACTION_ACTION.fromWire(reaction.action),
  };
}

function quoteFromWire({ id, author }: session.DataMessage.Quote.$Properties): Quote {
  return { sentAtMs: toSafeNumber(id), author };
}

function invitationFromWire({
  url,
  name,
}: session.DataMessage.CommunityInvitation.$Properties): CommunityInvitation {
  return { url, name };
}
