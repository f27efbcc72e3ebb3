import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

import type { GroupMemberView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, Checkbox, Crowned, cx } from '../../ui/index.ts';
import { shortId } from '../conversations/conversation-name.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { MemberAvatar } from '../media/person-avatar.tsx';
import { errorShown } from '../toasts/toasts-slice.ts';
import { isFailed, isRemovable, resendable, STATUS_WORDS, wordsForOthers } from './member-status.ts';
import styles from './members-dialog.module.css';

export interface MemberRowProps {
  readonly member: GroupMemberView;
  readonly conversationId: number;
  /** We are an admin: members can be ticked, and invitations sent again. */
  readonly isManaged: boolean;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

/** One member: picture, name, how far their invitation is, and what an admin can do about it. Spec 08, GRP-03. */
export function MemberRow({ member, conversationId, isManaged, isChosen, onToggle }: MemberRowProps) {
  const t = useText();
  const name = member.isUs ? t('you') : member.name || shortId(member.accountId);
  const words = <MemberWords member={member} name={name} isManaged={isManaged} />;
  const resend = isManaged ? resendable(member.status) : undefined;
  return (
    <li className={cx(styles.row)} data-testid="contact">
      <MemberPicture member={member} name={name} />
      {isManaged && isRemovable(member) ? (
        <span className={cx(styles.choice)}>
          <Checkbox label={name} isChecked={isChosen} onChange={onToggle} testId="select-contact">
            {words}
          </Checkbox>
        </span>
      ) : (
        <span className={cx(styles.fixed)}>{words}</span>
      )}
      {resend !== undefined && <ResendButton {...{ conversationId, member, name, what: resend }} />}
    </li>
  );
}

function MemberWords({
  member,
  name,
  isManaged,
}: Pick<MemberRowProps, 'member' | 'isManaged'> & { readonly name: string }) {
  const t = useText();
  const status = isManaged ? STATUS_WORDS[member.status] : wordsForOthers(member.status);
  const hasFailed = isManaged && isFailed(member.status);
  return (
    <span className={cx(styles.words)}>
      <span className={cx(styles.name)} data-testid="group-member-name">
        <bdi className="one-line" data-testid="module-contact-name__profile-name">
          {name}
        </bdi>
      </span>
      {status === undefined ? (
        member.isAdmin && <span className={cx(styles.status)}>{t('admin')}</span>
      ) : (
        <span
          className={cx(styles.status, hasFailed && styles.failed)}
          data-testid="group-member-status-text"
        >
          {hasFailed && <CircleAlert size={13} aria-hidden />}
          {t(status)}
        </span>
      )}
    </span>
  );
}

/** Leads to their profile; ours stands in the settings. */
function MemberPicture({ member, name }: { readonly member: GroupMemberView; readonly name: string }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { accountId, isUs, isAdmin } = member;
  const picture: ReactNode = <MemberAvatar of={member} size={40} />;
  const crowned = isAdmin ? <Crowned>{picture}</Crowned> : picture;
  if (isUs) return crowned;
  return (
    <button
      type="button"
      className={cx(styles.picture)}
      aria-label={t('userDetailsOf', { name })}
      onClick={() => dispatch(dialogOpened({ kind: 'user-profile', accountId }))}
    >
      {crowned}
    </button>
  );
}

function ResendButton(props: {
  readonly conversationId: number;
  readonly member: GroupMemberView;
  readonly name: string;
  readonly what: 'invite' | 'promotion';
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const [resend, { isLoading }] = api.useResendInvitationsMutation();
  const { conversationId, member, what } = props;
  const run = async () => {
    const { error } = await resend({ conversationId, memberIds: [member.accountId] });
    if (error !== undefined) dispatch(errorShown(error));
  };
  return (
    <span className={cx(styles.action)}>
      <Button
        size="small"
        isBusy={isLoading}
        label={t(what === 'invite' ? 'groupInviteResendTo' : 'adminPromotionResendTo', { name: props.name })}
        onPress={() => void run()}
        testId={what === 'invite' ? 'resend-invite-button' : 'resend-promote-button'}
      >
        {t('resend')}
      </Button>
    </span>
  );
}
