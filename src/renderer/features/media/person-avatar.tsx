import type { ConversationView, GroupFaceView } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectAccount, selectInfo } from '../../app/session-slice.ts';
import { Avatar, GroupAvatar } from '../../ui/index.ts';
import { pictureUrl } from './media-url.ts';

/** Somebody we talk to, a group, or the place for notes. */
export function PersonAvatar({
  of,
  size,
}: {
  readonly of: Pick<ConversationView, 'peerId' | 'name' | 'kind' | 'picture' | 'members'> & {
    /** Of a room, whose picture goes by its conversation. */
    readonly id?: number;
  };
  readonly size: number;
}) {
  const address = useAppSelector(selectInfo)?.media;
  const url =
    of.picture === undefined || address === undefined
      ? undefined
      : pictureUrl(address, {
          of: of.kind === 'community' ? `room-${of.id}` : of.peerId,
          version: of.picture,
        });
  const faces = of.members?.faces ?? [];
  if (of.kind === 'group' && url === undefined && faces.length > 0)
    return <GroupAvatar size={size} disc={(index, disc) => <Face of={faces[index]} size={disc} />} />;
  return <Avatar id={of.peerId} name={of.name} kind={of.kind} size={size} pictureUrl={url} />;
}

/** A member of a group; nobody in particular where there are too few. */
function Face({ of, size }: { readonly of: GroupFaceView | undefined; readonly size: number }) {
  if (of === undefined) return <Avatar id="" name="" size={size} />;
  return <MemberAvatar of={of} size={size} />;
}

/** Somebody whom we know, or of a group, with or without a conversation. */
export function MemberAvatar({ of, size }: { readonly of: GroupFaceView; readonly size: number }) {
  const { accountId, name, picture } = of;
  const person = { peerId: accountId, name, kind: 'contact' as const };
  return <PersonAvatar of={picture === undefined ? person : { ...person, picture }} size={size} />;
}

/** Ourselves. */
export function OwnAvatar({ size }: { readonly size: number }) {
  const account = useAppSelector(selectAccount);
  if (account === undefined) return <Avatar id="" name="" size={size} />;
  const { id, displayName, picture } = account;
  const of = { peerId: id, name: displayName, kind: 'contact' as const };
  return <PersonAvatar of={picture === undefined ? of : { ...of, picture }} size={size} />;
}
