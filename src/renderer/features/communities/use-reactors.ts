import { skipToken } from '@reduxjs/toolkit/query';

import type { MessageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import type { ReactionKind } from '../conversation/reaction-model.ts';

/** Everybody who gave a reaction: of a post, whose room names only the first ones by itself, as its server says when it is asked. */
export function useReactors(
  message: MessageView | undefined,
  { emoji, senderIds, count }: ReactionKind,
): { readonly senderIds: readonly string[]; readonly error: unknown } {
  const isKnown = message?.post === undefined || senderIds.length >= count;
  const { currentData, error } = api.usePostReactorsQuery(
    isKnown ? skipToken : { messageId: message.id, emoji },
    { refetchOnMountOrArgChange: true },
  );
  return { senderIds: currentData?.map(({ id }) => id) ?? senderIds, error };
}
