import { useState } from 'react';

import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Skeleton } from '../../ui/index.ts';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed, dialogReplaced } from '../dialogs/dialogs-slice.ts';
import { joinCommunity } from './join-thunks.ts';
import styles from './join-community-dialog.module.css';
import { RoomFacts } from './room-facts.tsx';
import { useRoomPreview } from './use-room-preview.ts';

/** Asks before a room is joined that somebody has pointed to, and says what it is. Spec 08, CNV-14 and COM-01. */
export function JoinCommunityDialog({
  url,
  hasWebPage,
}: {
  readonly url: string;
  /** It may be an address for a browser, too. */
  readonly hasWebPage: boolean;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const lookedUp = useRoomPreview(url, { delayMs: 0 });
  const [fault, setFault] = useState<TextKey>();
  const [isBusy, setBusy] = useState(false);
  const room = lookedUp.state === 'found' ? lookedUp.room : undefined;
  const knownId = room?.conversationId;
  const confirm = async () => {
    if (knownId !== undefined) {
      dispatch(dialogClosed());
      await dispatch(openConversation(knownId));
      return;
    }
    setBusy(true);
    const code = await dispatch(joinCommunity(url));
    setBusy(false);
    if (code === undefined || code === 'community-joined-already') dispatch(dialogClosed());
    else setFault(errorKey(code));
  };
  const shownFault = fault ?? (lookedUp.state === 'failed' ? errorKey(lookedUp.code) : undefined);
  return (
    <ConfirmDialog
      title={t(knownId === undefined ? 'communityJoin' : 'communityOpen')}
      description={
        <>
          {t(knownId === undefined ? 'communityJoinOffer' : 'communityJoinedHint')}
          <br />
          <bdi className={cx(styles.address)} dir="ltr">
            {url}
          </bdi>
        </>
      }
      confirmLabel={t(knownId === undefined ? 'join' : 'open')}
      isBusy={isBusy}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    >
      <div className={cx(styles.room)}>
        {room !== undefined && <RoomFacts room={room} />}
        {lookedUp.state === 'asking' && (
          <div role="status" aria-label={t('communityAsking')}>
            <Skeleton shape="block" height={96} width="100%" />
          </div>
        )}
        {shownFault !== undefined && (
          <p className={cx(styles.fault)} role="alert" data-testid="error-message">
            {t(shownFault)}
          </p>
        )}
        {hasWebPage && (
          <Button
            size="small"
            variant="plain"
            onPress={() => dispatch(dialogReplaced({ kind: 'open-url', url }))}
          >
            {t('communityOpenInBrowser')}
          </Button>
        )}
      </div>
    </ConfirmDialog>
  );
}
