import { useState } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectNetwork } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { useAtLeast } from '../../app/use-at-least.ts';
import { Button, cx } from '../../ui/index.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import styles from './network-page.module.css';

/** What was shown as being tried stays so long, so that it can be seen. Spec 08 §1. */
const SHOWN_MS = 500;

/** Tries to reach the network as it is set now, and says how that went. */
export function NetworkTest() {
  const t = useText();
  const dispatch = useAppDispatch();
  const network = useAppSelector(selectNetwork);
  const [tries, setTries] = useState(0);
  const isHeld = useAtLeast(tries, SHOWN_MS);
  const [retry, { isLoading }] = api.useRetryNetworkMutation();
  const state = network?.state ?? 'connecting';
  const isBusy = isLoading || isHeld || (tries > 0 && state === 'connecting');
  const test = async () => {
    setTries(tries + 1);
    const { error } = await retry(undefined);
    if (error !== undefined) dispatch(errorShown(error));
  };
  return (
    <div className={cx(styles.test)}>
      <Button isBusy={isBusy} onPress={() => void test()} testId="network-test-button">
        {t('networkTest')}
      </Button>
      <p className={cx(styles.result)} role="status" data-testid="network-test-result">
        {isBusy
          ? t('networkTestRunning')
          : t('pathStateDescription', { state, count: network?.paths.length ?? 0 })}
      </p>
    </div>
  );
}
