import type { ReactNode } from 'react';

import type { RoomPersonView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Badge, cx } from '../../ui/index.ts';
import { shortId } from '../conversations/conversation-name.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { MemberAvatar, OwnAvatar } from '../media/person-avatar.tsx';
import styles from './community-dialogs.module.css';

/** px of a picture in a list. */
const PICTURE = 36;

/** What somebody in a room is called. */
export function useRoomPersonName(): (person: Pick<RoomPersonView, 'id' | 'name' | 'isUs'>) => string {
  const t = useText();
  return ({ id, name, isUs }) => (isUs ? t('you') : name || shortId(id));
}

/** What they are in the room; nothing for the many who are nothing in particular. */
export function RoleBadge({ role }: { readonly role: 'none' | 'moderator' | 'admin' }) {
  const t = useText();
  if (role === 'none') return undefined;
  return (
    <Badge tone="accent" testId="community-role">
      {t(role === 'admin' ? 'admin' : 'communityModerator')}
    </Badge>
  );
}

/** Somebody in a room, as a row of a list that leads to them. */
export function RoomPersonRow({
  person,
  conversationId,
  about,
  end,
}: {
  readonly person: RoomPersonView;
  readonly conversationId: number;
  /** More about them, below their name. */
  readonly about?: ReactNode;
  readonly end?: ReactNode;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const name = useRoomPersonName()(person);
  const words = (
    <>
      <RoomPersonPicture person={person} size={PICTURE} />
      <span className={cx(styles.words)}>
        <bdi className={cx(styles.name)} data-testid="module-contact-name__profile-name">
          {name}
        </bdi>
        {about !== undefined && <span className={cx(styles.about)}>{about}</span>}
      </span>
    </>
  );
  return (
    <li className={cx(styles.row)} data-testid="contact">
      {person.isUs ? (
        <span className={cx(styles.person)}>{words}</span>
      ) : (
        <button
          type="button"
          className={cx(styles.person)}
          aria-label={t('userDetailsOf', { name })}
          onClick={() =>
            dispatch(dialogOpened({ kind: 'user-profile', accountId: person.id, conversationId }))
          }
        >
          {words}
        </button>
      )}
      {end}
    </li>
  );
}

export function RoomPersonPicture({
  person: { id, accountId, name, picture, isUs },
  size,
}: {
  readonly person: RoomPersonView;
  readonly size: number;
}) {
  if (isUs) return <OwnAvatar size={size} />;
  return (
    <MemberAvatar
      of={{ accountId: accountId ?? id, name, ...(picture === undefined ? {} : { picture }) }}
      size={size}
    />
  );
}
