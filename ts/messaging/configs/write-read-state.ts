// From this device to ConvoInfoVolatile: how far a conversation was read (spec 03 §8.3).

import type { IdConversation } from '../../config/index.ts';
import type { ConversationRow, Repositories } from '../../store/index.ts';
import type { UserConfigs } from './user-configs.ts';

/** Under which a conversation is known in the config. */
export function readStateKey({ kind, peerId }: Pick<ConversationRow, 'kind' | 'peerId'>): IdConversation {
  return { kind: kind === 'group' || kind === 'legacy-group' ? kind : 'direct', id: peerId };
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
  const conversation = readStateKey(row);
  if (lastReadMs > 0) configs.volatile.raiseLastReads([{ conversation, lastReadMs }], nowMs);
  const isKnownUnread = configs.volatile.get(conversation)?.isMarkedUnread ?? false;
  if (isKnownUnread !== isMarkedUnread) configs.volatile.update(conversation, { isMarkedUnread }, { nowMs });
}
