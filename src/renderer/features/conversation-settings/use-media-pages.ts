import { useState } from 'react';

import type { Input, MediaItemView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';

export type MediaKind = Input<'media:page'>['kind'];

/** Messages that one request brings. */
const PAGE = 50;

/** The attachments of a conversation, newest first, as far as they were asked for. */
export function useMediaPages(
  conversationId: number,
  kind: MediaKind,
): {
  /** `undefined` until the first have come. */
  readonly items: readonly MediaItemView[] | undefined;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  /** Of what went wrong with the last page. */
  readonly errorCode: string | undefined;
  readonly retry: () => void;
} {
  const [earlier, setEarlier] = useState<readonly MediaItemView[]>([]);
  const last = earlier.at(-1);
  const { currentData, error, refetch } = api.useMediaPageQuery(
    {
      conversationId,
      kind,
      limit: PAGE,
      ...(last === undefined ? {} : { before: { sentAtMs: last.sentAtMs, id: last.messageId } }),
    },
    { refetchOnMountOrArgChange: true },
  );
  const items = [...earlier, ...(currentData ?? [])];
  return {
    items: items.length === 0 && currentData === undefined ? undefined : items,
    hasMore: currentData?.length === PAGE,
    loadMore: () => setEarlier(items),
    errorCode: errorCode(error),
    retry: () => void refetch(),
  };
}
