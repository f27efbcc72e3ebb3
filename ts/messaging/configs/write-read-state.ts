// From this device to ConvoInfoVolatile: how far a conversation was read (spec 03 §8.3).

import type { Conversation } from '../../config/index.ts';
import { x25519PublicKey } from '../../crypto/index.ts';
import type { ConversationRow, Repositories } from '../../store/index.ts';
import type { UserConfigs } from './user-configs.ts';

/** Under which a conversation is known in the config; undefined for a room that we have left. */
export function readStateKey(
  { communities }: Pick<Repositories, 'communities'>,
  { id, kind, peerId }: Pick<ConversationRow, 'id' | 'kind' | 'peerId'>,
): Conversation | undefined {
  if (kind === 'group' || kind === 'legacy-group' || kind === 'blinded') return { kind, id: peerId };
  if (kind !== 'community') return { kind: 'direct', id: peerId };
  const room = communities.room(id);
  const server = room && communities.server(room.serverId);
  if (room === undefined || server === undefined) return undefined;
  const { baseUrl, publicKey } = server;
  return { kind, baseUrl, room: room.token, publicKey: x25519PublicKey(publicKey) };
}

interface Context {
  readonly repositories: Repositories;
  readonly configs: UserConfigs;
  /** Network time. */
  readonly nowMs: number;
}

/** Writes the read state of a conversation as the tables have it into the config, inside {@link UserConfigs.transaction}. */
export function writeReadState({ repositories, configs, nowMs }: Context, conversationId: number): void {
  const row = repositories.conversations.require(conversationId);
  const { lastReadMs, isMarkedUnread } = row;
  const conversation = readStateKey(repositories, row);
  if (conversation === undefined) return;
  if (lastReadMs > 0) configs.volatile.raiseLastReads([{ conversation, lastReadMs }], nowMs);
  const isKnownUnread = configs.volatile.get(conversation)?.isMarkedUnread ?? false;
  if (isKnownUnread !== isMarkedUnread) configs.volatile.update(conversation, { isMarkedUnread }, { nowMs });
}
