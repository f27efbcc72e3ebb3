import type { AccountId, BlindedId } from '../../account/index.ts';
import type { Brand } from '../../util/index.ts';

/** By what somebody is known where we meet: in a community that may be a blinded ID. */
export type PersonId = AccountId | BlindedId;

/** By what a room is known on this device: `{base}/{room}`, the room in lower case. */
export type CommunityId = Brand<string, 'CommunityId'>;
