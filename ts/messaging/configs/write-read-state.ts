// From this device to ConvoInfoVolatile: how far a conversation was read (spec 03 §8.3).

import type { Repositories } from '../../store/index.ts';
import type { UserConfigs } from './user-configs.ts';

interface Context {
  readonly repositories: Repositories;
  readonly configs: UserConfigs;
  /** Network time. */
  readonly nowMs: number;
}

/** Writes the read state of a conversation as the tables have it into the config, inside {@link UserConfigs.transaction}. */
export function writeReadState({ repositories, configs, nowMs }: Context, conversationId: number): void {
  const { peerId, lastReadMs, isMarkedUnread } = repositories.conversations.require(conversationId);
  const conversation = { kind: 'direct', id: peerId } as const;
  if (lastReadMs > 0) configs.volatile.raiseLastReads([{ conversation, lastReadMs }], nowMs);
  const isKnownUnread = configs.volatile.get(conversation)?.isMarkedUnread ?? false;
  if (isKnownUnread !== isMarkedUnread) configs.volatile.update(conversation, { isMarkedUnread }, { nowMs });
}
