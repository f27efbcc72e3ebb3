import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';

import { useAppDispatch } from '../../app/hooks.ts';
import type { RecoverySecrets } from '../../app/secrets.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, QrCode, SettingGroup } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { useCopy } from '../toasts/use-copy.ts';
import { ButtonRow } from './button-row.tsx';
import styles from './recovery-password-page.module.css';

/** How long the words may stay on the clipboard. Spec 08, SET-09. */
const CLIPBOARD_MS = 60_000;

/** The page with the 13 words, or with the way to see them again. Spec 08, SET-09. */
export function RecoveryPasswordPage({
  secrets,
  isHidden,
  onHide,
  onShow,
}: {
  /** Undefined until they are there. */
  readonly secrets: RecoverySecrets | undefined;
  readonly isHidden: boolean;
  readonly onHide: () => void;
  readonly onShow: () => void;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <div className={cx(styles.page)}>
      <p className={cx(styles.description)} data-testid="modal-description">
        {t('recoveryPasswordDescription')}
      </p>
      <div className={cx(styles.card)}>
        {secrets !== undefined && <Secrets secrets={secrets} onHide={onHide} />}
        {isHidden && (
          <>
            <EyeOff className={cx(styles.icon)} size={26} aria-hidden />
            <p className={cx(styles.hidden)}>{t('recoveryPasswordHidden')}</p>
            <Button variant="solid" onPress={onShow} testId="reveal-recovery-password-button">
              <Eye size={17} aria-hidden />
              {t('recoveryPasswordView')}
            </Button>
          </>
        )}
      </div>
      <SettingGroup>
        <ButtonRow
          id="hide-recovery-password"
          label={t('recoveryPasswordHidePermanently')}
          description={t('recoveryPasswordHidePermanentlyHint')}
          button={t('hide')}
          isDangerous
          onPress={() => dispatch(dialogOpened({ kind: 'hide-recovery-password' }))}
        />
      </SettingGroup>
    </div>
  );
}

function Secrets({
  secrets: { words, code },
  onHide,
}: {
  readonly secrets: RecoverySecrets;
  readonly onHide: () => void;
}) {
  const t = useText();
  const copy = useCopy();
  const [isCode, setCode] = useState(false);
  return (
    <>
      {isCode ? (
        <QrCode text={code} label={t('recoveryPasswordQr')} testId="session-recovery-password" />
      ) : (
        <p className={cx(styles.words)} translate="no" data-testid="recovery-password-seed-modal">
          {words}
        </p>
      )}
      <div className={cx(styles.buttons)}>
        <Button
          variant="solid"
          onPress={() => void copy(words, { toast: 'recoveryPasswordCopied', clearAfterMs: CLIPBOARD_MS })}
        >
          {t('copy')}
        </Button>
        <Button onPress={() => setCode(!isCode)} testId="view-qr-code-button">
          {t(isCode ? 'recoveryPasswordView' : 'qrView')}
        </Button>
        <Button onPress={onHide} testId="conceal-recovery-password-button">
          {t('recoveryPasswordConceal')}
        </Button>
      </div>
    </>
  );
}
