import { CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';

import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectNetwork } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx } from '../../ui/index.ts';
import styles from './offline-banner.module.css';

/** How long a path may be missing before it is worth a line. Spec 08, APP-16. */
const PATIENCE_MS = 10_000;

/** Says that messages wait, as long as they do. */
export function OfflineBanner() {
  const state = useAppSelector((root) => selectNetwork(root)?.state);
  return state === undefined || state === 'online' ? undefined : (
    <Banner key={state} isOffline={state === 'offline'} />
  );
}

function Banner({ isOffline }: { readonly isOffline: boolean }) {
  const t = useText();
  const [isShown, setShown] = useState(isOffline);
  const [retry, { isLoading }] = api.useRetryNetworkMutation();
  useEffect(() => {
    if (isShown) return undefined;
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isShown]);
  if (!isShown) return undefined;
  return (
    <div className={cx(styles.banner)} role="status">
      <CloudOff size={18} aria-hidden />
      <span className={cx(styles.text)}>{t(isOffline ? 'offlineBanner' : 'offlineBannerConnecting')}</span>
      <Button variant="plain" isBusy={isLoading} onPress={() => void retry(undefined)}>
        {t('retry')}
      </Button>
    </div>
  );
}
