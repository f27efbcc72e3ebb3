import { useEffect, useState } from 'react';

import type { ContactView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';

const PAGE = 200;

/**
 * Everybody whom we have written to or accepted, A–Z; page after page, so that the first ones are there at once. `undefined` until they
 * are.
 */
export function useContacts(): readonly ContactView[] | undefined {
  const dispatch = useAppDispatch();
  const [contacts, setContacts] = useState<readonly ContactView[]>();
  useEffect(() => {
    let isWanted = true;
    const load = async () => {
      let known: readonly ContactView[] = [];
      for (let hasMore = true; hasMore && isWanted;) {
        const last = known.at(-1);
        const { data } = await dispatch(
          api.endpoints.contacts.initiate(
            {
              which: 'approved',
              limit: PAGE,
              ...(last === undefined
                ? {}
                : { after: { displayName: last.displayName, accountId: last.accountId } }),
            },
            { subscribe: false, forceRefetch: true },
          ),
        );
        known = [...known, ...(data?.contacts ?? [])];
        hasMore = data?.hasMore === true;
        if (isWanted) setContacts(known);
      }
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [dispatch]);
  return contacts;
}
