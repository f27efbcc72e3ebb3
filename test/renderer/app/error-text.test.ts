import { expect, test } from 'vitest';

import type { FileAccessErrorCode } from '../../../src/main/files/file-access.ts';
import type { LockErrorCode } from '../../../src/main/lock/lock-error.ts';
import type { PasswordErrorCode } from '../../../src/main/vault/password-error.ts';
import type { VaultErrorCode } from '../../../src/main/vault/vault-error.ts';
import { errorCode, errorKey } from '../../../src/renderer/app/error-text.ts';
import type { AccountErrorCode } from '../../../ts/account/errors.ts';
import type { RecoveryPasswordErrorCode } from '../../../ts/account/recovery-password.ts';
import type { LinkPreviewErrorCode, MessagingErrorCode } from '../../../ts/messaging/index.ts';
import type { FileServerErrorCode } from '../../../ts/network/file-server/errors.ts';
import type { NetworkErrorCode } from '../../../ts/network/errors.ts';
import type { StoreErrorCode } from '../../../ts/store/index.ts';

/** What a channel may answer a page with. Another code in one of the unions does not compile before it is listed below. */
type ReachingCode =
  | AccountErrorCode
  | RecoveryPasswordErrorCode
  | MessagingErrorCode
  | LinkPreviewErrorCode
  | StoreErrorCode
  | Extract<FileServerErrorCode, 'file-url-invalid' | 'file-server-unknown'>
  | Extract<NetworkErrorCode, 'proxy-invalid' | 'seed-invalid'>
  | LockErrorCode
  | VaultErrorCode
  | PasswordErrorCode
  | FileAccessErrorCode
  | 'url-not-allowed'
  | 'engine-stopped'
  | 'ipc-invalid'
  | 'unexpected';

/**
 * `told` in words of its own. `fault`: nothing that a person has done or could do anything about, because the page offers no such thing
 * or asks for it itself.
 */
const CODES: Readonly<Record<ReachingCode, 'told' | 'fault'>> = {
  'account-id-invalid': 'told',
  'account-id-group': 'told',
  'account-id-blinded': 'told',
  'group-id-invalid': 'fault',
  'blinded-id-invalid': 'fault',
  'subaccount-invalid': 'fault',
  'seed-invalid': 'told',
  'account-keys-wiped': 'fault',
  'display-name-empty': 'told',
  'display-name-too-long': 'told',
  'recovery-password-too-short': 'told',
  'recovery-password-too-long': 'told',
  'recovery-password-unknown-word': 'told',
  'recovery-password-checksum': 'told',
  'message-empty': 'told',
  'message-too-long': 'told',
  'message-unknown': 'told',
  'message-not-failed': 'told',
  'message-not-open': 'told',
  'deletion-not-allowed': 'told',
  'group-unknown': 'told',
  'group-not-open': 'told',
  'group-expired': 'told',
  'group-not-admin': 'told',
  'group-full': 'told',
  'group-without-members': 'told',
  'group-last-admin': 'told',
  'group-name-empty': 'told',
  'group-name-too-long': 'told',
  'group-member-unknown': 'told',
  'group-member-is-admin': 'told',
  'group-without-keys': 'fault',
  'community-unknown': 'told',
  'community-url-invalid': 'told',
  'community-url-key-missing': 'told',
  'community-joined-already': 'told',
  'community-unreachable': 'told',
  'community-banned': 'told',
  'community-forbidden': 'told',
  'community-not-found': 'told',
  'community-key-wrong': 'told',
  'community-clock': 'told',
  'community-rate-limited': 'told',
  'community-filtered': 'told',
  'community-rejected': 'told',
  'community-user-invalid': 'told',
  'community-name-empty': 'told',
  'community-no-direct-messages': 'told',
  'calls-off': 'told',
  'call-in-progress': 'told',
  'call-not-possible': 'told',
  'emoji-invalid': 'told',
  'too-many-reactions': 'told',
  'nickname-too-long': 'told',
  'conversation-unknown': 'told',
  'conversation-not-open': 'told',
  'contact-blocked': 'told',
  'timer-not-offered': 'fault',
  'preview-invalid': 'fault',
  'previews-off': 'told',
  'invitation-invalid': 'told',
  'account-exists': 'told',
  'account-in-use': 'told',
  'account-other': 'told',
  'no-account': 'fault',
  'attachments-too-many': 'told',
  'attachments-not-allowed': 'told',
  'attachment-empty': 'told',
  'attachment-too-large': 'told',
  'attachment-unreadable': 'told',
  'attachment-unknown': 'told',
  'attachment-not-available': 'told',
  'attachment-not-saved': 'told',
  'attachment-no-space': 'told',
  'attachment-place-forbidden': 'told',
  'attachment-place-gone': 'told',
  'picture-not-available': 'told',
  'name-invalid': 'told',
  'name-not-found': 'told',
  'name-unreachable': 'told',
  'network-unreachable': 'told',
  'export-not-written': 'told',
  'export-cancelled': 'told',
  'link-not-acceptable': 'told',
  'address-forbidden': 'told',
  'redirect-invalid': 'told',
  'too-many-redirects': 'told',
  unreachable: 'told',
  'bad-status': 'told',
  'not-a-page': 'told',
  'encoding-unsupported': 'told',
  'no-title': 'told',
  'too-large': 'fault',
  timeout: 'told',
  aborted: 'fault',
  'store-wrong-key': 'told',
  'store-newer-schema': 'told',
  'store-corrupt': 'told',
  'store-disk-full': 'told',
  'store-locked': 'told',
  'store-closed': 'told',
  'store-io': 'told',
  'store-not-found': 'told',
  'store-conflict': 'told',
  'app-locked': 'told',
  'lock-clear-refused': 'fault',
  'vault-io': 'told',
  'vault-malformed': 'told',
  'vault-newer': 'told',
  'vault-locked': 'told',
  'vault-missing': 'told',
  'password-wrong': 'told',
  'password-delayed': 'told',
  'password-busy': 'told',
  'password-too-short': 'told',
  'password-too-long': 'told',
  'password-unprintable': 'told',
  'password-already-set': 'told',
  'password-not-set': 'told',
  'password-needed': 'told',
  'password-out-of-memory': 'told',
  'password-failed': 'told',
  'file-not-chosen': 'told',
  'path-not-allowed': 'fault',
  'file-url-invalid': 'told',
  'file-server-unknown': 'told',
  'proxy-invalid': 'told',
  'url-not-allowed': 'told',
  'engine-stopped': 'told',
  'ipc-invalid': 'fault',
  unexpected: 'fault',
};

test.each(Object.entries(CODES))('%s is %s', (code, kind) => {
  expect(errorKey(code) === 'errorUnknown').toBe(kind === 'fault');
});

test.each([
  ['recovery-password-too-short', 'recoveryPasswordErrorMessageShort'],
  ['recovery-password-too-long', 'recoveryPasswordErrorMessageGeneric'],
  ['recovery-password-unknown-word', 'recoveryPasswordErrorMessageIncorrect'],
  ['recovery-password-checksum', 'recoveryPasswordErrorMessageGeneric'],
  ['account-id-invalid', 'accountIdErrorInvalid'],
  ['account-id-blinded', 'accountIdErrorOtherKind'],
  ['store-disk-full', 'errorDiskFull'],
  ['store-io', 'errorDatabase'],
  ['toString', 'errorUnknown'],
  ['something-new', 'errorUnknown'],
])('%s is told as %s', (code, key) => {
  expect(errorKey(code)).toBe(key);
});

test('whatever a request failed with has a code', () => {
  expect(errorCode(undefined)).toBeUndefined();
  expect(errorCode({ code: 'store-io' })).toBe('store-io');
  expect(errorCode({ message: 'crashed' })).toBe('unexpected');
  expect(errorCode('crashed')).toBe('unexpected');
});
