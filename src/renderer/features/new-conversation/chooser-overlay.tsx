import { ChevronLeft, Globe, MessageSquarePlus, UserRoundPlus, UsersRound, X } from 'lucide-react';
import type { ReactNode } from 'react';

import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { ABOVE_OVERLAY, cx, IconButton, LinkRow, SettingGroup, useEscape } from '../../ui/index.ts';
import { JoinCommunity } from '../communities/join-community.tsx';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { CreateGroup } from '../groups/create-group.tsx';
import { RequestList } from '../requests/request-list.tsx';
import { type Overlay, overlayShown } from '../shell/navigation-slice.ts';
import styles from './chooser-overlay.module.css';
import { ContactList } from './contact-list.tsx';
import { InviteFriend } from './invite-friend.tsx';
import { NewMessage } from './new-message.tsx';

/** Lies over the list: what to begin, and who has asked. Spec 08, NEW-01 and LST-08. */
export function ChooserOverlay({ page }: { readonly page: Exclude<Overlay, 'none'> }) {
  const t = useText();
  const dispatch = useAppDispatch();
  switch (page) {
    case 'chooser':
      return (
        <Frame title={t('startConversation')} isFilled>
          <Choices />
          <ContactList />
        </Frame>
      );
    case 'new-message':
      return (
        <Frame title={t('messageNew')} hasBack>
          <NewMessage />
        </Frame>
      );
    case 'new-group':
      return (
        <Frame title={t('groupCreate')} hasBack isFilled>
          <CreateGroup />
        </Frame>
      );
    case 'join-community':
      return (
        <Frame title={t('communityJoin')} hasBack>
          <JoinCommunity />
        </Frame>
      );
    case 'invite':
      return (
        <Frame title={t('inviteAFriend')} hasBack>
          <InviteFriend />
        </Frame>
      );
    case 'requests':
      return (
        <Frame title={t('sessionMessageRequests')} isFilled>
          <RequestList onOpen={(id) => void dispatch(openConversation(id))} />
        </Frame>
      );
  }
}

function Frame(props: {
  readonly title: string;
  readonly hasBack?: boolean;
  /** What is inside reaches the edges, and scrolls by itself. */
  readonly isFilled?: boolean;
  readonly children: ReactNode;
}) {
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
      <div className={cx(styles.body, props.isFilled === true && styles.filled)}>{props.children}</div>
    </section>
  );
}

function Choices() {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <div className={cx(styles.choices)}>
      <SettingGroup>
        <LinkRow
          icon={<MessageSquarePlus size={20} aria-hidden />}
          label={t('messageNew')}
          onPress={() => dispatch(overlayShown('new-message'))}
          testId="chooser-new-conversation-button"
          isFirst
        />
        <LinkRow
          icon={<UsersRound size={20} aria-hidden />}
          label={t('groupCreate')}
          onPress={() => dispatch(overlayShown('new-group'))}
          testId="chooser-new-group"
        />
        <LinkRow
          icon={<Globe size={20} aria-hidden />}
          label={t('communityJoin')}
          onPress={() => dispatch(overlayShown('join-community'))}
          testId="chooser-new-community"
        />
        <LinkRow
          icon={<UserRoundPlus size={20} aria-hidden />}
          label={t('inviteAFriend')}
          onPress={() => dispatch(overlayShown('invite'))}
          testId="chooser-invite-friend"
        />
      </SettingGroup>
    </div>
  );
}
