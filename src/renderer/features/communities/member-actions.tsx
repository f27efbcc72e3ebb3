import { Ban, ShieldMinus, ShieldPlus, SlidersHorizontal, Trash2, UserRoundCheck } from 'lucide-react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { LinkRow, SettingGroup } from '../../ui/index.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { type DialogDescription, dialogOpened } from '../dialogs/dialogs-slice.ts';
import { isModerator, useRoom } from './use-room.ts';

/** What those who keep order in a room can do about somebody. Spec 08, COM-03. */
export function MemberActions({
  conversationId,
  userId,
}: {
  readonly conversationId: number;
  readonly userId: string;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const room = useRoom(conversation);
  if (!isModerator(room?.role) || userId === room?.ownId) return undefined;
  const open = (dialog: DialogDescription) => () => dispatch(dialogOpened(dialog));
  const of = { conversationId, userId };
  const hasRole = room?.moderators.some(({ id }) => id === userId) === true;
  return (
    <SettingGroup label={t('communityModeration')}>
      {room?.role === 'admin' && (
        <LinkRow
          icon={hasRole ? <ShieldMinus size={20} aria-hidden /> : <ShieldPlus size={20} aria-hidden />}
          label={t(hasRole ? 'communityRoleTake' : 'communityRoleGive')}
          onPress={open({ kind: hasRole ? 'remove-admins' : 'add-admins', ...of })}
          testId="member-role-option"
        />
      )}
      <LinkRow
        icon={<SlidersHorizontal size={20} aria-hidden />}
        label={t('communityMemberRights')}
        onPress={open({ kind: 'member-rights', ...of })}
        testId="member-rights-option"
      />
      <LinkRow
        icon={<UserRoundCheck size={20} aria-hidden />}
        label={t('banUnbanUser')}
        onPress={open({ kind: 'unban-user', ...of })}
        testId="member-unban-option"
      />
      <LinkRow
        icon={<Ban size={20} aria-hidden />}
        label={t('banUser')}
        onPress={open({ kind: 'ban-user', ...of })}
        isDangerous
        testId="member-ban-option"
      />
      <LinkRow
        icon={<Trash2 size={20} aria-hidden />}
        label={t('communityDeleteAll')}
        onPress={open({ kind: 'delete-all-posts', ...of })}
        isDangerous
        testId="member-delete-all-option"
      />
    </SettingGroup>
  );
}
