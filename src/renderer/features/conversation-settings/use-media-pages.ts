import { useEffect, useEffectEvent, useState } from 'react';

import type { Input, MediaItemView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

export type MediaKind = Input<'media:page'>['kind'];

/** Messages that one request brings. */
const PAGE = 50;

/** The attachments of a conversation, newest first, as far as they were asked for. `undefined` until the first have come. */
export function useMediaPages(
  conversationId: number,
  kind: MediaKind,
): {
  readonly items: readonly MediaItemView[] | undefined;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
} {
  const dispatch = useAppDispatch();
  const [load] = api.useLazyMediaPageQuery();
  const [items, setItems] = useState<readonly MediaItemView[]>();
  const [hasMore, setHasMore] = useState(false);
  const loadAfter = async (known: readonly MediaItemView[]) => {
    const last = known.at(-1);
    const before = last && { sentAtMs: last.sentAtMs, id: last.messageId };
    const { data, error } = await load({
      conversationId,
      kind,
      limit: PAGE,
      ...(before === undefined ? {} : { before }),
    });
    if (data === undefined) {
      dispatch(errorShown(error));
      return;
    }
    setItems([...known, ...data]);
    setHasMore(data.length === PAGE);
  };
  const start = useEffectEvent(() => void loadAfter([]));
  useEffect(() => start(), []);
  return { items, hasMore, loadMore: () => void loadAfter(items ?? []) };
}
