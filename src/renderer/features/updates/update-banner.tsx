import { PackageOpen } from 'lucide-react';

import type { UpdateView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectUpdates } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, ProgressBar } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import styles from './update-banner.module.css';
import { useUpdateWords } from './use-update-words.ts';

/** Tells of a new version above the list, for as long as nobody has said "later". Spec 08, APP-10. */
export function UpdateBanner() {
  api.useUpdatesQuery(undefined);
  const updates = useAppSelector(selectUpdates);
  return updates?.isOffered === true ? <Offer updates={updates} /> : undefined;
}

function Offer({ updates }: { readonly updates: UpdateView }) {
  const words = useUpdateWords(updates);
  const { percent } = updates;
  return (
    <div className={cx(styles.banner)} data-testid="update-banner">
      <PackageOpen size={18} aria-hidden />
      <span className={cx(styles.text)} role="status" data-testid="update-banner-text">
        {words}
      </span>
      {updates.phase === 'loading' ? (
        <span className={cx(styles.progress)}>
          <ProgressBar label={words} value={percent === undefined ? undefined : percent / 100} />
        </span>
      ) : (
        <Actions updates={updates} />
      )}
    </div>
  );
}

function Actions({ updates }: { readonly updates: UpdateView }) {
  const t = useText();
  const [postpone] = api.usePostponeUpdateMutation();
  return (
    <span className={cx(styles.actions)}>
      <Button variant="plain" onPress={() => void postpone(undefined)} testId="update-later-button">
        {t('updatesLater')}
      </Button>
      <UpdateButton updates={updates} />
    </span>
  );
}

/** The next step towards a new version: loading it, beginning with it, or where to get it. */
export function UpdateButton({ updates }: { readonly updates: UpdateView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const [load] = api.useLoadUpdateMutation();
  const [apply] = api.useApplyUpdateMutation();
  const { phase, way, page } = updates;
  if (phase === 'ready') {
    return (
      <Button onPress={() => void apply(undefined)} testId="update-restart-button">
        {t('updatesRestart')}
      </Button>
    );
  }
  if (phase !== 'available') return undefined;
  if (way === 'install') {
    return (
      <Button onPress={() => void load(undefined)} testId="update-download-button">
        {t('updatesDownload')}
      </Button>
    );
  }
  if (page === undefined) return undefined;
  return (
    <Button
      onPress={() => dispatch(dialogOpened({ kind: 'open-url', url: page }))}
      testId="update-page-button"
    >
      {t('updatesWhatIsNew')}
    </Button>
  );
}
