import { useEffect, useEffectEvent, useState } from 'react';

import { useAppDispatch, useAppStore } from '../../../app/hooks.ts';
import { selectMessage } from '../../conversation/messages-slice.ts';
import {
  itemsOfMessage,
  type LightboxItem,
  type LightboxItems,
  loadAround,
  loadPage,
} from './lightbox-thunks.ts';

/** So near an end what is beyond it is asked for. */
const NEAR = 4;

/** The pictures and films of a conversation around one of them, oldest first; more are loaded towards the ends. */
export function useLightboxItems({
  conversationId,
  messageId,
  attachmentId,
}: {
  readonly conversationId: number;
  readonly messageId: number;
  readonly attachmentId: number;
}): {
  readonly items: readonly LightboxItem[];
  readonly currentId: number;
  readonly show: (attachmentId: number) => void;
} {
  const dispatch = useAppDispatch();
  const store = useAppStore();
  const [currentId, show] = useState(attachmentId);
  const [loaded, setLoaded] = useState<LightboxItems>(() => {
    const message = selectMessage(store.getState(), messageId);
    // Nothing is asked for beyond the ends before what is around is here.
    return { items: message === undefined ? [] : itemsOfMessage(message), isOldest: true, isNewest: true };
  });
  const { items, isOldest, isNewest } = loaded;
  const index = items.findIndex(({ attachment }) => attachment.id === currentId);

  useEffect(() => {
    let isGone = false;
    void dispatch(loadAround({ conversationId, messageId })).then((around) => {
      if (!isGone && around !== undefined) setLoaded(around);
    });
    return () => {
      isGone = true;
    };
  }, [conversationId, dispatch, messageId]);

  const page = useEffectEvent((side: 'older' | 'newer') => {
    const edge = side === 'older' ? items[0] : items.at(-1);
    if (edge === undefined) return undefined;
    const cursor = { sentAtMs: edge.sentAtMs, id: edge.messageId };
    return dispatch(loadPage({ conversationId, side, cursor }));
  });
  const wanted =
    index === -1
      ? undefined
      : index < NEAR && !isOldest
        ? 'older'
        : index >= items.length - NEAR && !isNewest
          ? 'newer'
          : undefined;
  const count = items.length;
  useEffect(() => {
    if (wanted === undefined) return undefined;
    let isGone = false;
    void page(wanted)?.then((more) => {
      if (isGone) return;
      setLoaded((known) =>
        wanted === 'older'
          ? { ...known, items: [...more.items, ...known.items], isOldest: more.isLast }
          : { ...known, items: [...known.items, ...more.items], isNewest: more.isLast },
      );
    });
    return () => {
      isGone = true;
    };
  }, [wanted, count]);
  return { items, currentId, show };
}
