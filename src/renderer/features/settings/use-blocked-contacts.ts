import { useEffect, useRef } from 'react';

import type { ContactView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import type { RootState } from '../../app/store.ts';
import { selectBlockedIds } from '../conversations/conversations-slice.ts';

/** More than anybody blocks; the client gives no more at once. */
const MOST = 200;

/** Whom we have blocked, by name; stays true while others of our devices block and unblock. `undefined` until it is known. */
export function useBlockedContacts(): readonly ContactView[] | undefined {
  const { data, refetch } = api.useContactsQuery(
    { which: 'blocked', limit: MOST },
    { refetchOnMountOrArgChange: true },
  );
  const blocked = useAppSelector(selectBlocked);
  const known = useRef(blocked);
  useEffect(() => {
    if (known.current === blocked) return;
    known.current = blocked;
    void refetch();
  }, [blocked, refetch]);
  return data?.contacts;
}

/** Changes whenever somebody with a known conversation is blocked or unblocked. */
function selectBlocked(state: RootState): string {
  return selectBlockedIds(state).join();
}
