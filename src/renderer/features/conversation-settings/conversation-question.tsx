import { useState } from 'react';

import type { ConversationView, Input } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { closeConversation } from '../conversation/conversation-thunks.ts';
import { useConversationName } from '../conversations/conversation-name.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { type ConversationQuestion, dialogClosed, dialogsClosed } from '../dialogs/dialogs-slice.ts';
import { cx, RadioGroup, type RadioOption } from '../../ui/index.ts';
import styles from '../groups/group-dialogs.module.css';
import { selectOpenConversationId } from '../shell/navigation-slice.ts';
import { useInvitationWords } from '../groups/use-invitation.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';

type ClearingScope = NonNullable<Input<'conversations:clear'>['scope']>;

interface Words {
  readonly title: TextKey;
  readonly confirm: TextKey;
  /** Said when it is done. */
  readonly toast?: TextKey;
  readonly isDangerous?: boolean;
  /** The conversation is not there any more, and nothing that is about it. */
  readonly isFarewell?: boolean;
}

const WORDS: Readonly<Record<ConversationQuestion, Words>> = {
  block: { title: 'block', confirm: 'block', toast: 'blockBlockedToast', isDangerous: true },
  unblock: { title: 'blockUnblock', confirm: 'blockUnblock', toast: 'blockUnblockedToast' },
  hide: { title: 'noteToSelfHide', confirm: 'hide', isFarewell: true },
  show: { title: 'noteToSelfShow', confirm: 'show' },
  'clear-messages': {
    title: 'clearMessages',
    confirm: 'clear',
    toast: 'clearMessagesDone',
    isDangerous: true,
  },
  'delete-conversation': {
    title: 'conversationsDelete',
    confirm: 'delete',
    toast: 'conversationsDeleted',
    isDangerous: true,
    isFarewell: true,
  },
  'delete-contact': {
    title: 'contactDelete',
    confirm: 'delete',
    toast: 'contactDeleted',
    isDangerous: true,
    isFarewell: true,
  },
  'delete-request': { title: 'messageRequestDelete', confirm: 'delete', isDangerous: true, isFarewell: true },
  'leave-group': { title: 'groupLeave', confirm: 'leave', isDangerous: true, isFarewell: true },
  'delete-group': {
    title: 'groupDelete',
    confirm: 'delete',
    toast: 'groupDeleting',
    isDangerous: true,
    isFarewell: true,
  },
  'forget-group': { title: 'groupForget', confirm: 'delete', isDangerous: true, isFarewell: true },
  'leave-community': { title: 'communityLeave', confirm: 'leave', isDangerous: true, isFarewell: true },
};

/** Asks before something is done with a conversation, each with its own explanation. Spec 08, CST-07 and CST-08. */
export function ConversationQuestionDialog({
  conversationId,
  question,
}: {
  readonly conversationId: number;
  readonly question: ConversationQuestion;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const nameOf = useConversationName();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const isOpen = useAppSelector((state) => selectOpenConversationId(state) === conversationId);
  const [scope, setScope] = useState<ClearingScope>('device');
  const { answer, isBusy } = useAnswers(conversationId, scope);
  if (conversation === undefined) return undefined;
  const words = WORDS[question];
  const confirm = async () => {
    const { error } = await answer(question);
    dispatch(
      error === undefined && words.isFarewell === true ? dialogsClosed({ conversationId }) : dialogClosed(),
    );
    if (error !== undefined) {
      dispatch(errorShown(error));
      return;
    }
    if (words.isFarewell === true && isOpen) dispatch(closeConversation());
    if (words.toast !== undefined) dispatch(toastShown({ textKey: words.toast }));
  };
  return (
    <ConfirmDialog
      modalId={question === 'block' || question === 'unblock' ? 'blockOrUnblockModal' : 'confirmModal'}
      title={t(words.title)}
      description={<Explanation {...{ question, conversation }} name={nameOf(conversation)} />}
      confirmLabel={t(words.confirm)}
      isDangerous={words.isDangerous === true}
      isBusy={isBusy}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    >
      {question === 'delete-group' && conversation.members?.isLastAdmin === true && (
        <p className={cx(styles.hint)}>{t('groupOnlyAdminLeave')}</p>
      )}
      {question === 'clear-messages' && conversation.kind === 'note-to-self' && (
        <ClearingScopes scope={scope} onChange={setScope} />
      )}
    </ConfirmDialog>
  );
}

/** What will be the case afterwards. */
function Explanation({
  question,
  conversation,
  name,
}: {
  readonly question: ConversationQuestion;
  readonly conversation: ConversationView;
  readonly name: string;
}) {
  const t = useText();
  const invitation = useInvitationWords(conversation);
  const isGroup = conversation.kind === 'group';
  const isRoom = conversation.kind === 'community';
  switch (question) {
    case 'block':
      return isGroup ? invitation.block : t('blockDescription', { name });
    case 'unblock':
      return t('blockUnblockName', { name });
    case 'hide':
      return t('noteToSelfHideDescription');
    case 'show':
      return t('noteToSelfShowDescription');
    case 'clear-messages':
      if (isRoom) return t('clearMessagesCommunityDescription', { community_name: name });
      if (conversation.kind === 'note-to-self') return t('clearNotesDescription');
      return isGroup
        ? t('clearMessagesGroupDescription', { group_name: name })
        : t('clearMessagesDescription', { name });
    case 'delete-conversation':
      return t('deleteConversationDescription', { name });
    case 'delete-contact':
      return t('deleteContactDescription', { name });
    case 'delete-request':
      return isGroup ? t('groupInviteDelete', { group_name: name }) : t('messageRequestsDelete');
    case 'leave-group':
      return t('groupLeaveDescription', { group_name: name });
    case 'delete-group':
      return t('groupDeleteDescription', { group_name: name });
    case 'forget-group':
      return t('groupForgetDescription', { group_name: name });
    case 'leave-community':
      return t('communityLeaveDescription', { community_name: name });
  }
}

function useAnswers(id: ConversationView['id'], scope: ClearingScope) {
  const [setBlocked, { isLoading: isBlocking }] = api.useSetBlockedMutation();
  const [change, { isLoading: isChanging }] = api.useChangeConversationMutation();
  const [deleteConversation, { isLoading: isDeleting }] = api.useDeleteConversationMutation();
  const [clearConversation, { isLoading: isClearing }] = api.useClearConversationMutation();
  const [deleteContact, { isLoading: isForgetting }] = api.useDeleteContactMutation();
  const [decline, { isLoading: isDeclining }] = api.useDeclineRequestMutation();
  const [leave, { isLoading: isLeaving }] = api.useLeaveGroupMutation();
  const [destroy, { isLoading: isDestroying }] = api.useDestroyGroupMutation();
  const [leaveRoom, { isLoading: isLeavingRoom }] = api.useLeaveCommunityMutation();
  const answer = (question: ConversationQuestion): PromiseLike<{ readonly error?: unknown }> => {
    switch (question) {
      case 'block':
        return setBlocked({ id, isBlocked: true });
      case 'unblock':
        return setBlocked({ id, isBlocked: false });
      case 'hide':
        return change({ id, change: { priority: -1 } });
      case 'show':
        return change({ id, change: { priority: 0 } });
      case 'clear-messages':
        return clearConversation(scope === 'device' ? { id } : { id, scope });
      case 'delete-conversation':
        return deleteConversation({ id });
      case 'delete-contact':
        return deleteContact({ id });
      case 'delete-request':
        return decline({ id });
      case 'leave-group':
      case 'forget-group':
        return leave({ conversationId: id });
      case 'leave-community':
        return leaveRoom({ conversationId: id });
      case 'delete-group':
        return destroy({ conversationId: id });
    }
  };
  const isBusy = [
    isBlocking,
    isChanging,
    isClearing,
    isDeleting,
    isForgetting,
    isDeclining,
    isLeaving,
    isDestroying,
    isLeavingRoom,
  ].includes(true);
  return { answer, isBusy };
}

/** Where notes to oneself go. Spec 08, CST-06. */
function ClearingScopes({
  scope,
  onChange,
}: {
  readonly scope: ClearingScope;
  readonly onChange: (scope: ClearingScope) => void;
}) {
  const t = useText();
  const option = (value: ClearingScope, label: TextKey, id: string): RadioOption<ClearingScope> => ({
    value,
    label: t(label),
    inputTestId: `clear-${id}-radio-option`,
    labelTestId: `clear-${id}-radio-option-label`,
  });
  return (
    <RadioGroup
      label={t('clearMessages')}
      isLabelHidden
      variant="plain"
      value={scope}
      options={[
        option('device', 'clearOnThisDevice', 'device'),
        option('own-devices', 'clearOnAllMyDevices', 'everyone'),
      ]}
      onChange={onChange}
    />
  );
}
