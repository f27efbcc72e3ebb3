import type { AccountId, BlindedId } from '../../account/index.ts';

/** By what somebody is known where we meet: in a community that may be a blinded ID. */
export type PersonId = AccountId | BlindedId;
