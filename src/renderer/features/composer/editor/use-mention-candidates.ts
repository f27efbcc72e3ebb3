import { useMemo } from 'react';

import type { ConversationView } from '../../../../ipc/index.ts';
import { useAppSelector } from '../../../app/hooks.ts';
import { selectAccount } from '../../../app/session-slice.ts';
import { useText } from '../../../app/text/text-context.ts';
import type { MentionCandidate, MentionCandidates } from './mention-candidates.ts';

/** Who can be mentioned: in a 1:1 the two of it, in Note to Self nobody but us. */
export function useMentionCandidates(
  { kind, peerId, picture }: Pick<ConversationView, 'kind' | 'peerId' | 'picture'>,
  name: string,
): MentionCandidates {
  const t = useText();
  const account = useAppSelector(selectAccount);
  return useMemo(() => {
    const all: MentionCandidate[] = [];
    if (kind === 'contact')
      all.push({ accountId: peerId, name, ...(picture === undefined ? {} : { picture }) });
    if (account !== undefined)
      all.push({ accountId: account.id, name: account.displayName, label: t('you') });
    return { all };
  }, [account, kind, name, peerId, picture, t]);
}
