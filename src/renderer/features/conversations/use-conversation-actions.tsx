import {
  Ban,
  Bell,
  BellOff,
  Check,
  Copy,
  Eraser,
  Eye,
  EyeOff,
  Info,
  LogOut,
  Mail,
  MailOpen,
  PencilLine,
  Pin,
  PinOff,
  Trash2,
  UserRoundCheck,
  UserRoundPlus,
  UserRoundX,
  type LucideIcon,
} from 'lucide-react';

import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import type { ContextMenuItem } from '../../ui/index.ts';
import { isModerator } from '../communities/use-room.ts';
import { type ConversationQuestion, type DialogDescription, dialogOpened } from '../dialogs/dialogs-slice.ts';
import { isInGroup, isWritable } from '../groups/use-group.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { useCopy } from '../toasts/use-copy.ts';
import { isMuted, isUnread } from './conversation-order.ts';
import { useChangeConversation } from './use-change-conversation.ts';
import { usePin } from './use-pin.ts';

interface Action {
  readonly id: string;
  readonly textKey: TextKey;
  readonly icon: LucideIcon;
  readonly run: () => void;
  readonly isDangerous?: true;
  readonly testId?: string;
}

/** The items of a conversation's menu: those that apply, in the order of spec 08, LST-10. */
export function useConversationActions(): (conversation: ConversationView) => readonly ContextMenuItem[] {
  const t = useText();
  const requestActions = useRequestActions();
  const placeActions = usePlaceActions();
  const personActions = usePersonActions();
  const groupActions = useGroupActions();
  const roomActions = useRoomActions();
  const notifications = useNotificationsItem();
  const item = ({ id, textKey, icon: Icon, run, isDangerous, testId }: Action): ContextMenuItem => ({
    id,
    label: t(textKey),
    icon: <Icon size={16} aria-hidden />,
    onAction: run,
    ...(isDangerous === undefined ? {} : { isDangerous }),
    ...(testId === undefined ? {} : { testId }),
  });
  return (conversation) => {
    const { kind, isRequest } = conversation;
    if (isRequest) return requestActions(conversation).map(item);
    const { pin, copy, read, hide } = placeActions(conversation);
    const { nickname, details, block, remove, forget, clear } = personActions(conversation);
    if (kind === 'note-to-self') return [pin, copy, read, hide, clear].map(item);
    if (kind === 'group') {
      const { invite, farewells } = groupActions(conversation);
      if (!isWritable(conversation)) return [pin, read, ...farewells].map(item);
      return [item(pin), notifications(conversation), ...[read, ...invite, ...farewells, clear].map(item)];
    }
    if (kind === 'community') {
      const { copyUrl, invite, leave, ban, unban } = roomActions(conversation);
      const order = isModerator(conversation.community?.role) ? [ban, unban] : [];
      return [
        ...[pin, copyUrl].map(item),
        notifications(conversation),
        ...[read, invite, leave, ...order, clear].map(item),
      ];
    }
    if (kind === 'blinded') {
      return [
        ...[pin, copy].map(item),
        notifications(conversation),
        ...[read, details, remove, clear].map(item),
      ];
    }
    return [
      ...[pin, copy].map(item),
      notifications(conversation),
      ...[read, nickname, details, block, remove, forget, clear].map(item),
    ];
  };
}

/** What concerns the place in the list. */
function usePlaceActions() {
  const dispatch = useAppDispatch();
  const pin = usePin();
  const copy = useCopy();
  const change = useChangeConversation();
  const [markRead] = api.useMarkReadMutation();
  return (conversation: ConversationView) => {
    const { id, peerId, priority, lastActiveMs } = conversation;
    const read = () => {
      if (conversation.isMarkedUnread) change(id, { isMarkedUnread: false });
      void markRead({ conversationId: id, upToSentAtMs: lastActiveMs });
    };
    return {
      pin: action('pin', priority > 0 ? 'pinUnpin' : 'pin', priority > 0 ? PinOff : Pin, () =>
        pin(conversation),
      ),
      copy: action(
        'copy-account-id',
        'accountIDCopy',
        Copy,
        () => void copy(peerId, { toast: 'accountIdCopied' }),
      ),
      read: isUnread(conversation)
        ? action('mark-read', 'conversationMarkRead', MailOpen, read)
        : action('mark-unread', 'conversationMarkUnread', Mail, () => change(id, { isMarkedUnread: true })),
      hide:
        priority < 0
          ? action('show-nts', 'noteToSelfShow', Eye, () => change(id, { priority: 0 }))
          : action('hide-nts', 'noteToSelfHide', EyeOff, () =>
              dispatch(dialogOpened({ kind: 'conversation-question', conversationId: id, question: 'hide' })),
            ),
    };
  };
}

/** What concerns the person. */
function usePersonActions() {
  const dispatch = useAppDispatch();
  const open = (dialog: DialogDescription) => () => dispatch(dialogOpened(dialog));
  return ({ id: conversationId, peerId, isBlocked, groupAccess }: ConversationView) => {
    const ask = (question: ConversationQuestion) =>
      open({ kind: 'conversation-question', conversationId, question });
    return {
      nickname: action('nickname', 'nicknameSet', PencilLine, open({ kind: 'nickname', conversationId })),
      details: action('details', 'userDetails', Info, open({ kind: 'user-profile', accountId: peerId })),
      block: isBlocked
        ? action('unblock', 'blockUnblock', UserRoundCheck, ask('unblock'))
        : danger('block', 'block', Ban, ask('block')),
      remove: danger('delete-conversation', 'conversationsDelete', Trash2, ask('delete-conversation')),
      forget: danger('delete-contact', 'contactDelete', UserRoundX, ask('delete-contact')),
      clear: danger(
        'clear-messages',
        'clearMessages',
        Eraser,
        groupAccess === 'admin' ? open({ kind: 'clear-group', conversationId }) : ask('clear-messages'),
      ),
    };
  };
}

/** What only groups have. */
function useGroupActions() {
  const dispatch = useAppDispatch();
  return (conversation: ConversationView) => {
    const { id: conversationId, groupAccess, isGroupExpired, members } = conversation;
    const ask = (question: ConversationQuestion) => () =>
      dispatch(dialogOpened({ kind: 'conversation-question', conversationId, question }));
    const leave = danger('leave-group', 'groupLeave', LogOut, ask('leave-group'));
    const end = danger('delete-group', 'groupDelete', Trash2, ask('delete-group'));
    const forget = danger('forget-group', 'groupForget', Trash2, ask('forget-group'));
    const invite = action('invite-contacts', 'membersInvite', UserRoundPlus, () =>
      dispatch(dialogOpened({ kind: 'invite-to-group', conversationId })),
    );
    if (groupAccess !== 'admin' || isGroupExpired === true)
      return { invite: [], farewells: [isInGroup(conversation) ? leave : forget] };
    return { invite: [invite], farewells: members?.isLastAdmin === true ? [end] : [leave, end] };
  };
}

/** What only rooms have. */
function useRoomActions() {
  const dispatch = useAppDispatch();
  const copy = useCopy();
  return ({ id: conversationId, community }: ConversationView) => {
    const open = (dialog: DialogDescription) => () => dispatch(dialogOpened(dialog));
    return {
      copyUrl: action('copy-community', 'communityUrlCopy', Copy, () => void copy(community?.url ?? '')),
      invite: action(
        'invite-contacts',
        'membersInvite',
        UserRoundPlus,
        open({ kind: 'invite-to-community', conversationId }),
      ),
      leave: danger(
        'leave-community',
        'communityLeave',
        LogOut,
        open({ kind: 'conversation-question', conversationId, question: 'leave-community' }),
      ),
      ban: danger('ban', 'banUser', Ban, open({ kind: 'ban-user', conversationId })),
      unban: action('unban', 'banUnbanUser', UserRoundCheck, open({ kind: 'unban-user', conversationId })),
    };
  };
}

/** Of somebody who has asked. The ids are those of spec 08, SET-12. */
function useRequestActions() {
  const dispatch = useAppDispatch();
  const copy = useCopy();
  const [accept] = api.useAcceptRequestMutation();
  return ({ id: conversationId, peerId, kind }: ConversationView): readonly Action[] => [
    {
      ...action(
        'accept',
        'accept',
        Check,
        () =>
          void accept({ id: conversationId }).then(({ error }) => {
            if (error !== undefined) dispatch(errorShown(error));
          }),
      ),
      testId: 'accept-menu-item',
    },
    ...(kind === 'group'
      ? []
      : [
          action(
            'copy-account-id',
            'accountIDCopy',
            Copy,
            () => void copy(peerId, { toast: 'accountIdCopied' }),
          ),
          action('details', 'userDetails', Info, () =>
            dispatch(dialogOpened({ kind: 'user-profile', accountId: peerId })),
          ),
        ]),
    {
      ...danger('delete-request', 'delete', Trash2, () =>
        dispatch(dialogOpened({ kind: 'conversation-question', conversationId, question: 'delete-request' })),
      ),
      testId: 'delete-menu-item',
    },
    {
      ...danger('block', 'block', Ban, () =>
        dispatch(dialogOpened({ kind: 'conversation-question', conversationId, question: 'block' })),
      ),
      testId: 'block-menu-item',
    },
  ];
}

function useNotificationsItem() {
  const t = useText();
  const change = useChangeConversation();
  return (conversation: ConversationView): ContextMenuItem => {
    const muted = isMuted(conversation, Date.now());
    const set = (notify: 'all' | 'mentions' | 'none') => () =>
      change(conversation.id, { notify, mutedUntilS: 0 });
    return {
      id: 'notifications',
      label: t('sessionNotifications'),
      icon: muted ? <BellOff size={16} aria-hidden /> : <Bell size={16} aria-hidden />,
      items: [
        {
          id: 'all',
          label: t('notificationsAllMessages'),
          isChecked: !muted && conversation.notify !== 'mentions',
          onAction: set('all'),
        },
        ...(conversation.kind === 'group' || conversation.kind === 'community'
          ? [
              {
                id: 'mentions',
                label: t('notificationsMentionsOnly'),
                isChecked: !muted && conversation.notify === 'mentions',
                onAction: set('mentions'),
              },
            ]
          : []),
        { id: 'none', label: t('notificationsMute'), isChecked: muted, onAction: set('none') },
      ],
    };
  };
}

function action(id: string, textKey: TextKey, icon: LucideIcon, run: () => void): Action {
  return { id, textKey, icon, run };
}

function danger(id: string, textKey: TextKey, icon: LucideIcon, run: () => void): Action {
  return { id, textKey, icon, run, isDangerous: true };
}
