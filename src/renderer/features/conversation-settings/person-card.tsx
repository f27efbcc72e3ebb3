import { Pencil } from 'lucide-react';
import { useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, IconButton, QrCode } from '../../ui/index.ts';
import { serverName } from '../communities/community-url.ts';
import { useConversationName } from '../conversations/conversation-name.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './person-card.module.css';

const SMALL = 90;
const LARGE = 190;

/** Who this is with: picture, names, Account ID. Spec 08, CST-01. */
export function PersonCard({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const nameOf = useConversationName();
  const [isLarge, setLarge] = useState(false);
  const { id, kind, peerId, name, nickname, blinded } = conversation;
  return (
    <section className={cx(styles.card)} aria-label={nameOf(conversation)}>
      <button
        type="button"
        className={cx(styles.picture)}
        aria-label={t(isLarge ? 'profilePictureSmaller' : 'profilePictureLarger')}
        aria-pressed={isLarge}
        onClick={() => setLarge(!isLarge)}
        data-testid="profile-picture"
      >
        <PersonAvatar of={conversation} size={isLarge ? LARGE : SMALL} />
      </button>
      <div className={cx(styles.names)}>
        <h3 className={cx(styles.name)}>
          <bdi data-testid="preferred-display-name">{nameOf(conversation)}</bdi>
        </h3>
        {kind === 'contact' && (
          <IconButton
            size="small"
            label={t('nicknameSet')}
            icon={<Pencil size={16} aria-hidden />}
            onPress={() => dispatch(dialogOpened({ kind: 'nickname', conversationId: id }))}
            testId="set-nickname-confirm-button"
          />
        )}
      </div>
      {nickname !== '' && name !== '' && (
        <p className={cx(styles.other)}>
          <bdi data-testid="fallback-display-name">{name}</bdi>
        </p>
      )}
      {blinded !== undefined && (
        <p className={cx(styles.other)}>{t('blindedMetAt', { server: serverName(blinded.serverUrl) })}</p>
      )}
      {(kind === 'contact' || kind === 'blinded') && <AccountId id={peerId} isBlinded={kind === 'blinded'} />}
    </section>
  );
}

/** The ID in full, or as a code for another phone. */
function AccountId({ id, isBlinded }: { readonly id: string; readonly isBlinded: boolean }) {
  const t = useText();
  const copy = useCopy();
  const [isCode, setCode] = useState(false);
  return (
    <>
      <p className={cx(styles.pill)} data-testid="account-id-pill">
        {t(isBlinded ? 'blindedIdTitle' : 'accountIDTitle')}
      </p>
      {isCode ? (
        <QrCode text={id} label={t('qrCodeOfAccount')} size={200} />
      ) : (
        <p className={cx(styles.id)} dir="ltr" translate="no" data-testid="account-id">
          {id}
        </p>
      )}
      <div className={cx(styles.buttons)}>
        <Button onPress={() => void copy(id, { toast: isBlinded ? 'copied' : 'accountIdCopied' })}>
          {t('copy')}
        </Button>
        {!isBlinded && (
          <Button onPress={() => setCode(!isCode)}>{t(isCode ? 'accountIDShow' : 'qrView')}</Button>
        )}
      </div>
    </>
  );
}
