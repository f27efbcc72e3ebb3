import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { PictureForm } from '../profile/picture-dialog.tsx';

/** The picture of a room, for its admins to change; servers know no way to be without one again. Spec 05 §9. */
export function CommunityPictureDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const [set] = api.useSetCommunityPictureMutation();
  if (conversation === undefined) return undefined;
  return (
    <PictureForm
      title={t('communitySetPicture')}
      hint={t('communityPictureHint')}
      current={<PersonAvatar of={conversation} size={160} />}
      hasPicture={false}
      onSave={async (bytes) => (await set({ conversationId, bytes })).error}
    />
  );
}
