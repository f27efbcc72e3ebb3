import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { PictureForm } from '../profile/picture-dialog.tsx';

/** The picture of a group, for its admins to change. Spec 08, GRP-04. */
export function GroupPictureDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const [set] = api.useSetGroupPictureMutation();
  const [remove] = api.useRemoveGroupPictureMutation();
  if (conversation === undefined) return undefined;
  return (
    <PictureForm
      title={t('groupSetDisplayPicture')}
      hint={t('groupDisplayPictureHint')}
      current={<PersonAvatar of={conversation} size={160} />}
      hasPicture={conversation.picture !== undefined}
      onSave={async (bytes) => (await set({ conversationId, bytes })).error}
      onRemove={async () => (await remove({ conversationId })).error}
    />
  );
}
