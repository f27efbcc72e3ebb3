// Who is who in a room: blinded IDs of servers and the people whom we know (spec 05 §3.1, §10.2).

import {
  type AccountId,
  type BlindedId,
  accountId,
  blindedCandidatesOf,
  blindedId,
  unblindForLookup,
} from '../../account/index.ts';
import { x25519PublicKey } from '../../crypto/index.ts';
import type { BlindedPersonRow, CommunityServerRow, PersonId, Repositories } from '../../store/index.ts';
import { isCodedError } from '../../util/index.ts';

type Server = Pick<CommunityServerRow, 'id' | 'publicKey'>;

/** The ID in a text of either case, blinded or not; undefined when it is nobody's. */
export function personIn(text: string): PersonId | undefined {
  return idIn(text, accountId) ?? idIn(text, blindedId);
}

/** Whether an ID hides its account. */
export function isBlindedPerson(id: PersonId): id is BlindedId {
  return !id.startsWith('05');
}

/** The account of somebody in a room, if it may be told: of people whom we know, and where nobody hides. */
export function accountOf(
  { communities }: Pick<Repositories, 'communities'>,
  id: PersonId,
): AccountId | undefined {
  return isBlindedPerson(id) ? communities.person(id)?.accountId : id;
}

/**
 * Writes down who somebody is, the first time that they are seen: what anybody can compute of a blinded ID is looked up among people whom
 * we know, and thrown away when it is none of them.
 */
export function notePerson(
  { communities, contacts }: Pick<Repositories, 'communities' | 'contacts'>,
  server: Server,
  blinded: BlindedId,
): BlindedPersonRow | undefined {
  const known = communities.person(blinded);
  if (known !== undefined) return known;
  const account = unblindForLookup(blinded, { server: x25519PublicKey(server.publicKey) });
  const contact = account === undefined ? undefined : contacts.get(account);
  const isKnown = contact !== undefined && (contact.isApproved || contact.hasApprovedUs);
  communities.putPerson({
    blindedId: blinded,
    serverId: server.id,
    ...(isKnown && account !== undefined ? { accountId: account } : {}),
  });
  return communities.person(blinded);
}

/** The blinded IDs that an account may have on a server. */
export function blindedIdsFor(
  account: AccountId,
  { publicKey }: Pick<Server, 'publicKey'>,
): readonly BlindedId[] {
  const server = x25519PublicKey(publicKey);
  return [
    ...blindedCandidatesOf(account, { server, version: 15 }),
    ...blindedCandidatesOf(account, { server, version: 25 }),
  ];
}

function idIn<Id>(text: string, parse: (text: string) => Id): Id | undefined {
  try {
    return parse(text.trim().toLowerCase());
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}
