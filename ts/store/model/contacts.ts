import type { ExpirationSetting } from './expiration.ts';
import type { PersonId } from './people.ts';

/** Which messages of a conversation notify; `default` follows the general setting. */
export type Notify = 'default' | 'all' | 'mentions' | 'none';

/** A picture on a file server. */
export interface RemotePicture {
  readonly url: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** What is known of one account: somebody we talk with, or whom we meet in a group, or ourselves. */
export interface ContactRow {
  readonly accountId: PersonId;
  /** Name from the profile; empty while unknown. */
  readonly name: string;
  /** What we call them; empty for none. */
  readonly nickname: string;
  /** The nickname, or the name. */
  readonly displayName: string;
  readonly picture: RemotePicture | undefined;
  /** The downloaded picture. */
  readonly pictureFileId: number | undefined;
  /** Seconds since the epoch of the profile that gave name and picture; 0 for none. */
  readonly profileUpdatedS: number;
  readonly isApproved: boolean;
  readonly hasApprovedUs: boolean;
  readonly isBlocked: boolean;
  /** Their attachments are downloaded unasked. Known to this device only. */
  readonly isTrustedForMedia: boolean;
  /** −1 hidden, 0 normal, from 1 on pinned; greater is higher. */
  readonly priority: number;
  readonly notify: Notify;
  /** Seconds since the epoch; 0 for not muted. */
  readonly mutedUntilS: number;
  readonly expiration: ExpirationSetting;
  readonly createdAtS: number;
}

/** What of a contact may be set; what is absent stays. */
export interface ContactChange {
  readonly name?: string;
  readonly nickname?: string;
  readonly profileUpdatedS?: number;
  readonly isApproved?: boolean;
  readonly hasApprovedUs?: boolean;
  readonly isBlocked?: boolean;
  readonly isTrustedForMedia?: boolean;
  readonly priority?: number;
  readonly notify?: Notify;
  readonly mutedUntilS?: number;
  readonly expiration?: ExpirationSetting;
  readonly createdAtS?: number;
}

/** A profile as it came with a message. */
export interface OfferedProfile {
  readonly accountId: PersonId;
  /** Empty: no name was given, and the known one stays. */
  readonly name: string;
  /** `none` takes the picture away; absent leaves it. */
  readonly picture?: RemotePicture | 'none';
  /** Seconds since the epoch; 0 from senders that do not say. */
  readonly updatedS: number;
}

/** Position in the list by name. A row is its own cursor. */
export interface ContactCursor {
  readonly displayName: string;
  readonly accountId: PersonId;
}

/** Settings that a conversation has too walk from here into it, in the same transaction. */
export interface ContactRepository {
  get(accountId: PersonId): ContactRow | undefined;
  /** @throws {StoreError} `store-not-found` */
  require(accountId: PersonId): ContactRow;
  /** Those of the accounts that are known, in no order. */
  getAll(accountIds: readonly PersonId[]): readonly ContactRow[];
  findOrCreate(contact: { readonly accountId: PersonId; readonly createdAtS: number }): ContactRow;
  /**
   * @throws {StoreError} `store-not-found`, `store-conflict` for a timer without a mode, a mode without a timer, or a
   *   priority below −1.
   */
  update(accountId: PersonId, change: ContactChange): ContactRow;
  /**
   * Takes over a profile if it is newer by the rule of spec 04 §2.6. True when something that is shown, or its time,
   * changed.
   * @throws {StoreError} `store-not-found`
   */
  offerProfile(profile: OfferedProfile): boolean;
  /**
   * Sets or takes away the picture; another one than before has no file yet.
   * @throws {StoreError} `store-not-found`
   */
  setPicture(accountId: PersonId, picture: RemotePicture | undefined): ContactRow;
  /**
   * Sets a picture whose file is here.
   * @throws {StoreError} `store-not-found` for the contact or the file.
   */
  setPictureWithFile(accountId: PersonId, picture: RemotePicture & { readonly fileId: number }): ContactRow;
  /** @throws {StoreError} `store-not-found` for the contact or the file. */
  setPictureFile(accountId: PersonId, fileId: number | undefined): ContactRow;
  /** Approved contacts that are not blocked, or the blocked ones; A–Z, after a cursor. */
  list(query: {
    readonly which: 'approved' | 'blocked';
    readonly limit: number;
    readonly after?: ContactCursor;
  }): readonly ContactRow[];
  /** Forgets the person; a conversation with them must be gone before. False when there was none. */
  delete(accountId: PersonId): boolean;
}
