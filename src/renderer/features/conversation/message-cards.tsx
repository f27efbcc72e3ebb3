import { Globe, Link as LinkIcon } from 'lucide-react';
import { useState } from 'react';

import type { AttachmentView, MessageView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { useAttachmentUrl } from '../media/media-url.ts';
import styles from './message-cards.module.css';
import { useOpenUrl } from './use-open-url.ts';

/** What a web site says of a link in the text. Nothing of it is fetched here. Spec 08 §3.7. */
export function LinkCard({ preview }: { readonly preview: NonNullable<MessageView['preview']> }) {
  const t = useText();
  const openUrl = useOpenUrl();
  const { url, title } = preview;
  const host = URL.canParse(url) ? new URL(url).hostname : url;
  return (
    <button
      type="button"
      className={cx(styles.card)}
      aria-label={t('messageLinkCard', { title: title ?? host, host })}
      onClick={() => openUrl(url)}
    >
      <Picture image={preview.image} />
      <span className={cx(styles.words)}>
        <span className={cx(styles.title)} dir="auto" data-testid="msg-link-preview-title">
          {title ?? host}
        </span>
        <bdi className={cx(styles.host)}>{host}</bdi>
      </span>
    </button>
  );
}

/** A picture has its place from the beginning, so that nothing moves when it comes. */
function Picture({ image }: { readonly image: AttachmentView | undefined }) {
  const urlOf = useAttachmentUrl();
  const [isBroken, setBroken] = useState(false);
  const src = image?.state === 'ready' && !isBroken ? urlOf(image.id) : undefined;
  return (
    <span className={cx(styles.thumbnail)}>
      {src === undefined ? (
        <LinkIcon size={20} aria-hidden />
      ) : (
        <img
          className={cx(styles.image)}
          src={src}
          alt=""
          draggable={false}
          onError={() => setBroken(true)}
        />
      )}
    </span>
  );
}

/** An invitation to a community, and the way in. Spec 08, CNV-14. */
export function InvitationCard({
  invitation,
}: {
  readonly invitation: NonNullable<MessageView['invitation']>;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const address = invitation.url.split('?')[0] ?? invitation.url;
  const join = () => dispatch(dialogOpened({ kind: 'join-community', url: invitation.url }));
  return (
    <div className={cx(styles.invitation)} data-testid="community-invitation-details">
      <span className={cx(styles.disc)}>
        <Globe size={22} aria-hidden />
      </span>
      <span className={cx(styles.words)}>
        <bdi className={cx(styles.title)}>{invitation.name}</bdi>
        <span className={cx(styles.host)}>{t('communityInvitation')}</span>
        <bdi className={cx(styles.host)}>{address}</bdi>
        <button
          type="button"
          className={cx(styles.join)}
          aria-label={t('communityJoinNamed', { community_name: invitation.name })}
          onClick={join}
          data-testid="community-invitation-join"
        >
          {t('join')}
        </button>
      </span>
    </div>
  );
}
