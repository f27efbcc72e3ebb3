import { useState } from 'react';

import type { RoomPreviewView } from '../../../ipc/index.ts';
import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { useAtLeast } from '../../app/use-at-least.ts';
import { Button, cx, Spinner, TextField } from '../../ui/index.ts';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { QrDrop } from '../new-conversation/qr-drop.tsx';
import { communityUrlIn } from './community-url.ts';
import { joinCommunity } from './join-thunks.ts';
import styles from './join-community.module.css';
import { RoomDirectory } from './room-directory.tsx';
import { RoomFacts } from './room-facts.tsx';
import { type LookedUp, useRoomPreview } from './use-room-preview.ts';

/** A spinner that was shown stays so long, so that it can be seen. Spec 08 §1. */
const SHOWN_MS = 500;

/** Joins a room by its address, by the picture of its code, or from the rooms of a server. Spec 08, NEW-05, NEW-08 and COM-08. */
export function JoinCommunity() {
  const t = useText();
  const dispatch = useAppDispatch();
  const [typed, setTyped] = useState('');
  const [directoryUrl, setDirectoryUrl] = useState<string>();
  const [isScanFailed, setScanFailed] = useState(false);
  const { fault, isBusy, isShownBusy, join, forget } = useJoin();
  const url = communityUrlIn(typed);
  const lookedUp = useRoomPreview(url);
  const take = (text: string) => {
    setTyped(text);
    setScanFailed(false);
    forget();
  };
  const choose = (room: RoomPreviewView) => {
    if (room.conversationId === undefined) dispatch(dialogOpened({ kind: 'join-community', url: room.url }));
    else void dispatch(openConversation(room.conversationId));
  };
  const shownFault = fault ?? (isScanFailed ? 'qrNotCommunity' : faultOf(lookedUp));
  return (
    <div className={cx(styles.page)}>
      <p className={cx(styles.description)}>{t('communityJoinDescription')}</p>
      <TextField
        label={t('communityEnterUrl')}
        value={typed}
        onChange={take}
        onEnter={() => void join(typed)}
        error={shownFault === undefined ? undefined : t(shownFault)}
        testId="join-community-conversation"
        autoFocus
      />
      {lookedUp.state === 'asking' && (
        <p className={cx(styles.asking)} role="status">
          <Spinner size={16} />
          {t('communityAsking')}
        </p>
      )}
      {lookedUp.state === 'found' && (
        <Found room={lookedUp.room} onRooms={() => setDirectoryUrl(lookedUp.room.url)} />
      )}
      <Button
        variant="solid"
        isWide
        isDisabled={typed.trim() === ''}
        isBusy={isBusy}
        onPress={() => void join(typed)}
        testId="join-community-button"
      >
        {t('join')}
      </Button>
      {isShownBusy && (
        <span className={cx(styles.spinner)}>
          <Spinner size={26} label={t('communityJoining')} testId="loading-spinner" />
        </span>
      )}
      <RoomDirectory
        url={directoryUrl}
        onChoose={choose}
        {...(directoryUrl === undefined ? {} : { onOfficial: () => setDirectoryUrl(undefined) })}
      />
      <QrDrop
        hint={t('qrDropCommunity')}
        onText={(text) => {
          const scanned = communityUrlIn(text);
          if (scanned === undefined) setScanFailed(true);
          else take(scanned);
        }}
        onNothing={() => setScanFailed(true)}
      />
    </div>
  );
}

function Found({ room, onRooms }: { readonly room: RoomPreviewView; readonly onRooms: () => void }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { conversationId } = room;
  return (
    <div className={cx(styles.found)}>
      <RoomFacts room={room} />
      <div className={cx(styles.ways)}>
        {conversationId !== undefined && (
          <Button size="small" onPress={() => void dispatch(openConversation(conversationId))}>
            {t('communityOpen')}
          </Button>
        )}
        <Button size="small" variant="plain" onPress={onRooms}>
          {t('communityRoomsMore')}
        </Button>
      </div>
    </div>
  );
}

/** What is wrong with an address is said as soon as its server has said so. */
function faultOf(lookedUp: LookedUp): TextKey | undefined {
  return lookedUp.state === 'failed' ? errorKey(lookedUp.code) : undefined;
}

function useJoin() {
  const dispatch = useAppDispatch();
  const [fault, setFault] = useState<TextKey>();
  const [isBusy, setBusy] = useState(false);
  const [tries, setTries] = useState(0);
  const isHeld = useAtLeast(tries, SHOWN_MS);
  const join = async (typed: string) => {
    if (isBusy || typed.trim() === '') return;
    setBusy(true);
    setTries((count) => count + 1);
    const code = await dispatch(joinCommunity(communityUrlIn(typed) ?? typed.trim()));
    setBusy(false);
    // That it is joined already is said by a toast.
    setFault(code === undefined || code === 'community-joined-already' ? undefined : errorKey(code));
  };
  return { fault, isBusy, isShownBusy: isBusy || isHeld, join, forget: () => setFault(undefined) };
}
