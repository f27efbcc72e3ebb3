import { useState } from 'react';

import type { RoomModeratorView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Checkbox, cx, RadioGroup, Skeleton } from '../../ui/index.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { FormDialog } from '../dialogs/form-dialog.tsx';
import styles from './community-dialogs.module.css';
import { MemberField } from './member-field.tsx';
import { type Reach, ReachChoice } from './reach-choice.tsx';
import { RoleBadge, RoomPersonRow, useRoomPersonName } from './room-person.tsx';
import { useMember } from './use-member.ts';
import { useModeration } from './use-moderation.ts';
import { useRoom } from './use-room.ts';

interface AdminProps {
  readonly conversationId: number;
  readonly userId?: string | undefined;
}

/** Makes somebody a moderator or an admin of a room. Spec 08, COM-03. */
export function AddAdminsDialog({ conversationId, userId }: AdminProps) {
  const t = useText();
  const dispatch = useAppDispatch();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const [setRole] = api.useSetCommunityRoleMutation();
  const { isBusy, tell } = useModeration();
  const member = useMember(userId);
  const [role, setWanted] = useState<'moderator' | 'admin'>('moderator');
  const [isHidden, setHidden] = useState(false);
  const [reach, setReach] = useState<Reach>('room');
  if (conversation === undefined) return undefined;
  const submit = async () => {
    if (isBusy || !member.check()) return;
    const work = setRole({ conversationId, userId: member.id, role, isHidden, reach });
    if (await tell(work, role === 'admin' ? 'communityAdminAdded' : 'communityModeratorAdded'))
      dispatch(dialogClosed());
  };
  return (
    <FormDialog
      modalId="addModeratorsModal"
      title={t('communityAdminsAdd')}
      submit={{
        label: t('add'),
        isBusy,
        isDisabled: member.id === '',
        onPress: () => void submit(),
        testId: 'add-admins-confirm-button',
      }}
      cancelTestId="add-admins-cancel-button"
    >
      <div className={cx(styles.form)}>
        <MemberField
          userId={member.typed}
          isFixed={userId !== undefined}
          onChange={member.type}
          onEnter={() => void submit()}
          error={member.fault}
          testId="add-admins-input"
          clearTestId="clear-add-admins-button"
        />
        <RadioGroup
          label={t('communityRole')}
          value={role}
          options={[
            {
              value: 'moderator',
              label: t('communityModerator'),
              description: t('communityModeratorDescription'),
              testId: 'role-moderator',
            },
            {
              value: 'admin',
              label: t('admin'),
              description: t('communityAdminDescription'),
              testId: 'role-admin',
            },
          ]}
          onChange={setWanted}
        />
        <Checkbox
          label={t('communityRoleHidden')}
          description={t('communityRoleHiddenDescription')}
          isChecked={isHidden}
          onChange={setHidden}
          testId="role-hidden"
        />
        <ReachChoice conversation={conversation} value={reach} onChange={setReach} />
      </div>
    </FormDialog>
  );
}

/** Takes the roles of moderators and admins of a room away. Spec 08, COM-03. */
export function RemoveAdminsDialog({ conversationId, userId }: AdminProps) {
  const t = useText();
  const dispatch = useAppDispatch();
  const nameOf = useRoomPersonName();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const room = useRoom(conversation);
  const [setRole] = api.useSetCommunityRoleMutation();
  const { isBusy, tell } = useModeration();
  const [chosenId, setChosenId] = useState(userId);
  const [reach, setReach] = useState<Reach>('room');
  if (conversation === undefined) return undefined;
  const chosen = room?.moderators.find(({ id }) => id === chosenId);
  const submit = async () => {
    if (chosen === undefined) return;
    const work = setRole({ conversationId, userId: chosen.id, role: 'none', reach });
    if (await tell(work, 'communityAdminRemoved')) dispatch(dialogClosed());
  };
  const label = ({ isHidden, ...person }: RoomModeratorView) =>
    isHidden ? t('communityRoleHiddenOf', { name: nameOf(person) }) : nameOf(person);
  return (
    <FormDialog
      modalId="removeModeratorsModal"
      title={t('communityAdminsRemove')}
      submit={{
        label: t('remove'),
        variant: 'danger',
        isBusy,
        isDisabled: chosen === undefined,
        onPress: () => void submit(),
        testId: 'session-confirm-ok-button',
      }}
      cancelTestId="session-confirm-cancel-button"
    >
      <div className={cx(styles.form)}>
        {room === undefined ? (
          <Skeleton shape="block" height={160} width="100%" />
        ) : room.moderators.length === 0 ? (
          <p className={cx(styles.nobody)}>{t('communityModeratorsNone')}</p>
        ) : (
          <RadioGroup
            label={t('communityModerators')}
            isLabelHidden
            value={chosenId}
            options={room.moderators.map((person) => ({
              value: person.id,
              label: label(person),
              description: t(person.role === 'admin' ? 'admin' : 'communityModerator'),
              labelTestId: 'module-contact-name__profile-name',
            }))}
            onChange={setChosenId}
          />
        )}
        <ReachChoice conversation={conversation} value={reach} onChange={setReach} />
      </div>
    </FormDialog>
  );
}

/** Who keeps order in a room, for everybody to see. */
export function ModeratorList({
  moderators,
  conversationId,
}: {
  readonly moderators: readonly RoomModeratorView[];
  readonly conversationId: number;
}) {
  const t = useText();
  return (
    <ul className={cx(styles.list)} aria-label={t('communityModerators')}>
      {moderators.map((person) => (
        <RoomPersonRow
          key={`${person.id} ${person.isHidden}`}
          person={person}
          conversationId={conversationId}
          {...(person.isHidden ? { about: t('communityRoleHiddenNote') } : {})}
          end={<RoleBadge role={person.role} />}
        />
      ))}
    </ul>
  );
}
