import type { AccountId } from '../../account/index.ts';

export type AccountOrigin = 'created' | 'restored';

/** The account of this profile, without its secret: this row may travel. */
export interface AccountRow {
  readonly accountId: AccountId;
  readonly displayName: string;
  readonly origin: AccountOrigin;
  readonly createdAtMs: number;
  /** The person has finished onboarding: the name is chosen or was found on the network. */
  readonly profileReady: boolean;
}

export interface NewAccount extends AccountRow {
  /** seed16 of spec 01 §1.1, 16 bytes. Secret; the caller wipes its copy. */
  readonly seed: Uint8Array;
}

/** One account a profile. */
export interface AccountRepository {
  get(): AccountRow | undefined;
  /** A fresh copy of the 16 secret bytes; the caller wipes it. */
  getSeed(): Uint8Array | undefined;
  /** @throws {StoreError} `store-conflict` when the profile has an account already. */
  create(account: NewAccount): AccountRow;
  /** @throws {StoreError} `store-not-found` without an account. */
  setDisplayName(displayName: string): AccountRow;
  /** @throws {StoreError} `store-not-found` without an account. */
  setProfileReady(profileReady: boolean): AccountRow;
  /** Removes the account with all that came with it: conversations, messages, jobs, what was fetched. Settings and the node pool stay. */
  forget(): void;
  /** {@link forget}, and all settings but those of the network (`network.…`), by which the connection that is still open is made. */
  erase(): void;
}
