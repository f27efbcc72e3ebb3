import {
  Copy,
  Download,
  Forward,
  IdCard,
  Info,
  Link as LinkIcon,
  ListChecks,
  RefreshCw,
  Reply,
  SmilePlus,
  Trash2,
  UserRound,
} from 'lucide-react';
import type { ReactNode } from 'react';

import type { MessageView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { ContextMenu, type ContextMenuItem, type MenuEntry, type MenuPlace } from '../../ui/index.ts';
import { isBlindedId } from '../communities/blinded-id.ts';
import { useRoomEntries } from '../communities/use-room-entries.tsx';
import { isAnswerable, startReply } from '../composer/reply-thunks.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { isWritable } from '../groups/use-group.ts';
import { isForwardable } from '../forward/forward-thunks.ts';
import { hasSavableFile, saveMessageFiles } from '../media/media-thunks.ts';
import { useCopy } from '../toasts/use-copy.ts';
import { useOpenConversation } from './conversation-context.ts';
import { textParts } from './message-text-model.ts';
import { selectMessage } from './messages-slice.ts';
import { ReactionBar } from './reaction-bar.tsx';
import { useResend } from './use-resend.ts';
import { infoShown, selectionStarted } from './view-slice.ts';

export interface MessageMenuProps {
  readonly messageId: number;
  readonly place: MenuPlace;
  /** The emoji have the focus, not the first item. */
  readonly isForReaction: boolean;
  readonly onClose: () => void;
  /** All emoji are wanted. */
  readonly onMoreEmoji: () => void;
}

/** What can be done with one message. Spec 08, CNV-08. */
export function MessageMenu(props: MessageMenuProps) {
  const t = useText();
  const message = useAppSelector((state) => selectMessage(state, props.messageId));
  const canWrite = isWritable(useOpenConversation().conversation);
  const entries = useMenuEntries(message, canWrite);
  if (message === undefined) return undefined;
  return (
    <ContextMenu
      label={t('messageMenu')}
      place={props.place}
      items={entries}
      onClose={props.onClose}
      {...(canWrite && isReactable(message)
        ? {
            header: (
              <ReactionBar
                messageId={message.id}
                isFirst={props.isForReaction}
                onDone={props.onClose}
                onMore={props.onMoreEmoji}
              />
            ),
            isHeaderFirst: props.isForReaction,
          }
        : {})}
    />
  );
}

/** Whether one can react: to what somebody wrote, that is still there, and that was sent; in a room if it lets us. */
export function isReactable({ kind, deletion, state, post }: MessageView): boolean {
  const isThere = kind === 'text' && deletion === undefined && state !== 'failed' && state !== 'sending';
  return isThere && (post === undefined || post.may.react);
}

function useMenuEntries(message: MessageView | undefined, canWrite: boolean): readonly MenuEntry[] {
  const t = useText();
  const dispatch = useAppDispatch();
  const copy = useCopy();
  const resend = useResend();
  const roomEntries = useRoomEntries();
  if (message === undefined) return [];
  const room = roomEntries(message);
  const { id, conversationId, attachments, text } = message;
  const isWritten = message.kind === 'text' && message.deletion === undefined;
  const canSave = hasSavableFile(message);
  const link = isWritten ? textParts(text).find((part) => part.kind === 'link')?.text : undefined;
  const url = message.invitation?.url;
  const from = message.post === undefined ? {} : { conversationId };
  const isBlinded = isBlindedId(message.authorId);
  return [
    ...item(canWrite && message.state === 'failed', {
      id: 'resend',
      label: t('resend'),
      icon: <RefreshCw size={16} aria-hidden />,
      onAction: () => resend(id),
    }),
    ...item(canSave, {
      id: 'save',
      label: t(attachments.length > 1 ? 'attachmentSaveAll' : 'attachmentSave'),
      icon: <Download size={16} aria-hidden />,
      onAction: () => void dispatch(saveMessageFiles(message)),
    }),
    ...item(canWrite && isAnswerable(message), {
      id: 'reply',
      label: t('reply'),
      icon: <Reply size={16} aria-hidden />,
      onAction: () => dispatch(startReply({ conversationId, messageId: id })),
    }),
    ...item(isWritten && text !== '', {
      id: 'copy',
      label: t('copy'),
      icon: <Copy size={16} aria-hidden />,
      onAction: () => void copy(text),
    }),
    ...item(link !== undefined, {
      id: 'copy-link',
      label: t('urlCopy'),
      icon: <LinkIcon size={16} aria-hidden />,
      onAction: () => void copy(link ?? ''),
    }),
    ...item(isWritten && url !== undefined, {
      id: 'copy-community',
      label: t('communityUrlCopy'),
      icon: <LinkIcon size={16} aria-hidden />,
      onAction: () => void copy(url ?? ''),
    }),
    ...item(isForwardable(message), {
      id: 'forward',
      label: t('messageForward'),
      icon: <Forward size={16} aria-hidden />,
      onAction: () => dispatch(dialogOpened({ kind: 'forward', messageIds: [id] })),
    }),
    ...item(isWritten, {
      id: 'info',
      label: t('info'),
      icon: <Info size={16} aria-hidden />,
      onAction: () => dispatch(infoShown(id)),
    }),
    ...item(isWritten && message.reactions.length > 0, {
      id: 'reactions',
      label: t('reactionsView'),
      icon: <SmilePlus size={16} aria-hidden />,
      onAction: () => dispatch(dialogOpened({ kind: 'reactions', messageId: id })),
    }),
    ...item(true, {
      id: 'select',
      label: t('messageSelectOne'),
      icon: <ListChecks size={16} aria-hidden />,
      onAction: () => dispatch(selectionStarted(id)),
    }),
    ...room.before,
    ...item(message.author !== undefined, {
      id: 'author',
      label: t('userDetails'),
      icon: <UserRound size={16} aria-hidden />,
      onAction: () => dispatch(dialogOpened({ kind: 'user-profile', accountId: message.authorId, ...from })),
    }),
    ...item(message.direction === 'incoming', {
      id: 'copy-account-id',
      label: t(isBlinded ? 'blindedIdCopy' : 'accountIDCopy'),
      icon: <IdCard size={16} aria-hidden />,
      onAction: () => void copy(message.authorId, { toast: isBlinded ? 'copied' : 'accountIdCopied' }),
    }),
    ...item(true, {
      id: 'delete',
      label: t('delete'),
      icon: <Trash2 size={16} aria-hidden />,
      isDangerous: true,
      onAction: () => dispatch(dialogOpened({ kind: 'delete-messages', messageIds: [id] })),
    }),
    ...room.after,
  ];
}

function item(
  isThere: boolean,
  entry: ContextMenuItem & { readonly icon: ReactNode },
): readonly ContextMenuItem[] {
  return isThere ? [entry] : [];
}
