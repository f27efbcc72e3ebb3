// A person known by a blinded ID turns out to be somebody whom we know: one conversation, with all messages (spec 04 §3.10, spec 05 §10.2).

import type { AccountId, BlindedId } from '../../account/index.ts';
import type { Repositories } from '../../store/index.ts';
import { conversationOf } from '../conversations/conversation-of.ts';
import type { UserConfigs } from '../configs/user-configs.ts';
import { writeContact } from '../configs/write-contact.ts';
import type { MessagingEvent } from '../events.ts';
import { blindedIdsFor } from './room-people.ts';

interface Context {
  readonly repositories: Repositories;
  readonly configs: UserConfigs;
  readonly ownId: AccountId;
  readonly nowMs: number;
}

/** Notes whose a blinded ID is, and moves what was written under it over; inside a transaction of configs. */
export function learnAccount(
  context: Context,
  { blindedId, serverId, accountId }: Learnt,
): readonly MessagingEvent[] {
  const { repositories, ownId, nowMs } = context;
  const { communities, conversations, contacts } = repositories;
  communities.putPerson({ blindedId, serverId, accountId });
  const from = conversations.byPeer(blindedId);
  if (from === undefined) return [];
  const to = conversationOf(repositories, accountId, { ownId, nowMs });
  const blinded = contacts.get(blindedId);
  communities.moveConversation({ fromId: from.id, toId: to.id, from: blindedId, to: accountId });
  if (blinded?.isApproved === true) {
    contacts.update(accountId, { isApproved: true, priority: Math.max(to.priority, 0) });
    writeContact(context, accountId);
  }
  return [
    { type: 'conversation-removed', conversationId: from.id },
    { type: 'conversation-cleared', conversationId: to.id },
    { type: 'conversation-changed', conversationId: to.id },
  ];
}

interface Learnt {
  readonly blindedId: BlindedId;
  readonly serverId: number;
  readonly accountId: AccountId;
}

/** Looks for somebody whom we know among the people of all servers; nothing when nobody there is them. */
export function findInCommunities(context: Context, accountId: AccountId): readonly MessagingEvent[] {
  const { communities } = context.repositories;
  return communities.servers().flatMap((server) =>
    blindedIdsFor(accountId, server).flatMap((blindedId) => {
      const person = communities.person(blindedId);
      if (person === undefined || person.accountId !== undefined) return [];
      return learnAccount(context, { blindedId, serverId: server.id, accountId });
    }),
  );
}
