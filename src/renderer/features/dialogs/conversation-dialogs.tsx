import type { MessageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { closeConversation } from '../conversation/conversation-thunks.ts';
import { spanText, timerTypeText } from '../conversation/timer-words.ts';
import { useConversationName } from '../conversations/conversation-name.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { useInvitationWords } from '../groups/use-invitation.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { dialogClosed } from './dialogs-slice.ts';

/** Closes the dialog when `work` is done, and says what went wrong. Gives back whether it went well. */
function useAnswer(): (work: PromiseLike<{ readonly error?: unknown }>) => Promise<boolean> {
  const dispatch = useAppDispatch();
  return async (work) => {
    const { error } = await work;
    dispatch(dialogClosed());
    if (error !== undefined) dispatch(errorShown(error));
    return error === undefined;
  };
}

function useName(conversationId: number): string {
  const nameOf = useConversationName();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  return conversation === undefined ? '' : nameOf(conversation);
}

/** What we write is to disappear as what they write does. Spec 08, CNV-14. */
export function FollowSettingDialog({
  conversationId,
  timer,
}: {
  readonly conversationId: number;
  readonly timer: NonNullable<MessageView['timer']>;
}) {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const answer = useAnswer();
  const [set, { isLoading }] = api.useSetDisappearingMutation();
  const isOff = timer.mode === 'off';
  return (
    <ConfirmDialog
      title={t('disappearingMessagesFollowSetting')}
      description={
        isOff
          ? t('disappearingMessagesFollowSettingOff')
          : t('disappearingMessagesFollowSettingOn', {
              time: spanText(timer.timerS, locale),
              disappearing_messages_type: timerTypeText(timer, t),
            })
      }
      confirmLabel={isOff ? t('theContinue') : t('set')}
      isBusy={isLoading}
      onConfirm={() => void answer(set({ conversationId, ...timer }))}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}

/** Takes a request off the list, and maybe keeps its author away. Spec 08, CNV-16. */
export function DeclineRequestDialog({
  conversationId,
  blocks,
}: {
  readonly conversationId: number;
  readonly blocks: boolean;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const answer = useAnswer();
  const name = useName(conversationId);
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const isGroup = conversation?.kind === 'group';
  const invitation = useInvitationWords(conversation);
  const [block, { isLoading: isBlocking }] = api.useSetBlockedMutation();
  const [decline, { isLoading: isDeclining }] = api.useDeclineRequestMutation();
  const confirm = async () => {
    if (blocks) {
      const { error } = await block({ id: conversationId, isBlocked: true });
      if (error !== undefined) {
        dispatch(dialogClosed());
        dispatch(errorShown(error));
        return;
      }
    }
    // With whoever has invited us, their invitation has gone.
    const isGone = blocks && isGroup;
    if (await answer(isGone ? Promise.resolve({}) : decline({ id: conversationId })))
      dispatch(closeConversation());
  };
  const words = () => {
    if (!isGroup) return blocks ? t('blockDescription', { name }) : t('messageRequestsDelete');
    return blocks ? invitation.block : t('groupInviteDelete', { group_name: name });
  };
  return (
    <ConfirmDialog
      title={blocks ? t('block') : t('delete')}
      description={words()}
      confirmLabel={blocks ? t('block') : t('delete')}
      isDangerous
      isBusy={isBlocking || isDeclining}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}

/** Spec 08, CNV-19. */
export function UnblockDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const answer = useAnswer();
  const name = useName(conversationId);
  const [unblock, { isLoading }] = api.useSetBlockedMutation();
  return (
    <ConfirmDialog
      modalId="blockOrUnblockModal"
      title={t('blockUnblock')}
      description={t('blockUnblockName', { name })}
      confirmLabel={t('blockUnblock')}
      isBusy={isLoading}
      onConfirm={() => void answer(unblock({ id: conversationId, isBlocked: false }))}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
