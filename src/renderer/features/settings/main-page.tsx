import {
  CircleQuestionMark,
  KeyRound,
  LockKeyhole,
  MailQuestionMark,
  PaintbrushVertical,
  Route,
} from 'lucide-react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectAccount, selectInfo } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, LinkRow, SettingGroup } from '../../ui/index.ts';
import { OwnAvatar } from '../media/person-avatar.tsx';
import { dialogOpened, dialogReplaced, type SettingsPage } from '../dialogs/dialogs-slice.ts';
import { AccountIdText } from '../new-conversation/account-id-text.tsx';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './main-page.module.css';

/** Who we are, and the way to the other pages. Spec 08, SET-01. */
export function MainPage() {
  const t = useText();
  const dispatch = useAppDispatch();
  const copy = useCopy();
  const account = useAppSelector(selectAccount);
  const version = useAppSelector((state) => selectInfo(state)?.version);
  const go = (page: SettingsPage) => () => dispatch(dialogReplaced({ kind: 'settings', page }));
  if (account === undefined) return undefined;
  return (
    <>
      <section className={cx(styles.profile)} aria-label={t('profileYou')}>
        <OwnAvatar size={88} />
        <h2 className={cx(styles.name)}>
          <bdi data-testid="your-profile-name">{account.displayName}</bdi>
        </h2>
        <p className={cx(styles.label)}>{t('accountIDYours')}</p>
        <AccountIdText id={account.id} />
        <Button
          variant="outline"
          onPress={() => void copy(account.id, { toast: 'accountIdCopied' })}
          testId="copy-button-account-id"
        >
          {t('copy')}
        </Button>
      </section>
      <SettingGroup>
        <LinkRow
          icon={<Route size={20} aria-hidden />}
          label={t('onionRoutingPath')}
          onPress={() => dispatch(dialogOpened({ kind: 'path' }))}
          testId="path-settings-menu-item"
        />
        <LinkRow
          icon={<LockKeyhole size={20} aria-hidden />}
          label={t('sessionPrivacy')}
          onPress={go('privacy')}
          testId="privacy-settings-menu-item"
        />
        <LinkRow
          icon={<PaintbrushVertical size={20} aria-hidden />}
          label={t('sessionAppearance')}
          onPress={go('appearance')}
          testId="appearance-settings-menu-item"
        />
        <LinkRow
          icon={<MailQuestionMark size={20} aria-hidden />}
          label={t('sessionMessageRequests')}
          onPress={go('message-requests')}
          testId="message-requests-settings-menu-item"
        />
        <LinkRow
          icon={<KeyRound size={20} aria-hidden />}
          label={t('sessionRecoveryPassword')}
          onPress={go('recovery-password')}
          testId="recovery-password-settings-menu-item"
        />
        <LinkRow
          icon={<CircleQuestionMark size={20} aria-hidden />}
          label={t('sessionHelp')}
          onPress={go('help')}
          testId="help-settings-menu-item"
        />
      </SettingGroup>
      <p className={cx(styles.version)}>
        {t('appName')} {version}
      </p>
    </>
  );
}
