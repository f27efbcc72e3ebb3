import { useRef, useState } from 'react';

import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx } from '../../ui/index.ts';
import { loadNeighbours } from '../conversation/conversation-thunks.ts';
import { selectWindow } from '../conversation/messages-slice.ts';
import styles from './older-posts.module.css';

/** Over the oldest post on this device, when the server has older ones. Scrolling asks for them, too. Spec 08, COM-07. */
export function OlderPosts({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const failure = useAppSelector((state) => selectWindow(state, conversationId)?.olderFailure);
  const [isBusy, setBusy] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const load = async () => {
    const row = place.current?.parentElement?.querySelector<HTMLElement>('[data-roving]');
    setBusy(true);
    await dispatch(loadNeighbours({ conversationId, side: 'older' }));
    setBusy(false);
    // This button belongs to what is the oldest post then; whoever pressed it goes on reading from here.
    if (document.activeElement === document.body) row?.focus();
  };
  return (
    <div ref={place} className={cx(styles.older)}>
      {failure !== undefined && <p role="alert">{t(errorKey(failure))}</p>}
      <Button size="small" isBusy={isBusy} onPress={() => void load()} testId="load-older-button">
        {t(failure === undefined ? 'communityOlder' : 'retry')}
      </Button>
    </div>
  );
}
