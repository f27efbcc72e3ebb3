import {
  Ban,
  Ear,
  Eraser,
  MessageSquarePlus,
  Pencil,
  Pin,
  PinOff,
  ShieldMinus,
  ShieldPlus,
  SlidersHorizontal,
  Trash2,
  UserRoundCheck,
  type LucideIcon,
} from 'lucide-react';

import type { MessageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import type { ContextMenuItem } from '../../ui/index.ts';
import { startEditing } from '../composer/edit-thunks.ts';
import { type DialogDescription, dialogOpened } from '../dialogs/dialogs-slice.ts';
import { tellOutcome } from './use-moderation.ts';
import { useWriteTo } from './use-write-to.ts';

/** What can be done with a post besides what can be done with every message. `before` and `after` its deletion. Spec 08, CNV-08. */
export function useRoomEntries(): (message: MessageView) => {
  readonly before: readonly ContextMenuItem[];
  readonly after: readonly ContextMenuItem[];
} {
  const t = useText();
  const dispatch = useAppDispatch();
  const writeTo = useWriteTo();
  const [pin] = api.usePinPostMutation();
  const [unpin] = api.useUnpinPostsMutation();
  const item = (
    id: string,
    textKey: TextKey,
    { icon: Icon, run, isDangerous }: { icon: LucideIcon; run: () => void; isDangerous?: true },
  ): ContextMenuItem => ({
    id,
    label: t(textKey),
    icon: <Icon size={16} aria-hidden />,
    onAction: run,
    ...(isDangerous === undefined ? {} : { isDangerous }),
  });
  const open = (dialog: DialogDescription) => () => dispatch(dialogOpened(dialog));
  return ({ id: messageId, conversationId, authorId: userId, post, reactions }) => {
    if (post === undefined) return { before: [], after: [] };
    const { may, isPinned, serverId, role } = post;
    const of = { conversationId, userId };
    const setPinned = () =>
      void dispatch(
        isPinned && serverId !== undefined
          ? tellOutcome(unpin({ conversationId, serverId }), 'communityUnpinned')
          : tellOutcome(pin({ messageId }), 'communityPinnedDone'),
      );
    const before = [
      may.edit && item('edit', 'edit', { icon: Pencil, run: () => dispatch(startEditing(messageId)) }),
      may.writeToAuthor &&
        post.author.refusesRequests === undefined &&
        item('write-to', 'communityWriteTo', {
          icon: MessageSquarePlus,
          run: () => void writeTo(of),
        }),
      may.moderate &&
        item('whisper', 'whisper', {
          icon: Ear,
          run: open({ kind: 'whisper', ...of }),
        }),
      may.administer &&
        item('pin', isPinned ? 'communityUnpin' : 'communityPin', {
          icon: isPinned ? PinOff : Pin,
          run: setPinned,
        }),
      may.moderate &&
        reactions.length > 0 &&
        item('clear-reactions', 'reactionsClear', {
          icon: Eraser,
          run: open({ kind: 'clear-reactions', messageId }),
        }),
    ];
    const isOurs = post.author.isUs;
    const after = [
      may.moderate &&
        item('ban', 'banUser', { icon: Ban, run: open({ kind: 'ban-user', ...of }), isDangerous: true }),
      may.moderate &&
        item('unban', 'banUnbanUser', {
          icon: UserRoundCheck,
          run: open({ kind: 'unban-user', ...of }),
        }),
      may.moderate &&
        item('rights', 'communityMemberRights', {
          icon: SlidersHorizontal,
          run: open({ kind: 'member-rights', ...of }),
        }),
      may.moderate &&
        item('delete-all', 'communityDeleteAll', {
          icon: Trash2,
          run: open({ kind: 'delete-all-posts', ...of }),
          isDangerous: true,
        }),
      may.administer &&
        !isOurs &&
        role === 'none' &&
        item('promote', 'communityRoleGive', {
          icon: ShieldPlus,
          run: open({ kind: 'add-admins', ...of }),
        }),
      may.administer &&
        !isOurs &&
        role !== 'none' &&
        item('demote', 'communityRoleTake', {
          icon: ShieldMinus,
          run: open({ kind: 'remove-admins', ...of }),
          isDangerous: true,
        }),
    ];
    return { before: before.filter(isItem), after: after.filter(isItem) };
  };
}

function isItem(item: ContextMenuItem | false): item is ContextMenuItem {
  return item !== false;
}
