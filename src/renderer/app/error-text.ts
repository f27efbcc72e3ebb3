import type { SendFailure } from '../../ipc/index.ts';
import type { TextKey } from './text/catalogue.ts';

/** Words for the stable codes that main and the client give. */
const KEYS: ReadonlyMap<string, TextKey> = new Map(
  Object.entries({
    'display-name-empty': 'displayNameErrorDescription',
    'display-name-too-long': 'displayNameErrorDescriptionShorter',
    'recovery-password-too-short': 'recoveryPasswordErrorMessageShort',
    'recovery-password-unknown-word': 'recoveryPasswordErrorMessageIncorrect',
    'account-exists': 'errorAccountExists',
    'account-in-use': 'errorAccountInUse',
    'account-id-blinded': 'accountIdErrorOtherKind',
    'account-id-group': 'accountIdErrorOtherKind',
    'message-empty': 'messageEmptyError',
    'message-too-long': 'modalMessageTooLongTitle',
    'message-unknown': 'errorMessageGone',
    'conversation-unknown': 'errorConversationGone',
    'password-wrong': 'passwordIncorrect',
    'password-delayed': 'passwordErrorDelayed',
    'password-too-short': 'passwordErrorLengthShort',
    'password-too-long': 'passwordErrorLengthLong',
    'password-unprintable': 'passwordErrorCharacters',
    'password-out-of-memory': 'passwordErrorMemory',
    'clipboard-failed': 'copyErrorToast',
    'store-disk-full': 'errorDiskFull',
    'name-invalid': 'errorNameInvalid',
    'name-not-found': 'errorNameNotFound',
    'name-unreachable': 'errorNameUnreachable',
    'proxy-invalid': 'errorProxyInvalid',
    'seed-invalid': 'errorSeedInvalid',
    'file-url-invalid': 'errorFileServerInvalid',
    'export-not-written': 'errorNotWritten',
    'file-server-unknown': 'errorFileServerInvalid',
    'picture-broken': 'attachmentErrorPicture',
    'picture-too-many-pixels': 'attachmentErrorPixels',
    'file-too-big': 'attachmentErrorTooBig',
    'attachment-too-large': 'attachmentErrorTooBig',
    'file-empty': 'attachmentErrorEmpty',
    'attachment-empty': 'attachmentErrorEmpty',
    'file-unreadable': 'attachmentErrorUnreadable',
    'attachment-unreadable': 'attachmentErrorUnreadable',
    'attachments-too-many': 'attachmentErrorTooMany',
    'attachments-mixed': 'attachmentErrorMixed',
    'attachments-not-allowed': 'attachmentErrorNotAccepted',
    'recording-too-short': 'recordingTooShort',
    'microphone-missing': 'microphoneMissing',
    'microphone-refused': 'microphoneRefused',
    'microphone-failed': 'microphoneFailed',
    'backup-not-one': 'errorBackupNotOne',
    'backup-newer': 'errorBackupNewer',
    'backup-wrong-password': 'errorBackupPassword',
    'backup-truncated': 'errorBackupTruncated',
    'backup-damaged': 'errorBackupDamaged',
    'store-newer-schema': 'errorBackupNewer',
    'out-of-memory': 'passwordErrorMemory',
    'calls-off': 'errorCallsOff',
    'call-in-progress': 'errorCallInProgress',
    'call-not-possible': 'errorCallNotPossible',
    'attachment-unknown': 'errorFileGone',
    'attachment-not-available': 'errorFileUnavailable',
    'picture-not-available': 'errorFileUnavailable',
    'attachment-not-saved': 'errorNotWritten',
    'file-not-chosen': 'errorNothingSaved',
    'message-not-failed': 'errorMessageNotFailed',
    'message-not-open': 'errorMessageNotOpen',
    'deletion-not-allowed': 'errorDeletionNotAllowed',
    'emoji-invalid': 'errorEmojiInvalid',
    'too-many-reactions': 'errorReactionLimit',
    'nickname-too-long': 'errorNicknameTooLong',
    'conversation-not-open': 'errorConversationNotOpen',
    'invitation-invalid': 'errorInvitationInvalid',
    'previews-off': 'errorPreviewsOff',
    'link-not-acceptable': 'errorPreview',
    'address-forbidden': 'errorPreview',
    'redirect-invalid': 'errorPreview',
    'too-many-redirects': 'errorPreview',
    'bad-status': 'errorPreview',
    'not-a-page': 'errorPreview',
    'encoding-unsupported': 'errorPreview',
    'no-title': 'errorPreview',
    unreachable: 'errorNetwork',
    timeout: 'errorNetwork',
    'url-not-allowed': 'errorUrlNotAllowed',
    'app-locked': 'errorLocked',
    'engine-stopped': 'errorStopped',
    'group-unknown': 'errorGroupUnknown',
    'group-not-open': 'errorGroupNotOpen',
    'group-expired': 'errorGroupExpired',
    'group-not-admin': 'errorGroupNotAdmin',
    'group-full': 'errorGroupFull',
    'group-without-members': 'errorGroupWithoutMembers',
    'group-last-admin': 'errorGroupLastAdmin',
    'group-name-empty': 'groupNameEnterPlease',
    'group-name-too-long': 'groupNameEnterShorterPlease',
    'group-member-unknown': 'errorGroupMemberUnknown',
    'group-member-is-admin': 'errorGroupMemberIsAdmin',
    'picture-unreadable': 'errorPictureUnreadable',
    'contact-blocked': 'errorContactBlocked',
  } satisfies Record<string, TextKey>),
);

/** A family of codes whose members mean the same to a person. */
const FAMILIES: readonly (readonly [prefix: string, key: TextKey])[] = [
  ['recovery-password-', 'recoveryPasswordErrorMessageGeneric'],
  ['account-id-', 'accountIdErrorInvalid'],
  ['password-', 'passwordErrorFailed'],
  ['vault-', 'errorVault'],
  ['store-', 'errorDatabase'],
  ['network-', 'errorNetwork'],
];

/** The catalogue key for an error code; a code that nobody knows gets the general one. */
export function errorKey(code: string): TextKey {
  return KEYS.get(code) ?? FAMILIES.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'errorUnknown';
}

export const FAILURE_KEYS = {
  'too-large': 'messageErrorTooLarge',
  'recipient-invalid': 'messageErrorRecipient',
  rejected: 'messageErrorRejected',
  'clock-out-of-sync': 'messageErrorClock',
  'gave-up': 'messageErrorGaveUp',
  unexpected: 'messageErrorUnexpected',
} as const satisfies Record<SendFailure, TextKey>;

/** The code inside whatever a request failed with; `undefined` when it did not fail. */
export function errorCode(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unexpected';
}
