import type { ContactView, ConversationView } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectAccount, selectInfo } from '../../app/session-slice.ts';
import { Avatar } from '../../ui/index.ts';
import { pictureUrl } from './media-url.ts';

/** Somebody we talk to, or the place for notes. */
export function PersonAvatar({
  of,
  size,
}: {
  readonly of: Pick<ConversationView, 'peerId' | 'name' | 'kind' | 'picture'>;
  readonly size: number;
}) {
  const address = useAppSelector(selectInfo)?.media;
  const url =
    of.picture === undefined || address === undefined
      ? undefined
      : pictureUrl(address, { accountId: of.peerId, version: of.picture });
  return <Avatar id={of.peerId} name={of.name} kind={of.kind} size={size} pictureUrl={url} />;
}

/** Somebody whom we know, with or without a conversation. */
export function ContactAvatar({
  of: { accountId, name, picture },
  size,
}: {
  readonly of: Pick<ContactView, 'accountId' | 'name' | 'picture'>;
  readonly size: number;
}) {
  const of = { peerId: accountId, name, kind: 'contact' as const };
  return <PersonAvatar of={picture === undefined ? of : { ...of, picture }} size={size} />;
}

/** Ourselves. */
export function OwnAvatar({ size }: { readonly size: number }) {
  const account = useAppSelector(selectAccount);
  if (account === undefined) return <Avatar id="" name="" size={size} />;
  const { id, displayName, picture } = account;
  const of = { peerId: id, name: displayName, kind: 'contact' as const };
  return <PersonAvatar of={picture === undefined ? of : { ...of, picture }} size={size} />;
}
