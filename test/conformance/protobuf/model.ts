import type {
  AttachmentPointer,
  CallMessage,
  Content,
  DataExtractionNotification,
  DataMessage,
  Envelope,
  GroupDeleteMemberContent,
  GroupInfoChange,
  GroupInvite,
  GroupInviteResponse,
  GroupMemberChange,
  GroupPromote,
  GroupUpdate,
  LinkPreview,
  MessageRequestResponse,
  Payload,
  Profile,
  ProMessage,
  ProProof,
  Quote,
  Reaction,
  ReceiptMessage,
  TypingMessage,
  UnsendRequest,
  CommunityInvitation,
} from '../../../ts/wire/index.ts';
import type { Given } from '../framework/given.ts';
import type { JsonObject } from '../framework/json.ts';
import type { Words } from './words.ts';
import { bytes, flag, many, names, oneOf, record, safe, text, u32, u64 } from './words.ts';

type Without<Kind extends { readonly kind: string }> = Omit<Kind, 'kind'>;

const profile = record<Profile>({
  displayName: ['displayName', text],
  pictureUrl: ['profilePicture', text],
  updatedAtS: ['lastProfileUpdateSeconds', safe],
});

const attachment = record<AttachmentPointer>({
  deprecatedId: ['deprecated_id', u64],
  contentType: ['contentType', text],
  key: ['key', bytes],
  size: ['size', u32],
  digest: ['digest', bytes],
  fileName: ['fileName', text],
  flags: ['flags', u32],
  width: ['width', u32],
  height: ['height', u32],
  caption: ['caption', text],
  url: ['url', text],
});

const adminSignature = ['adminSignature', bytes] as const;

const groupUpdate: Words<GroupUpdate> = oneOf<GroupUpdate>({
  invite: [
    'inviteMessage',
    record<Without<GroupInvite>>({
      groupId: ['groupSessionId', text],
      name: ['name', text],
      memberAuthData: ['memberAuthData', bytes],
      adminSignature,
    }),
  ],
  promote: [
    'promoteMessage',
    record<Without<GroupPromote>>({ groupIdentitySeed: ['groupIdentitySeed', bytes], name: ['name', text] }),
  ],
  'info-change': [
    'infoChangeMessage',
    record<Without<GroupInfoChange>>({
      type: [
        'type',
        names({ name: 'NAME', avatar: 'AVATAR', 'disappearing-messages': 'DISAPPEARING_MESSAGES' }),
      ],
      updatedName: ['updatedName', text],
      updatedExpirationS: ['updatedExpiration', u32],
      adminSignature,
    }),
  ],
  'member-change': [
    'memberChangeMessage',
    record<Without<GroupMemberChange>>({
      type: ['type', names({ added: 'ADDED', removed: 'REMOVED', promoted: 'PROMOTED' })],
      memberIds: ['memberSessionIds', many(text)],
      historyShared: ['historyShared', flag],
      adminSignature,
    }),
  ],
  'member-left': ['memberLeftMessage', record({})],
  'member-left-notification': ['memberLeftNotificationMessage', record({})],
  'delete-member-content': [
    'deleteMemberContent',
    record<Without<GroupDeleteMemberContent>>({
      memberIds: ['memberSessionIds', many(text)],
      messageHashes: ['messageHashes', many(text)],
      adminSignature,
    }),
  ],
  'invite-response': [
    'inviteResponse',
    record<Without<GroupInviteResponse>>({ isApproved: ['isApproved', flag] }),
  ],
  empty: undefined,
});

/** `flags` of the schema for our one flag; absent is false. */
const EXPIRATION_TIMER_UPDATE = 2;
const timerUpdate: Words<boolean> = {
  to: (value) => (value ? EXPIRATION_TIMER_UPDATE : 0),
  from: (given) => given.asNumber() === EXPIRATION_TIMER_UPDATE,
};

const dataMessage = record<Without<DataMessage>>({
  body: ['body', text],
  attachments: ['attachments', many(attachment)],
  isExpirationTimerUpdate: ['flags', timerUpdate],
  profileKey: ['profileKey', bytes],
  quote: ['quote', record<Quote>({ sentAtMs: ['id', safe], author: ['author', text] })],
  previews: [
    'preview',
    many(record<LinkPreview>({ url: ['url', text], title: ['title', text], image: ['image', attachment] })),
  ],
  reaction: [
    'reaction',
    record<Reaction>({
      targetSentAtMs: ['id', safe],
      targetAuthor: ['author', text],
      emoji: ['emoji', text],
      action: ['action', names({ react: 'REACT', remove: 'REMOVE' })],
    }),
  ],
  profile: ['profile', profile],
  communityInvitation: [
    'communityInvitation',
    record<CommunityInvitation>({ url: ['url', text], name: ['name', text] }),
  ],
  syncTarget: ['syncTarget', text],
  blocksCommunityMessageRequests: ['blocksCommunityMessageRequests', flag],
  groupUpdate: ['groupUpdateMessage', groupUpdate],
});

const payload = oneOf<Payload>({
  data: ['dataMessage', dataMessage],
  receipt: [
    'receiptMessage',
    record<Without<ReceiptMessage>>({
      type: ['type', names({ delivery: 'DELIVERY', read: 'READ' })],
      timestampsMs: ['timestamp', many(safe)],
    }),
  ],
  typing: [
    'typingMessage',
    record<Without<TypingMessage>>({
      timestampMs: ['timestamp', safe],
      action: ['action', names({ started: 'STARTED', stopped: 'STOPPED' })],
    }),
  ],
  'data-extraction': [
    'dataExtractionNotification',
    record<Without<DataExtractionNotification>>({
      type: ['type', names({ screenshot: 'SCREENSHOT', 'media-saved': 'MEDIA_SAVED' })],
      timestampMs: ['timestamp', safe],
    }),
  ],
  unsend: [
    'unsendRequest',
    record<Without<UnsendRequest>>({ timestampMs: ['timestamp', safe], author: ['author', text] }),
  ],
  call: [
    'callMessage',
    record<Without<CallMessage>>({
      type: [
        'type',
        names({
          'pre-offer': 'PRE_OFFER',
          offer: 'OFFER',
          answer: 'ANSWER',
          'provisional-answer': 'PROVISIONAL_ANSWER',
          'ice-candidates': 'ICE_CANDIDATES',
          'end-call': 'END_CALL',
        }),
      ],
      sdps: ['sdps', many(text)],
      sdpMLineIndexes: ['sdpMLineIndexes', many(u32)],
      sdpMids: ['sdpMids', many(text)],
      uuid: ['uuid', text],
    }),
  ],
  'message-request-response': [
    'messageRequestResponse',
    record<Without<MessageRequestResponse>>({
      isApproved: ['isApproved', flag],
      profileKey: ['profileKey', bytes],
      profile: ['profile', profile],
    }),
  ],
  empty: undefined,
});

const proMessage = record<ProMessage>({
  proof: [
    'proof',
    record<ProProof>({
      version: ['version', u32],
      genIndexHash: ['genIndexHash', bytes],
      rotatingPublicKey: ['rotatingPublicKey', bytes],
      expireAt: ['expireAtMs', u64],
      sig: ['sig', bytes],
    }),
  ],
  profileBitset: ['profileBitset', u64],
  messageBitset: ['messageBitset', u64],
});

const aroundPayload = record<Omit<Content, 'payload'>>({
  expirationType: [
    'expirationType',
    names({
      unknown: 'UNKNOWN',
      'delete-after-read': 'DELETE_AFTER_READ',
      'delete-after-send': 'DELETE_AFTER_SEND',
    }),
  ],
  expirationTimerS: ['expirationTimer', u32],
  sigTimestampMs: ['sigTimestamp', safe],
  proMessage: ['proMessage', proMessage],
  proSigForCommunity: ['proSigForCommunityMessageOnly', bytes],
});

/** A Content of ours in the words of the vectors. */
export function contentToWords(content: Content): JsonObject {
  const { isExpirationTimerUpdate, ...rest } = { isExpirationTimerUpdate: undefined, ...content.payload };
  // That a message is no timer update is what absent flags say.
  const ours = {
    ...rest,
    ...(isExpirationTimerUpdate === true ? { isExpirationTimerUpdate } : {}),
  } as Payload;
  return { ...payload.to(ours), ...(aroundPayload.to(content) as JsonObject) };
}

/** Names of the payloads of a Content in their order: of several, the first counts. */
export const PAYLOADS: readonly string[] = payload.names;

/** The Content that a vector describes. */
export function contentFromWords(given: Given): Content {
  return { payload: payload.from(given), ...aroundPayload.from(given.without(payload.names)) };
}

/** An Envelope without its source, which we neither read nor write. */
export const envelope = record<Envelope>({
  type: ['type', names({ direct: 'SESSION_MESSAGE', group: 'CLOSED_GROUP_MESSAGE' })],
  timestampMs: ['timestamp', safe],
  content: ['content', bytes],
  proSig: ['proSig', bytes],
});
