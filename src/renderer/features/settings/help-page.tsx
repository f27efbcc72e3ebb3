import { useAppSelector } from '../../app/hooks.ts';
import { selectInfo } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, FactRow, Mark, SettingGroup } from '../../ui/index.ts';
import { HelpRows } from './help-rows.tsx';
import styles from './help-page.module.css';

/** What this is, who made it, on what terms. Spec 08, APP-09. */
export function HelpPage() {
  const t = useText();
  const info = useAppSelector(selectInfo);
  if (info === undefined) return undefined;
  return (
    <div className={cx(styles.page)}>
      <Mark size={64} />
      <h3 className={cx(styles.name)}>{t('appName')}</h3>
      <p className={cx(styles.text)}>{t('aboutAffiliation')}</p>
      <div className={cx(styles.facts)}>
        <SettingGroup>
          <dl className={cx(styles.list)}>
            <FactRow label={t('aboutVersion')} value={info.version} />
            <FactRow label={t('aboutCommit')} value={info.commit.slice(0, 12)} />
            <FactRow label={t('aboutElectron')} value={info.electron} />
            <FactRow label={t('aboutNetwork')} value={t('aboutNetworkName', { network: info.networkName })} />
            <FactRow label={t('aboutLicense')} value="GPL-3.0" />
          </dl>
        </SettingGroup>
      </div>
      {!info.keyProtected && <p className={cx(styles.text, styles.warning)}>{t('aboutKeyUnprotected')}</p>}
      <div className={cx(styles.facts)}>
        <HelpRows />
      </div>
      <p className={cx(styles.text)}>{t('aboutFreeSoftware')}</p>
      <p className={cx(styles.text)}>{t('aboutDatabaseLicense')}</p>
    </div>
  );
}
