import { Activity } from 'lucide-react';
import { useState } from 'react';

import type { NetworkSettingsView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Banner, cx, LinkRow, SettingGroup } from '../../ui/index.ts';
import { dialogReplaced } from '../dialogs/dialogs-slice.ts';
import { AddressForm } from './address-form.tsx';
import styles from './network-page.module.css';
import { NetworkTest } from './network-test.tsx';
import { SeedList } from './seed-list.tsx';
import { UpdateFeedForm } from './update-feed-form.tsx';

/** How this device reaches the network: over a proxy, by other seeds, with another file server. Spec 08, SET-16. */
export function NetworkPage() {
  const t = useText();
  const dispatch = useAppDispatch();
  const { data } = api.useNetworkSettingsQuery(undefined, { refetchOnMountOrArgChange: true });
  const [changed, setChanged] = useState<NetworkSettingsView>();
  const settings = changed ?? data;
  if (settings === undefined) return undefined;
  return (
    <div className={cx(styles.page)}>
      {settings.isRestartNeeded && (
        <Banner tone="warning" testId="restart-needed-banner">
          {t('networkRestartNeeded')}
        </Banner>
      )}
      <SettingGroup>
        <LinkRow
          icon={<Activity size={20} aria-hidden />}
          label={t('connectionView')}
          onPress={() => dispatch(dialogReplaced({ kind: 'settings', page: 'connection' }))}
          testId="connection-settings-row"
        />
      </SettingGroup>
      <section className={cx(styles.section)}>
        <h3 className={cx(styles.heading)}>{t('networkProxy')}</h3>
        <p className={cx(styles.description)}>{t('networkProxyDescription')}</p>
        <AddressForm
          name="proxy"
          label={t('networkProxyAddress')}
          placeholder="socks5h://127.0.0.1:9050"
          value={settings.proxy ?? ''}
          onSaved={setChanged}
        />
        <NetworkTest />
      </section>
      <section className={cx(styles.section)}>
        <h3 className={cx(styles.heading)}>{t('networkSeeds')}</h3>
        <p className={cx(styles.description)}>{t('networkSeedsDescription')}</p>
        <SeedList seeds={settings.seeds} onSaved={setChanged} />
      </section>
      <section className={cx(styles.section)}>
        <h3 className={cx(styles.heading)}>{t('networkFileServer')}</h3>
        <p className={cx(styles.description)}>{t('networkFileServerDescription')}</p>
        <AddressForm
          name="fileServer"
          label={t('networkFileServerAddress')}
          placeholder="http://files.example#p=…"
          value={settings.fileServer ?? ''}
          onSaved={setChanged}
        />
      </section>
      <section className={cx(styles.section)}>
        <h3 className={cx(styles.heading)}>{t('updatesFeed')}</h3>
        <p className={cx(styles.description)}>{t('updatesFeedDescription')}</p>
        <UpdateFeedForm />
      </section>
    </div>
  );
}
