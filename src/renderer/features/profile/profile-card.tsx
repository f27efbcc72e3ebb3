import { Camera, Pencil } from 'lucide-react';
import { useState } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, IconButton, QrCode } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { OwnAvatar } from '../media/person-avatar.tsx';
import { AccountIdText } from '../new-conversation/account-id-text.tsx';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './profile-card.module.css';

/** Who we are, as others see it: picture, name, Account ID. Spec 08, SET-01. */
export function ProfileCard() {
  const t = useText();
  const dispatch = useAppDispatch();
  const account = useAppSelector(selectAccount);
  if (account === undefined) return undefined;
  const editName = () => dispatch(dialogOpened({ kind: 'edit-profile' }));
  const editPicture = () => dispatch(dialogOpened({ kind: 'profile-picture' }));
  return (
    <section className={cx(styles.profile)} aria-label={t('profileYou')}>
      <div className={cx(styles.picture)}>
        <button
          type="button"
          className={cx(styles.avatar)}
          aria-label={t('profileEdit')}
          onClick={editName}
          data-testid="avatar-edit-profile-dialog"
        >
          <OwnAvatar size={88} />
        </button>
        <button
          type="button"
          className={cx(styles.upload)}
          aria-label={t('profileDisplayPictureSet')}
          onClick={editPicture}
          data-testid="image-upload-section"
        >
          <Camera size={16} aria-hidden />
        </button>
      </div>
      <div className={cx(styles.names)}>
        <h2>
          <button type="button" className={cx(styles.name)} onClick={editName}>
            <bdi data-testid="your-profile-name">{account.displayName}</bdi>
          </button>
        </h2>
        <IconButton
          size="small"
          label={t('profileEdit')}
          icon={<Pencil size={16} aria-hidden />}
          onPress={editName}
          testId="modal-pencil-button"
        />
      </div>
      <OwnAccountId id={account.id} />
    </section>
  );
}

/** Our ID in words, or as a code for a friend's phone. */
function OwnAccountId({ id }: { readonly id: string }) {
  const t = useText();
  const copy = useCopy();
  const [isCode, setCode] = useState(false);
  return (
    <>
      <p className={cx(styles.label)}>{t('accountIDYours')}</p>
      {isCode ? (
        <QrCode text={id} label={t('qrCodeOfAccount')} testId="your-qr-code" />
      ) : (
        <AccountIdText id={id} />
      )}
      <div className={cx(styles.buttons)}>
        <Button onPress={() => void copy(id, { toast: 'accountIdCopied' })} testId="copy-button-account-id">
          {t('copy')}
        </Button>
        <Button onPress={() => setCode(!isCode)} testId="view-qr-code-button">
          {t(isCode ? 'accountIDShow' : 'qrView')}
        </Button>
      </div>
    </>
  );
}
