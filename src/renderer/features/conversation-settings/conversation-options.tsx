import {
  Ban,
  Bell,
  Copy,
  Download,
  Ear,
  Eraser,
  Eye,
  EyeOff,
  Images,
  Link as LinkIcon,
  LogOut,
  type LucideIcon,
  MessageSquareX,
  Pin,
  PinOff,
  ShieldMinus,
  ShieldPlus,
  Timer,
  Trash2,
  UserRoundCheck,
  UserRoundPlus,
  UserRoundX,
  UsersRound,
} from 'lucide-react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { LinkRow, SettingGroup } from '../../ui/index.ts';
import { usePin } from '../conversations/use-pin.ts';
import {
  type ConversationQuestion,
  type ConversationSettingsPage,
  type DialogDescription,
  dialogOpened,
  dialogReplaced,
} from '../dialogs/dialogs-slice.ts';
import { useCopy } from '../toasts/use-copy.ts';
import { type OptionId, optionsOf } from './option-model.ts';

interface OptionLook {
  readonly icon: LucideIcon;
  readonly label: TextKey;
  /** Where the contract has one name for a row and its opposite. */
  readonly testId?: string;
}

const LOOKS = {
  'copy-account-id': { icon: Copy, label: 'accountIDCopy' },
  'disappearing-messages': { icon: Timer, label: 'disappearingMessages' },
  'pin-conversation': { icon: Pin, label: 'pin' },
  notifications: { icon: Bell, label: 'sessionNotifications' },
  attachments: { icon: Images, label: 'attachments' },
  'export-conversation': { icon: Download, label: 'exportConversation' },
  'block-user': { icon: Ban, label: 'block' },
  'unblock-user': { icon: Ban, label: 'blockUnblock', testId: 'block-user' },
  'hide-nts': { icon: EyeOff, label: 'noteToSelfHide' },
  'show-nts': { icon: Eye, label: 'noteToSelfShow' },
  'clear-all-messages': { icon: Eraser, label: 'clearMessages' },
  'delete-conversation': { icon: MessageSquareX, label: 'conversationsDelete' },
  'delete-contact': { icon: UserRoundX, label: 'contactDelete' },
  'delete-request': { icon: UserRoundX, label: 'messageRequestDelete', testId: 'delete-contact' },
  'invite-contacts': { icon: UserRoundPlus, label: 'membersInvite' },
  'manage-members': { icon: UsersRound, label: 'manageMembers' },
  'group-members': { icon: UsersRound, label: 'groupMembers' },
  'leave-group': { icon: LogOut, label: 'groupLeave' },
  'delete-group': { icon: Trash2, label: 'groupDelete' },
  'forget-group': { icon: Trash2, label: 'groupForget' },
  'copy-community-url': { icon: LinkIcon, label: 'communityUrlCopy' },
  'community-people': { icon: UsersRound, label: 'communityPeople' },
  'pinned-posts': { icon: Pin, label: 'communityPinned' },
  'invite-to-community': { icon: UserRoundPlus, label: 'membersInvite', testId: 'invite-contacts' },
  'add-admins': { icon: ShieldPlus, label: 'communityAdminsAdd' },
  'remove-admins': { icon: ShieldMinus, label: 'communityAdminsRemove' },
  whisper: { icon: Ear, label: 'whisperModerators' },
  'ban-user': { icon: Ban, label: 'banUser' },
  'unban-user': { icon: UserRoundCheck, label: 'banUnbanUser' },
  'delete-own-posts': { icon: Trash2, label: 'communityDeleteOwn' },
  'leave-community': { icon: LogOut, label: 'communityLeave' },
} as const satisfies Record<OptionId, OptionLook>;

/** What is done by the click itself. */
const ACTIONS: ReadonlySet<OptionId> = new Set(['copy-account-id', 'copy-community-url', 'pin-conversation']);

const FAREWELLS: ReadonlySet<OptionId> = new Set(['leave-group', 'delete-group', 'forget-group']);

const COPY_BLINDED: OptionLook = { icon: Copy, label: 'blindedIdCopy' };
const UNPIN: OptionLook = { icon: PinOff, label: 'pinUnpin' };

/** The rows of everything that can be done with a conversation. Spec 08, CST-02. */
export function ConversationOptions({ conversation }: { readonly conversation: ConversationView }) {
  const actions = useActions(conversation);
  const { everyday, dangerous } = optionsOf(conversation);
  // The contract has one name for the row that takes the group away, whichever it is.
  const farewell = dangerous.find((id) => FAREWELLS.has(id));
  const row = (id: OptionId, isDangerous: boolean) => {
    const isUnpin = id === 'pin-conversation' && conversation.priority > 0;
    const isBlinded = id === 'copy-account-id' && conversation.kind === 'blinded';
    const look: OptionLook = isUnpin ? UNPIN : isBlinded ? COPY_BLINDED : LOOKS[id];
    const testId = id === farewell ? 'leave-group-button' : `${look.testId ?? id}-menu-option`;
    return <OptionRow key={id} {...{ id, look, testId, isDangerous }} onPress={actions[id]} />;
  };
  return (
    <>
      {everyday.length > 0 && <SettingGroup>{everyday.map((id) => row(id, false))}</SettingGroup>}
      <SettingGroup>{dangerous.map((id) => row(id, true))}</SettingGroup>
    </>
  );
}

function OptionRow(props: {
  readonly id: OptionId;
  readonly look: OptionLook;
  readonly testId: string;
  readonly isDangerous: boolean;
  readonly onPress: () => void;
}) {
  const t = useText();
  const Icon = props.look.icon;
  return (
    <LinkRow
      icon={<Icon size={20} aria-hidden />}
      label={t(props.look.label)}
      onPress={props.onPress}
      testId={props.testId}
      isDangerous={props.isDangerous}
      isAction={ACTIONS.has(props.id)}
    />
  );
}

function useActions({
  id,
  peerId,
  priority,
  groupAccess,
  community,
  isGroupExpired,
}: ConversationView): Readonly<Record<OptionId, () => void>> {
  const dispatch = useAppDispatch();
  const copy = useCopy();
  const pin = usePin();
  const show = (page: ConversationSettingsPage) => () =>
    dispatch(dialogReplaced({ kind: 'conversation-settings', conversationId: id, page }));
  const open = (dialog: DialogDescription) => () => dispatch(dialogOpened(dialog));
  const ask = (question: ConversationQuestion) =>
    open({ kind: 'conversation-question', conversationId: id, question });
  return {
    'copy-account-id': () => void copy(peerId, { toast: 'accountIdCopied' }),
    'disappearing-messages': show('disappearing'),
    'pin-conversation': () => pin({ id, priority }),
    notifications: show('notifications'),
    attachments: show('attachments'),
    'export-conversation': open({ kind: 'export-conversation', conversationId: id }),
    'block-user': ask('block'),
    'unblock-user': ask('unblock'),
    'hide-nts': ask('hide'),
    'show-nts': ask('show'),
    'clear-all-messages':
      groupAccess === 'admin' && isGroupExpired !== true
        ? open({ kind: 'clear-group', conversationId: id })
        : ask('clear-messages'),
    'delete-conversation': ask('delete-conversation'),
    'delete-contact': ask('delete-contact'),
    'delete-request': ask('delete-request'),
    'invite-contacts': open({ kind: 'invite-to-group', conversationId: id }),
    'manage-members': open({ kind: 'group-members', conversationId: id }),
    'group-members': open({ kind: 'group-members', conversationId: id }),
    'leave-group': ask('leave-group'),
    'delete-group': ask('delete-group'),
    'forget-group': ask('forget-group'),
    'copy-community-url': () => void copy(community?.url ?? ''),
    'community-people': open({ kind: 'community-people', conversationId: id }),
    'pinned-posts': open({ kind: 'pinned-posts', conversationId: id }),
    'invite-to-community': open({ kind: 'invite-to-community', conversationId: id }),
    'add-admins': open({ kind: 'add-admins', conversationId: id }),
    'remove-admins': open({ kind: 'remove-admins', conversationId: id }),
    whisper: open({ kind: 'whisper', conversationId: id }),
    'ban-user': open({ kind: 'ban-user', conversationId: id }),
    'unban-user': open({ kind: 'unban-user', conversationId: id }),
    'delete-own-posts': open({
      kind: 'delete-all-posts',
      conversationId: id,
      userId: community?.ownId ?? '',
    }),
    'leave-community': ask('leave-community'),
  };
}
