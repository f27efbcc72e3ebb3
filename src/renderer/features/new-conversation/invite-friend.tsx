import { useState } from 'react';

import { useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, QrCode } from '../../ui/index.ts';
import { useCopy } from '../toasts/use-copy.ts';
import { AccountIdText } from './account-id-text.tsx';
import styles from './invite-friend.module.css';

/** px; readable for the camera of a telephone held before the screen. */
const CODE = 220;

/** Our own Account ID, to be handed to a friend as text or as code. Spec 08, NEW-06 and flow 13. */
export function InviteFriend() {
  const t = useText();
  const copy = useCopy();
  const id = useAppSelector((state) => selectAccount(state)?.id) ?? '';
  const [isCopied, setCopied] = useState(false);
  return (
    <div className={cx(styles.invite)}>
      <p className={cx(styles.description)}>{t('shareAccountIdDescription')}</p>
      <div className={cx(styles.card)}>
        <div className={cx(styles.code)}>
          <QrCode text={id} size={CODE} label={t('accountIDQrYours')} testId="your-qr-code" />
        </div>
        <AccountIdText id={id} />
        <Button
          variant="solid"
          isWide
          onPress={() => void copy(id).then(setCopied)}
          testId="copy-button-account-id"
        >
          {t('copy')}
        </Button>
      </div>
      <div role="status">
        {isCopied && (
          <>
            <p className={cx(styles.copied)}>{t('accountIdCopied')}</p>
            <p className={cx(styles.description)}>{t('shareAccountIdDescriptionCopied')}</p>
          </>
        )}
      </div>
    </div>
  );
}
