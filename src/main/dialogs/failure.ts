import type { TextKey } from '../text/texts.ts';

/** What a person is told when the app cannot start, or not go on (spec 08 APP-12). */
export interface Failure {
  readonly title: TextKey;
  readonly body: TextKey;
  /** Deleting everything would help: offered, asked again, never done without being asked for. */
  readonly offersDelete: boolean;
  /** Starting again may be enough. */
  readonly offersRestart: boolean;
}

const FAILURES: Readonly<Record<string, Failure>> = {
  'store-wrong-key': failure('nativeDatabaseWrongKeyTitle', 'nativeDatabaseWrongKeyBody', {
    offersDelete: true,
  }),
  'store-newer-schema': failure('nativeDatabaseNewerSchemaTitle', 'nativeDatabaseNewerSchemaBody', {
    offersDelete: true,
  }),
  'store-corrupt': failure('nativeDatabaseCorruptTitle', 'nativeDatabaseCorruptBody', { offersDelete: true }),
  'store-disk-full': failure('nativeDatabaseDiskFullTitle', 'nativeDatabaseDiskFullBody', {
    offersDelete: true,
  }),
  'store-locked': failure('nativeDatabaseLockedTitle', 'nativeDatabaseLockedBody'),
  'vault-locked': failure('nativeKeychainUnavailableTitle', 'nativeKeychainUnavailableBody', {
    offersDelete: true,
  }),
  'vault-malformed': failure('nativeVaultMalformedTitle', 'nativeVaultMalformedBody', { offersDelete: true }),
  'vault-missing': failure('nativeVaultMissingTitle', 'nativeVaultMissingBody', { offersDelete: true }),
  'vault-newer': failure('nativeDatabaseNewerSchemaTitle', 'nativeDatabaseNewerSchemaBody', {
    offersDelete: true,
  }),
  'vault-io': failure('nativeFolderUnusableTitle', 'nativeFolderUnusableBody'),
  'profile-io': failure('nativeFolderUnusableTitle', 'nativeFolderUnusableBody'),
  'engine-stopped': failure('nativeStoppedTitle', 'nativeStoppedBody', { offersRestart: true }),
  'page-lost': failure('nativeStoppedTitle', 'nativeStoppedBody', { offersRestart: true }),
  'main-failed': failure('nativeStoppedTitle', 'nativeStoppedBody', { offersRestart: true }),
};

const OTHER = failure('nativeDatabaseUnknownTitle', 'nativeDatabaseUnknownBody');

/** The words and offers for an error code. */
export function failureFor(code: string): Failure {
  return FAILURES[code] ?? OTHER;
}

function failure(
  title: TextKey,
  body: TextKey,
  offers: Partial<Pick<Failure, 'offersDelete' | 'offersRestart'>> = {},
): Failure {
  return { title, body, offersDelete: false, offersRestart: false, ...offers };
}
