import { useEffect, useEffectEvent, useState } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectSought, type SoughtMessage, soughtShown } from './messages-slice.ts';

/** How long a message that was jumped to is lit up. Spec 08 §4.2. */
const LIT_MS = 1_000;

/** Goes to the message that somebody wants to see. Gives back which one is lit up, and where the list has to begin when it is mounted for one. */
export function useSought({
  ids,
  onFound,
}: {
  readonly ids: readonly number[];
  readonly onFound: (index: number) => void;
}): { readonly litId: number | undefined; readonly soughtIndex: number } {
  const dispatch = useAppDispatch();
  const sought = useAppSelector(selectSought);
  const [lit, setLit] = useState<SoughtMessage>();
  const soughtIndex = sought === undefined ? -1 : ids.indexOf(sought.messageId);
  if (soughtIndex !== -1 && sought?.count !== lit?.count) setLit(sought);

  const goThere = useEffectEvent(() => {
    if (sought === undefined || soughtIndex === -1) return;
    dispatch(soughtShown(sought));
    onFound(soughtIndex);
  });
  useEffect(() => goThere(), [sought]);
  useEffect(() => {
    if (lit === undefined) return undefined;
    const timer = setTimeout(() => setLit(undefined), LIT_MS);
    return () => clearTimeout(timer);
  }, [lit]);
  return { litId: lit?.messageId, soughtIndex };
}
