// A merge goes by the order of messages, never by time. Where the latest shall win, it is made to here (spec 03 §4.4).

import type { Conversation, ConvoInfoVolatile } from './convo-info-volatile.ts';

/** How far a conversation has been read, as the store of this device knows. */
export interface LastRead {
  readonly conversation: Conversation;
  readonly lastReadMs: number;
}

/**
 * The profile to keep of somebody whose profile came in: the one that its owner wrote later. What is stored without a time gives way.
 */
export function newerProfile<Profile extends { readonly profileUpdatedS: number | undefined }>(
  incoming: Profile,
  stored: Profile,
): Profile {
  const storedS = stored.profileUpdatedS ?? 0;
  return storedS === 0 || (incoming.profileUpdatedS ?? 0) > storedS ? incoming : stored;
}

/**
 * Those of the conversations that were read further on this device than the config says, as it may after a merge: what they say is to
 * be written back with {@link ConvoInfoVolatile.raiseLastRead}.
 */
export function readFurther(
  local: readonly LastRead[],
  config: Pick<ConvoInfoVolatile, 'get'>,
): readonly LastRead[] {
  return local.filter(
    ({ conversation, lastReadMs }) => lastReadMs > (config.get(conversation)?.lastReadMs ?? 0),
  );
}
