import { UserPlus } from 'lucide-react';
import { useMemo, useState } from 'react';

import type { ConversationView, GroupMemberView, GroupView } from '../../../ipc/index.ts';
import { plainText } from '../../app/text/plain-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog, LinkRow, SearchField, SettingGroup, Skeleton } from '../../ui/index.ts';
import { shortId } from '../conversations/conversation-name.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed, dialogOpened, dialogReplaced } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { MemberRow } from './member-row.tsx';
import { isRemovable, membersInOrder } from './member-status.ts';
import styles from './members-dialog.module.css';
import { isWritable, useGroup } from './use-group.ts';

/** With fewer members all of them are in sight anyway. */
const WORTH_SEARCHING = 8;

/** Everybody in a group; admins may invite, promote and remove. Spec 08, GRP-03, GRP-05 and GRP-09. */
export function MembersDialog({
  conversationId,
  chosen,
}: {
  readonly conversationId: number;
  readonly chosen?: readonly string[] | undefined;
}) {
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  return conversation && <Members conversation={conversation} initial={chosen ?? []} />;
}

function Members({
  conversation,
  initial,
}: {
  readonly conversation: ConversationView;
  readonly initial: readonly string[];
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const group = useGroup(conversation);
  const isAdmin = conversation.groupAccess === 'admin' && isWritable(conversation);
  const [ticked, setTicked] = useState(initial);
  // Who is an admin meanwhile, or gone, is not ticked any more.
  const chosen = ticked.filter((id) =>
    group?.members.some((member) => member.accountId === id && isRemovable(member)),
  );
  const { id: conversationId } = conversation;
  const ask = (kind: 'promote-members' | 'remove-members') => {
    // What is ticked is still ticked when the question is answered with no.
    dispatch(dialogReplaced({ kind: 'group-members', conversationId, chosen }));
    dispatch(dialogOpened({ kind, conversationId, memberIds: chosen }));
  };
  return (
    <Dialog
      modalId="groupMembersModal"
      title={t(isAdmin ? 'manageMembers' : 'groupMembers')}
      labels={labels}
      size="medium"
      onClose={() => dispatch(dialogClosed())}
      {...(chosen.length === 0
        ? {}
        : {
            actions: (
              <>
                <Button
                  variant="danger"
                  onPress={() => ask('remove-members')}
                  testId="session-confirm-ok-button"
                >
                  {t('remove')}
                </Button>
                <Button onPress={() => ask('promote-members')} testId="promote-members-button">
                  {t('adminPromote')}
                </Button>
              </>
            ),
          })}
    >
      {isAdmin && (
        <SettingGroup>
          <LinkRow
            icon={<UserPlus size={20} aria-hidden />}
            label={t('membersInvite')}
            onPress={() => dispatch(dialogOpened({ kind: 'invite-to-group', conversationId }))}
            testId="invite-contacts-button"
          />
        </SettingGroup>
      )}
      {group === undefined ? (
        <Skeleton shape="block" height={180} width="100%" />
      ) : (
        <MemberList
          group={group}
          isManaged={isAdmin}
          chosen={chosen}
          onToggle={(id) =>
            setTicked(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
          }
        />
      )}
    </Dialog>
  );
}

function MemberList(props: {
  readonly group: GroupView;
  readonly isManaged: boolean;
  readonly chosen: readonly string[];
  readonly onToggle: (id: string) => void;
}) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const { members } = props.group;
  const shown = useMemo(
    () => membersInOrder(members).filter((member) => fits(member, { typed, you: t('you') })),
    [members, t, typed],
  );
  return (
    <>
      {members.length > WORTH_SEARCHING && (
        <div className={cx(styles.search)}>
          <SearchField
            label={t('groupMembersSearch')}
            clearLabel={t('searchClear')}
            value={typed}
            onChange={setTyped}
            testId="search-members-field"
          />
        </div>
      )}
      <p className={cx(styles.count)} role="status">
        {shown.length === 0
          ? t('searchMatchesNoneSpecific', { query: typed.trim() })
          : t('members', { count: shown.length })}
      </p>
      <ul className={cx(styles.list)} aria-label={t('groupMembers')}>
        {shown.map((member) => (
          <MemberRow
            key={member.accountId}
            member={member}
            conversationId={props.group.conversationId}
            isManaged={props.isManaged}
            isChosen={props.chosen.includes(member.accountId)}
            onToggle={() => props.onToggle(member.accountId)}
          />
        ))}
      </ul>
    </>
  );
}

function fits(
  { name, accountId, isUs }: GroupMemberView,
  { typed, you }: { readonly typed: string; readonly you: string },
): boolean {
  const wanted = plainText(typed.trim());
  const shown = isUs ? `${you} ${name}` : name || shortId(accountId);
  return wanted === '' || plainText(shown).includes(wanted) || accountId.startsWith(wanted);
}
