import type { ReactNode } from 'react';

import type { RoomRole } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Crowned, cx } from '../../ui/index.ts';
import { WhisperMark } from '../communities/post-marks.tsx';
import { RoleBadge } from '../communities/room-person.tsx';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { selectPerson } from '../groups/people-slice.ts';
import { MemberAvatar } from '../media/person-avatar.tsx';
import { useAuthorName, useOpenConversation } from './conversation-context.ts';
import styles from './message-author.module.css';
import type { MessageListItem } from './message-list-items.ts';
import rowStyles from './message-row.module.css';

/** px of a picture beside a message. Spec 08 §4.5. */
const PICTURE = 36;

/** What a message holds, in a group or a room with who wrote it: the name over the first of a run, the picture beside the last. Spec 08, CNV-02. */
export function WithAuthor({
  item: { message, isRunStart, isRunEnd },
  children,
}: {
  readonly item: MessageListItem;
  readonly children: ReactNode;
}) {
  const { conversation } = useOpenConversation();
  const nameOf = useAuthorName();
  const { authorId, deletion, post } = message;
  const stack = (
    <div className={cx('module-message__container', rowStyles.stack)}>
      <WhisperMark post={post} nameOf={nameOf} />
      {children}
    </div>
  );
  const isShared = conversation.kind === 'group' || conversation.kind === 'community';
  if (!isShared || message.direction === 'outgoing') return stack;
  return (
    <div className={cx(styles.line)}>
      {isRunStart && <AuthorName accountId={authorId} role={post?.role} />}
      <span className={cx(styles.place, deletion === undefined && styles['above-footer'])}>
        {isRunEnd && <AuthorPicture accountId={authorId} role={post?.role} />}
      </span>
      {stack}
    </div>
  );
}

interface AuthorProps {
  readonly accountId: string;
  /** What they are in the room. */
  readonly role: RoomRole | undefined;
}

/** Pointers only: the menu of a message leads to its author too. */
function AuthorPicture({ accountId, role }: AuthorProps) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { conversation, group } = useOpenConversation();
  const nameOf = useAuthorName();
  const person = useAppSelector((state) => selectPerson(state, accountId));
  const isAdmin =
    role === 'admin' ||
    group?.members.some((member) => member.accountId === accountId && member.isAdmin) === true;
  const picture = <MemberAvatar of={{ accountId, name: '', ...person }} size={PICTURE} />;
  const from = conversation.kind === 'community' ? { conversationId: conversation.id } : {};
  return (
    <button
      type="button"
      className={cx(styles.picture)}
      tabIndex={-1}
      aria-label={t(isAdmin ? 'userDetailsOfAdmin' : 'userDetailsOf', { name: nameOf(accountId) })}
      onClick={() => dispatch(dialogOpened({ kind: 'user-profile', accountId, ...from }))}
    >
      {isAdmin ? <Crowned>{picture}</Crowned> : picture}
    </button>
  );
}

function AuthorName({ accountId, role = 'none' }: AuthorProps) {
  const nameOf = useAuthorName();
  return (
    <span className={cx(styles.name)}>
      <bdi className="one-line" data-testid="module-message__author__profile-name">
        {nameOf(accountId)}
      </bdi>
      <RoleBadge role={role} />
    </span>
  );
}
