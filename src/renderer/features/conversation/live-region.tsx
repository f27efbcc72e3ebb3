import { useState } from 'react';

import type { MessageView } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { useControlText } from './control-message.tsx';
import { useAuthorName } from './conversation-context.ts';
import { summaryOf } from './message-summary.ts';
import { namedText } from './message-text-model.ts';
import { selectMessage, selectWindow } from './messages-slice.ts';

/**
 * Speaks messages that arrive while the conversation is open, and only those: the list itself stays silent, because its nodes come and
 * go while somebody scrolls. Spec 08, BET-01.
 */
export function LiveRegion({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const nameOf = useAuthorName();
  const window = useAppSelector((state) => selectWindow(state, conversationId));
  const lastId = window?.hasNewer === true ? undefined : window?.ids.at(-1);
  const message = useAppSelector((state) =>
    lastId === undefined ? undefined : selectMessage(state, lastId),
  );
  const generation = window?.generation;
  // What was there when the stretch was loaded is not new.
  const [start, setStart] = useState({ generation, lastId });
  if (generation !== start.generation) setStart({ generation, lastId });
  const controlText = useControlText();
  const words = (spoken: MessageView) =>
    spoken.kind === 'text'
      ? t('messageNewFrom', {
          author: nameOf(spoken.authorId),
          text: namedText(summaryOf(spoken, t), nameOf),
        })
      : controlText(spoken);
  const isNew = message !== undefined && message.id !== start.lastId && message.direction === 'incoming';
  return (
    <div className="visually-hidden" aria-live="polite" data-testid="live-region">
      {isNew && words(message)}
    </div>
  );
}
