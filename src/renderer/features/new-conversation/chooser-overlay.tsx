import { ChevronLeft, MessageSquarePlus, NotebookPen, UserRoundPlus, X } from 'lucide-react';
import type { ReactNode } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { ABOVE_OVERLAY, cx, IconButton, LinkRow, SettingGroup, useEscape } from '../../ui/index.ts';
import { startConversation } from '../conversation/conversation-thunks.ts';
import { type Overlay, overlayShown } from '../shell/navigation-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import styles from './chooser-overlay.module.css';
import { InviteFriend } from './invite-friend.tsx';
import { NewMessage } from './new-message.tsx';

/** Lies over the list: what to begin. Spec 08, NEW-01. */
export function ChooserOverlay({ page }: { readonly page: Exclude<Overlay, 'none'> }) {
  const t = useText();
  switch (page) {
    case 'chooser':
      return (
        <Frame title={t('startConversation')}>
          <Choices />
        </Frame>
      );
    case 'new-message':
      return (
        <Frame title={t('messageNew')} hasBack>
          <NewMessage />
        </Frame>
      );
    case 'invite':
      return (
        <Frame title={t('inviteAFriend')} hasBack>
          <InviteFriend />
        </Frame>
      );
  }
}

function Frame(props: { readonly title: string; readonly hasBack?: boolean; readonly children: ReactNode }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const close = () => dispatch(overlayShown('none'));
  const back = () => dispatch(overlayShown('chooser'));
  useEscape(ABOVE_OVERLAY, props.hasBack === true ? back : close);
  return (
    <section className={cx(styles.overlay)} aria-label={props.title}>
      <header className={cx(styles.header)}>
        {props.hasBack === true && (
          <IconButton
            label={t('back')}
            icon={<ChevronLeft className={cx(styles.arrow)} size={22} aria-hidden />}
            onPress={back}
          />
        )}
        <h1 className={cx(styles.title, props.hasBack !== true && styles.indented)}>{props.title}</h1>
        <IconButton label={t('close')} icon={<X size={20} aria-hidden />} onPress={close} />
      </header>
      <div className={cx(styles.body)}>{props.children}</div>
    </section>
  );
}

function Choices() {
  const t = useText();
  const dispatch = useAppDispatch();
  const ownId = useAppSelector((state) => selectAccount(state)?.id);
  const openNoteToSelf = async () => {
    if (ownId === undefined) return;
    const code = await dispatch(startConversation(ownId));
    if (code !== undefined) dispatch(errorShown({ code }));
  };
  return (
    <SettingGroup>
      <LinkRow
        icon={<MessageSquarePlus size={20} aria-hidden />}
        label={t('messageNew')}
        onPress={() => dispatch(overlayShown('new-message'))}
        testId="chooser-new-conversation-button"
        isFirst
      />
      <LinkRow
        icon={<NotebookPen size={20} aria-hidden />}
        label={t('noteToSelf')}
        onPress={() => void openNoteToSelf()}
        testId="chooser-note-to-self"
      />
      <LinkRow
        icon={<UserRoundPlus size={20} aria-hidden />}
        label={t('inviteAFriend')}
        onPress={() => dispatch(overlayShown('invite'))}
        testId="chooser-invite-friend"
      />
    </SettingGroup>
  );
}
