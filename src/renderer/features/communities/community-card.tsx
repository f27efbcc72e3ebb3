import { Pencil, UsersRound } from 'lucide-react';
import { useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, ExpandableText, IconButton, QrCode } from '../../ui/index.ts';
import cardStyles from '../conversation-settings/person-card.module.css';
import { useConversationName } from '../conversations/conversation-name.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './community-card.module.css';
import { communityPlace } from './community-url.ts';
import { RoleBadge } from './room-person.tsx';

const SMALL = 90;
const LARGE = 190;
/** px of the code. */
const CODE = 210;

/** What a room is: picture, name, description, who is there, and where. Spec 08, CST-01 and COM-01. */
export function CommunityCard({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const nameOf = useConversationName();
  const [isLarge, setLarge] = useState(false);
  const { id: conversationId, community } = conversation;
  const name = nameOf(conversation);
  if (community === undefined) return undefined;
  return (
    <section className={cx(cardStyles.card)} aria-label={name}>
      <button
        type="button"
        className={cx(cardStyles.picture)}
        aria-label={t(isLarge ? 'profilePictureSmaller' : 'profilePictureLarger')}
        aria-pressed={isLarge}
        onClick={() => setLarge(!isLarge)}
        data-testid="profile-picture"
      >
        <PersonAvatar of={conversation} size={isLarge ? LARGE : SMALL} />
      </button>
      <div className={cx(cardStyles.names)}>
        <h3 className={cx(cardStyles.name)}>
          <bdi data-testid="community-name">{name}</bdi>
        </h3>
        {community.role === 'admin' && (
          <IconButton
            size="small"
            label={t('communityEdit')}
            icon={<Pencil size={16} aria-hidden />}
            onPress={() => dispatch(dialogOpened({ kind: 'edit-community', conversationId }))}
            testId="edit-community-details"
          />
        )}
      </div>
      {community.activeUsers > 0 && (
        <p className={cx(styles.active)}>
          <UsersRound size={15} aria-hidden />
          {t('communityActive', { count: community.activeUsers })}
        </p>
      )}
      {community.role !== 'none' && (
        <p className={cx(styles.role)}>
          <RoleBadge role={community.role} />
        </p>
      )}
      {community.description !== '' && (
        <div className={cx(styles.description)} dir="auto" data-testid="group-description">
          <ExpandableText lines={6} moreLabel={t('readMoreCapital')}>
            {community.description}
          </ExpandableText>
        </div>
      )}
      <Address url={community.url} place={communityPlace(community)} />
    </section>
  );
}

/** Where the room is: what others need to join it. */
function Address({ url, place }: { readonly url: string; readonly place: string }) {
  const t = useText();
  const copy = useCopy();
  const [isCode, setCode] = useState(false);
  return (
    <>
      <p className={cx(cardStyles.pill)}>{t('communityUrl')}</p>
      {isCode ? (
        <QrCode text={url} label={t('communityQr')} size={CODE} />
      ) : (
        <p className={cx(styles.place)} dir="ltr" translate="no" data-testid="community-place">
          {place}
        </p>
      )}
      <div className={cx(cardStyles.buttons)}>
        <Button onPress={() => void copy(url)}>{t('copy')}</Button>
        <Button onPress={() => setCode(!isCode)} testId="view-qr-code-button">
          {t(isCode ? 'qrHide' : 'qrView')}
        </Button>
      </div>
    </>
  );
}
