import { Pencil } from 'lucide-react';
import { useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, ExpandableText, IconButton } from '../../ui/index.ts';
import cardStyles from '../conversation-settings/person-card.module.css';
import { useConversationName } from '../conversations/conversation-name.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import styles from './group-card.module.css';
import { useGroup } from './use-group.ts';

const SMALL = 90;
const LARGE = 190;

/** What a group is: picture, name, description, how many are in it. Spec 08, CST-01. */
export function GroupCard({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const nameOf = useConversationName();
  const group = useGroup(conversation);
  const [isLarge, setLarge] = useState(false);
  const { id: conversationId, groupAccess, members } = conversation;
  const name = nameOf(conversation);
  return (
    <section className={cx(cardStyles.card)} aria-label={name}>
      <button
        type="button"
        className={cx(cardStyles.picture, conversation.picture === undefined && styles.discs)}
        aria-label={t(isLarge ? 'profilePictureSmaller' : 'profilePictureLarger')}
        aria-pressed={isLarge}
        onClick={() => setLarge(!isLarge)}
        data-testid="profile-picture"
      >
        <PersonAvatar of={conversation} size={isLarge ? LARGE : SMALL} />
      </button>
      <div className={cx(cardStyles.names)}>
        <h3 className={cx(cardStyles.name)}>
          <bdi data-testid="group-name">{name}</bdi>
        </h3>
        {groupAccess === 'admin' && (
          <IconButton
            size="small"
            label={t('groupEdit')}
            icon={<Pencil size={16} aria-hidden />}
            onPress={() => dispatch(dialogOpened({ kind: 'edit-group', conversationId }))}
            testId="edit-group-name"
          />
        )}
      </div>
      {members !== undefined && (
        <p className={cx(cardStyles.other)}>{t('members', { count: members.count })}</p>
      )}
      {group !== undefined && group.description !== '' && (
        <div className={cx(styles.description)} dir="auto" data-testid="group-description">
          <ExpandableText lines={6} moreLabel={t('readMoreCapital')}>
            {group.description}
          </ExpandableText>
        </div>
      )}
    </section>
  );
}
