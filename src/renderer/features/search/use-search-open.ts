import { useCallback, useState } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { openConversation, openMessageAt, startConversation } from '../conversation/conversation-thunks.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import type { SearchEntry } from './search-entries.ts';
import type { TypedAddress } from './typed-address.ts';

/** Goes where a line of what was found leads; says what went wrong on the way. */
export function useSearchOpen(onAllPeople: () => void): {
  readonly open: (entry: SearchEntry) => void;
  /** While a name is looked up in the network. */
  readonly isBusy: boolean;
} {
  const dispatch = useAppDispatch();
  const [lookUpName] = api.useLookUpNameMutation();
  const [isBusy, setBusy] = useState(false);

  const start = useCallback(
    async (accountId: string) => {
      const code = await dispatch(startConversation(accountId));
      if (code !== undefined) dispatch(errorShown({ code }));
    },
    [dispatch],
  );
  const startByName = useCallback(
    async (name: string) => {
      setBusy(true);
      const { data, error } = await lookUpName({ name });
      if (data === undefined) dispatch(errorShown(error));
      else await start(data.accountId);
      setBusy(false);
    },
    [dispatch, lookUpName, start],
  );
  const openAddress = useCallback(
    (address: TypedAddress) => {
      switch (address.kind) {
        case 'account':
          return void start(address.accountId);
        case 'name':
          return void startByName(address.name);
        case 'community':
          return void dispatch(dialogOpened({ kind: 'join-community', url: address.url }));
      }
    },
    [dispatch, start, startByName],
  );
  const open = useCallback(
    (entry: SearchEntry) => {
      switch (entry.kind) {
        case 'address':
          return openAddress(entry.address);
        case 'person':
          return void start(entry.person.accountId);
        case 'group':
          return void dispatch(openConversation(entry.group.id));
        case 'message':
          return void dispatch(
            openMessageAt({ conversationId: entry.hit.conversationId, messageId: entry.hit.id }),
          );
        case 'all-people':
          return onAllPeople();
        case 'people-heading':
        case 'messages-heading':
          return undefined;
      }
    },
    [dispatch, onAllPeople, openAddress, start],
  );
  return { open, isBusy };
}
